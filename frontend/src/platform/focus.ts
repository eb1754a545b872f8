/**
 * The keyboard's place outlives what it stood on. A button that is disabled while it works, or goes away with the row it has
 * finished, leaves the focus on the body: the next Tab begins at the top of the page, and a screen reader falls silent. So the
 * place is remembered, and what stands there afterwards gets the focus: the same control once it can have it again, else its
 * neighbour, else the nearest thing around it.
 */
export function keepFocusPlace(document: Document): () => void {
  let last: HTMLElement | undefined
  /** From the control outwards: each element that held it, and where in it. */
  let path: { parent: Element; at: number }[] = []

  function remember(element: HTMLElement) {
    last = element
    path = []
    for (let child: Element = element; child.parentElement; child = child.parentElement) {
      path.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) })
    }
  }

  function focused({ target }: FocusEvent) {
    const main = document.getElementById('main')
    if (target instanceof HTMLElement && target !== main && main?.contains(target)) remember(target)
    else last = undefined
  }

  /** A person who clicks beside everything has left the place on purpose. */
  function pressed({ target }: Event) {
    if (target instanceof Element && !target.closest(FOCUSABLE)) last = undefined
  }

  function rescue() {
    const nowhere = document.activeElement === null || document.activeElement === document.body
    if (!last || !nowhere) return
    if (last.isConnected) {
      // While it works it can't have the focus; the end of the work is seen, too.
      if (isFocusable(last)) last.focus({ preventScroll: true })
      return
    }
    const main = document.getElementById('main')
    // Beyond the page stands another page's place, not this one's.
    for (const one of nearest(path.filter(({ parent }) => parent !== main && main?.contains(parent)))) {
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
    attributeFilter: ['disabled'],
  })
  document.addEventListener('focusin', focused)
  document.addEventListener('pointerdown', pressed, true)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', focused)
    document.removeEventListener('pointerdown', pressed, true)
  }
}

const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, label, [tabindex], [role="menuitem"], [contenteditable="true"]'

const isFocusable = (element: Element) =>
  element instanceof HTMLElement &&
  element.matches(FOCUSABLE) &&
  !element.matches('label, [tabindex="-1"], :disabled, [inert] *, [aria-hidden="true"] *')

/** What could take the place, nearest first: whatever moved up into it, then what stood before it. */
function* nearest(path: readonly { parent: Element; at: number }[]): Generator<HTMLElement> {
  for (const { parent, at } of path) {
    if (!parent.isConnected) continue
    const children = [...parent.children]
    const order = [...children.slice(at), ...children.slice(0, at).reverse()]
    for (const child of order) {
      for (const one of [child, ...child.querySelectorAll(FOCUSABLE)]) {
        if (isFocusable(one)) yield one as HTMLElement
      }
    }
  }
}
