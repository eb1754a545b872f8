import { computed, ref } from 'vue'

/**
 * What was written down on a page and did not come up in its list: too late a date, another filter, too long a list. It is shown
 * where it was written, so that nobody thinks it lost.
 *
 * @param listed what the page shows; undefined until it is there
 */
export function useJustAdded(listed: () => readonly { id: number }[] | undefined) {
  const noted = ref<{ id: number; before: unknown }[]>([])
  return {
    note: (id: number) => noted.value.push({ id, before: listed() }),
    forget: () => (noted.value = []),
    ids: computed(() => noted.value.map(({ id }) => id)),
    /** Known only when the list was asked again: until then what is on its way would stand here for a blink. */
    elsewhere: computed(() => {
      const now = listed()
      return noted.value
        .filter(({ id, before }) => now && now !== before && !now.some((one) => one.id === id))
        .map(({ id }) => id)
    }),
  }
}
