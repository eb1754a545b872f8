import { type EntryKey, useQueryCache } from '@pinia/colada'

/**
 * Asks again for what is on screen under this key, for everything without one. Never throws: a query that fails shows so
 * in its own place, and one that was overtaken by a newer question has nothing to tell.
 */
export function useRefresh() {
  const cache = useQueryCache()
  return (key?: EntryKey): Promise<void> =>
    cache.invalidateQueries(key && { key }).then(
      () => {},
      () => {},
    )
}
