import { onScopeDispose, type Ref, ref, watch } from 'vue'

const PAUSE_MS = 250

/**
 * The words of a search field: asked for once the person pauses, and following the address when that changes by itself.
 */
export function useSearchWords(current: () => string, search: (words: string) => void): Ref<string> {
  const text = ref(current())
  let typing: ReturnType<typeof setTimeout> | undefined
  watch(text, (value) => {
    clearTimeout(typing)
    if (value.trim() === current()) return
    typing = setTimeout(() => search(value.trim()), PAUSE_MS)
  })
  watch(current, (words) => {
    if (words !== text.value.trim()) text.value = words
  })
  onScopeDispose(() => clearTimeout(typing))
  return text
}

/** The value once it has rested: for questions to the server about what is being typed. */
export function usePaused<T>(value: () => T): Ref<T> {
  const paused = ref(value()) as Ref<T>
  let pause: ReturnType<typeof setTimeout> | undefined
  watch(
    () => JSON.stringify(value()),
    () => {
      clearTimeout(pause)
      pause = setTimeout(() => (paused.value = value()), PAUSE_MS)
    },
  )
  onScopeDispose(() => clearTimeout(pause))
  return paused
}

/** A keyboard's place in a list, by id, so that it survives a refresh. */
export function useListCursor(ids: () => number[], show: (id: number) => void) {
  const cursor = ref<number>()
  function move(step: 1 | -1) {
    const list = ids()
    const at = cursor.value === undefined ? -1 : list.indexOf(cursor.value)
    const to = at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step
    const id = list[Math.max(0, Math.min(list.length - 1, to))]
    if (id === undefined) return
    cursor.value = id
    show(id)
  }
  return { cursor, move }
}
