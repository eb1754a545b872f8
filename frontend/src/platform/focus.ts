/**
 * The keyboard's place outlives what it stood on. A button that is disabled while it works, or goes away with the row it has
 * finished, leaves the focus on the body: the next Tab begins at the top of the page, and a screen reader falls silent. So the
 * place is remembered, and what stands there afterwards gets the focus: the same control once it can have it again, in its row
 * wherever that stands by now, else its neighbour, else the nearest thing around it.
 */
export function keepFocusPlace(document: Document): () => void {
  let last: HTMLElement | undefined
  /** From the control outwards: each element that held it, and where in it. */
  let path: { parent: Element; at: number }[] = []
  /** Which control of which row it was: a row that goes under another heading is made anew there. */
  let inRow: { row: string; at: number } | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  function remember(element: HTMLElement) {
    last = element
    path = []
    const row = element.closest<HTMLElement>(ROW)
    inRow = row ? { row: rowSelector(row), at: [...row.querySelectorAll(FOCUSABLE)].indexOf(element) } : undefined
    for (let child: Element = element; child.parentElement; child = child.parentElement) {
      path.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) })
    }
  }

  function focused({ target }: FocusEvent) {
    const main = document.getElementById('main')
    if (target instanceof HTMLElement && target !== main && main?.contains(target)) remember(target)
    // A menu, a dialog or a message gives the place back when it goes, and may have taken away what stood there.
    else if (!(target instanceof Element && target.closest(OVER))) last = undefined
  }

  /** A person who clicks beside everything has left the place on purpose. */
  function pressed({ target }: Event) {
    if (target instanceof Element && !target.closest(FOCUSABLE)) last = undefined
  }

  /** The browser takes the focus from what was disabled when it draws the next time, and says nothing of it. */
  function isLost(): boolean {
    const now = document.activeElement
    return last !== undefined && (now === null || now === document.body || (now === last && last.matches(TAKEN)))
  }

  function rescue() {
    if (!isLost()) return
    clearTimeout(patience)
    if (last?.isConnected && isFocusable(last)) last.focus({ preventScroll: true })
    // While it works it can't have the focus; the end of the work is seen, too. One that has come to rest can't, either.
    else if (last?.isConnected) patience = setTimeout(giveToNeighbour, LONGEST_WORK_MS)
    else giveToNeighbour()
  }

  function giveToNeighbour() {
    if (!last || !isLost()) return
    const main = document.getElementById('main')
    const same = inRow && main?.querySelector(inRow.row)?.querySelectorAll(FOCUSABLE)[inRow.at]
    if (same && same !== last && isFocusable(same)) return (same as HTMLElement).focus({ preventScroll: true })
    // Beyond the page stands another page's place, not this one's.
    for (const one of nearest(
      path.filter(({ parent }) => parent !== main && main?.contains(parent)),
      last.isConnected,
    )) {
      one.focus({ preventScroll: true })
      if (document.activeElement === one) return
    }
    main?.focus({ preventScroll: true })
  }

  const observer = new MutationObserver(rescue)
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'open'],
  })
  document.addEventListener('focusin', focused)
  document.addEventListener('pointerdown', pressed, true)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', focused)
    document.removeEventListener('pointerdown', pressed, true)
  }
}

/** How long what was pressed may be busy before its neighbour gets the focus. */
const LONGEST_WORK_MS = 400

const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, label, [tabindex], [role="menuitem"], [contenteditable="true"]'

/** What stands over the page for a while. */
const OVER =
  'dialog, [role="dialog"], [role="menu"], [role="listbox"], [data-reka-popper-content-wrapper], [data-toasts]'

/** Rows that are the same wherever they stand. */
const ROW = '[data-task], [data-loan]'
const rowSelector = ({ dataset: { task, loan } }: HTMLElement) =>
  task === undefined ? `[data-loan="${loan}"]` : `[data-task="${task}"]`

/** What can't hold the focus. A card that was given it when it appeared can, though Tab passes it by. */
const TAKEN = ':disabled, [inert] *, [aria-hidden="true"] *'

const isFocusable = (element: Element) =>
  element instanceof HTMLElement && element.matches(FOCUSABLE) && !element.matches(`label, [tabindex="-1"], ${TAKEN}`)

/**
 * What could take the place, nearest first: whatever moved up into it, then what stood before it. Where the control itself is
 * still there it is the other way round: what follows an arrow that has done its work is the button that removes.
 */
function* nearest(path: readonly { parent: Element; at: number }[], there: boolean): Generator<HTMLElement> {
  for (const { parent, at } of path) {
    if (!parent.isConnected) continue
    const children = [...parent.children]
    const after = children.slice(at)
    const before = children.slice(0, at).reverse()
    const order = there ? [...before, ...after] : [...after, ...before]
    for (const child of order) {
      for (const one of [child, ...child.querySelectorAll(FOCUSABLE)]) {
        if (isFocusable(one)) yield one as HTMLElement
      }
    }
  }
}
