import { computed, onScopeDispose, reactive, ref, watch } from 'vue'
import type { Task } from '@/platform/api/model'

/** As many as the server changes at once. */
export const MOST_AT_ONCE = 500

/** Longer than a tap, shorter than patience. */
const HELD_MS = 450
const MOVED_PX = 8

/**
 * Which tasks of a list are chosen: by boxes, with Shift from one to another, or by holding a finger on a row. What was chosen
 * stays chosen when the list is read again, and is forgotten when another one is looked for.
 *
 * @param tasks what is on the page
 * @param search changes when another list is shown
 */
export function useSelection(tasks: () => readonly Task[] | undefined, search: () => string) {
  const selecting = ref(false)
  const selected = ref(new Set<number>())
  /** Those that are not on the page were seen when the whole list was gathered. */
  const seen = reactive(new Map<number, Task>())
  watch(
    [tasks, selecting],
    ([shown, on]) => {
      if (on) for (const task of shown ?? []) seen.set(task.id, task)
    },
    { immediate: true },
  )
  const chosen = computed(() => [...selected.value].flatMap((id) => seen.get(id) ?? []))
  const allOnPage = computed(
    () => selected.value.size > 0 && (tasks()?.every((task) => selected.value.has(task.id)) ?? false),
  )

  let anchor: number | undefined
  /** As it is when a box is about to change. */
  let shift = false

  /** As the list stands on the screen, whatever it is grouped by. */
  const inOrder = () =>
    [...document.querySelectorAll<HTMLElement>('main [data-task]')].map((row) => Number(row.dataset.task))

  function select(id: number, on: boolean) {
    const next = new Set(selected.value)
    const order = shift && anchor !== undefined ? inOrder() : []
    const [from, to] = [order.indexOf(anchor ?? -1), order.indexOf(id)].sort((a, b) => a - b)
    const ids = from !== undefined && to !== undefined && from >= 0 ? order.slice(from, to + 1) : [id]
    for (const one of ids) {
      if (on && next.size < MOST_AT_ONCE) next.add(one)
      if (!on) next.delete(one)
    }
    anchor = id
    selected.value = next
  }

  function selectPage(on: boolean) {
    selected.value = new Set(
      on
        ? tasks()
            ?.map((task) => task.id)
            .slice(0, MOST_AT_ONCE)
        : [],
    )
  }

  function selectThese(these: readonly Task[]) {
    for (const task of these) seen.set(task.id, task)
    selected.value = new Set(these.slice(0, MOST_AT_ONCE).map((task) => task.id))
  }

  function stop() {
    selecting.value = false
    selected.value = new Set()
    seen.clear()
    anchor = undefined
  }
  watch(search, () => {
    selected.value = new Set()
    anchor = undefined
  })

  const begun = new AbortController()
  onScopeDispose(() => begun.abort())
  const listen = <K extends keyof DocumentEventMap>(kind: K, heard: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(kind, heard, { capture: true, signal: begun.signal })

  let held: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  /** The finger that has chosen is lifted again, which is no tap. */
  let swallow = false
  const letGo = () => clearTimeout(held)
  listen('pointerdown', (event) => {
    swallow = false
    letGo()
    if (event.pointerType !== 'touch' || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('main [data-task]')
    if (!row || event.target.closest('button, label, input, select')) return
    // Safari would show the link's own menu.
    row.style.setProperty('-webkit-touch-callout', 'none')
    from = { x: event.clientX, y: event.clientY }
    held = setTimeout(() => {
      swallow = true
      selecting.value = true
      const id = Number(row.dataset.task)
      select(id, !selected.value.has(id))
      navigator.vibrate?.(10)
    }, HELD_MS)
  })
  listen('pointermove', (event) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > MOVED_PX) letGo()
  })
  listen('pointerup', letGo)
  listen('pointercancel', letGo)
  listen('contextmenu', (event) => {
    if (swallow) event.preventDefault()
  })
  listen('click', (event) => {
    shift = event.shiftKey
    if (!swallow) return
    swallow = false
    event.preventDefault()
    event.stopPropagation()
  })

  return { selecting, selected, chosen, allOnPage, select, selectPage, selectThese, stop }
}
