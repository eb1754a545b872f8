import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { useEvery } from '@/platform/every'

const statusKey: EntryKey = ['status']

/** As often as the server counts. */
const REFRESH_MS = 15_000

/** Asked again and again while it is on screen; when that fails, the last known stays. */
export function useStatus() {
  const query = useQuery({
    key: statusKey,
    query: ({ signal }) => answer(api.GET('/api/v1/status', { signal })),
  })
  useEvery(REFRESH_MS, () => void query.refetch())
  return query
}
