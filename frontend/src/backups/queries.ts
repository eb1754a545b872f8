import type { EntryKey } from '@pinia/colada'
import { computed } from 'vue'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'
import { useEvery } from '@/platform/every'
import { usePages } from '@/platform/listing/pages'
import { moving } from './progress'

export const backupsKey: EntryKey = ['backups']

refreshOn(['backup'], [backupsKey])

const PAGE = 30
/** The stream of changes tells of every step; this is for when it is down. */
const ASK_AGAIN_MS = 5_000

export function useBackups() {
  const { items: backups, ...query } = usePages(
    () => backupsKey,
    (cursor, signal) =>
      answer(api.GET('/api/v1/backups', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } }, signal })),
  )
  const setUp = computed(() => query.pages.value?.[0]?.setUp ?? false)
  useEvery(ASK_AGAIN_MS, () => {
    if (moving(backups.value ?? [])) void query.refetch()
  })
  return { ...query, backups, setUp }
}

export const requestBackup = () => answer(api.POST('/api/v1/backups'))
