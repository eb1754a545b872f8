import { onScopeDispose } from 'vue'

/** Single keys work only where nothing is being typed and no menu or dialog is open: Escape closes that, not what is behind. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) &&
        !(target instanceof HTMLInputElement && target.type === 'checkbox')) ||
      target.closest('dialog, [role="menu"], [role="listbox"], [role="dialog"]') !== null)
  )
}

/**
 * Listens for keys while the calling component lives. By `code` first, so that j is j on a Russian keyboard, too.
 */
export function useShortcuts(keys: Record<string, (event: KeyboardEvent) => void>): void {
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
    // The question mark is on another key in each layout; where both are, / is the search and ? the help.
    const slash = event.code === 'Slash' ? (event.shiftKey ? '?' : '/') : undefined
    const name = letter ?? (event.key === '?' ? '?' : (slash ?? event.key))
    const act = keys[name]
    if (!act) return
    // Enter on a button or a link is that button's.
    if (name === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button, input, summary'))
      return
    event.preventDefault()
    act(event)
  }
  document.addEventListener('keydown', onKey)
  onScopeDispose(() => document.removeEventListener('keydown', onKey))
}
