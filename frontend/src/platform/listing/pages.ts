import { type EntryKey, useInfiniteQuery } from '@pinia/colada'
import { computed } from 'vue'

export interface Page {
  items: { id: number }[]
  nextCursor: string | null
}

/**
 * A list of the API's that comes in pages. What moved while pages were being read may stand on two of them: it is shown
 * where it stood first.
 *
 * @param fetch the first page for null, then the one behind a page's `nextCursor`
 */
export function usePages<P extends Page>(
  key: () => EntryKey,
  fetch: (cursor: string | null, signal: AbortSignal) => Promise<P>,
) {
  const query = useInfiniteQuery({
    key,
    initialPageParam: null as string | null,
    query: ({ pageParam, signal }) => fetch(pageParam, signal),
    getNextPageParam: (last) => last.nextCursor,
  })
  const pages = computed(() => query.data.value?.pages)
  /** Nothing until the first page is there. */
  const items = computed<P['items'][number][] | undefined>(() => {
    const seen = new Set<number>()
    return pages.value
      ?.flatMap<P['items'][number]>((page) => page.items)
      .filter(({ id }) => !seen.has(id) && seen.add(id))
  })
  return { ...query, pages, items }
}
