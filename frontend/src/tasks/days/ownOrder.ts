import { computed, nextTick, onScopeDispose, ref, watch } from 'vue'
import { answer, api } from '@/platform/api/client'
import type { Task } from '@/platform/api/model'
import { useI18n } from '@/platform/i18n/i18n'
import { isTyping } from '@/platform/shortcuts'
import { useTaskActions } from '../queries'
import { type DayGroup, reordered, sharingOrder, stepByKey } from './dayGroups'

/** So long a move may take to be read again. */
const SETTLES_MS = 5_000

/** The order that a person gives a day: shown at once, said aloud, and kept by the server. */
export function useOwnOrder(found: () => DayGroup[], marked: () => number | undefined) {
  const { t } = useI18n()
  const { refused, refresh } = useTaskActions()

  /** What was moved and is not read again yet: the ids of a day in the order they were put in. */
  const wanted = ref<number[][]>([])
  const groups = computed(() =>
    found().map((group) => ({
      ...group,
      tasks: wanted.value.reduce((tasks, ids) => reordered(tasks, ids), group.tasks),
    })),
  )
  const said = ref('')

  const groupOf = (id: number) => groups.value.find((group) => group.tasks.some((task) => task.id === id))

  /** The tasks among which it can be moved, and its place there; nothing when it has none. */
  function placeOf(id: number) {
    const group = groupOf(id)
    const task = group?.tasks.find((one) => one.id === id)
    if (!group || !task) return undefined
    const tasks = sharingOrder(group.tasks, task)
    const at = tasks.indexOf(task)
    return at < 0 ? undefined : { group, task, tasks, at }
  }

  function can(id: number) {
    const place = placeOf(id)
    return { up: !!place && place.at > 0, down: !!place && place.at < place.tasks.length - 1 }
  }

  let queue = Promise.resolve()
  let waiting = 0

  /** @param to its new place among those it shares the order with */
  function moveTo(id: number, to: number) {
    const place = placeOf(id)
    if (!place || to === place.at) return
    const ids = place.tasks.map((task) => task.id).filter((one) => one !== id)
    ids.splice(to, 0, id)
    wanted.value = [...wanted.value, ids]
    tell(place, to, ids.length)
    const after = ids[to - 1] ?? null
    waiting++
    // One after the other: each is about what the ones before have left.
    queue = queue
      .then(() => answer(api.PUT('/api/v1/tasks/{id}/place', { params: { path: { id } }, body: { after } })))
      .then(
        () => {
          if (--waiting > 0) return
          void refresh()
          // Somebody else may have given the day another order meanwhile: then theirs is shown.
          setTimeout(() => {
            if (waiting === 0) wanted.value = []
          }, SETTLES_MS)
        },
        (thrown) => {
          waiting--
          wanted.value = []
          void refused(thrown)
        },
      )
  }

  // Not when a refresh ends: it may have been overtaken by another one, and what is shown be older than the move.
  watch(found, () => {
    const order = (groups: DayGroup[]) => groups.flatMap((group) => group.tasks.map((task) => task.id)).join()
    if (waiting === 0 && wanted.value.length && order(found()) === order(groups.value)) wanted.value = []
  })

  function tell({ group, task, at }: NonNullable<ReturnType<typeof placeOf>>, to: number, of: number) {
    const title = task.title
    if (to === at) said.value = t(at === 0 ? 'dayList.first' : 'dayList.last', { title })
    else said.value = t(group.whole ? 'dayList.placedOf' : 'dayList.placed', { title, n: to + 1, of })
  }

  /** One place up or down. */
  function move(id: number, step: 1 | -1) {
    const place = placeOf(id)
    if (!place) return
    const to = place.at + step
    if (to < 0 || to >= place.tasks.length) return tell(place, place.at, 0)
    const focused = document.activeElement
    moveTo(id, to)
    void nextTick().then(() => {
      // A row that was put elsewhere in the document loses the keyboard.
      if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus()
      document.querySelector(`[data-task="${id}"]`)?.scrollIntoView({ block: 'nearest' })
    })
  }

  function onKey(event: KeyboardEvent) {
    const step = stepByKey(event)
    if (!step || isTyping(event.target)) return
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-task]') : null
    const id = row ? Number(row.dataset.task) : marked()
    if (id === undefined || !placeOf(id)) return
    event.preventDefault()
    move(id, step)
  }
  document.addEventListener('keydown', onKey)
  onScopeDispose(() => document.removeEventListener('keydown', onKey))

  return { groups, said, can, move, moveTo, placeOf }
}

export type OwnOrder = ReturnType<typeof useOwnOrder>

/** So far the pointer wanders in a press. */
const SLACK = 6
/** So near the edge of the window the page moves along. */
const EDGE = 72

/** A row on its way to another place, by mouse, pen or finger. */
export function useDragging(order: Pick<OwnOrder, 'placeOf' | 'moveTo'>) {
  const dragged = ref<{ id: number; by: number; line: { id: number; edge: 'top' | 'bottom' } | undefined }>()
  let stop: (() => void) | undefined

  function grab(press: PointerEvent, task: Task) {
    const place = order.placeOf(task.id)
    if (press.button !== 0 || !place || place.tasks.length < 2) return
    const rowOf = (id: number) => document.querySelector<HTMLElement>(`[data-task="${id}"]`)
    const others = place.tasks.flatMap(({ id }) => {
      const box = id === task.id ? undefined : rowOf(id)?.getBoundingClientRect()
      return box ? [{ id, middle: box.top + box.height / 2 + window.scrollY }] : []
    })
    const from = press.clientY + window.scrollY
    let at = press.clientY
    let to = place.at
    let frame = 0

    function follow() {
      const y = at + window.scrollY
      to = others.filter(({ middle }) => middle < y).length
      const before = others[to - 1]
      const after = others[to]
      const line = before ? { id: before.id, edge: 'bottom' as const } : after && { id: after.id, edge: 'top' as const }
      dragged.value = { id: task.id, by: y - from, line: to === place?.at ? undefined : line }
    }
    function scroll() {
      const near = at < EDGE ? at - EDGE : at > window.innerHeight - EDGE ? at - window.innerHeight + EDGE : 0
      if (near) {
        window.scrollBy(0, near / 5)
        follow()
      }
      frame = requestAnimationFrame(scroll)
    }
    function moved(event: PointerEvent) {
      if (event.pointerId !== press.pointerId) return
      at = event.clientY
      if (!dragged.value) {
        if (Math.abs(at - press.clientY) < SLACK) return
        frame = requestAnimationFrame(scroll)
      }
      follow()
    }
    function end(event: PointerEvent) {
      if (event.pointerId !== press.pointerId) return
      const dropped = dragged.value && event.type === 'pointerup'
      // The press that ends here is no wish for the menu.
      if (dragged.value) window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
      stop?.()
      if (dropped) order.moveTo(task.id, to)
    }
    function key(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !dragged.value) return
      event.stopPropagation()
      stop?.()
    }
    stop?.()
    stop = () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', moved)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', key, { capture: true })
      dragged.value = undefined
      stop = undefined
    }
    window.addEventListener('pointermove', moved)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', key, { capture: true })
  }
  onScopeDispose(() => stop?.())

  return { dragged, grab }
}

function swallow(event: Event) {
  event.stopPropagation()
  event.preventDefault()
}
