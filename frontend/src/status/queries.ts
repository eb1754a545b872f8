import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import type { TelegramUpdatesMode } from '@/platform/api/model'
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

export const updatesKey: EntryKey = ['telegram-updates']

/** The server asks Telegram once a minute. */
export function useUpdates() {
  const query = useQuery({
    key: updatesKey,
    query: ({ signal }) => answer(api.GET('/api/v1/telegram/updates', { signal })),
  })
  useEvery(REFRESH_MS, () => void query.refetch())
  return query
}

export const checkUpdates = () => answer(api.POST('/api/v1/telegram/updates/check'))

export const chooseUpdates = (mode: TelegramUpdatesMode) =>
  answer(api.PUT('/api/v1/telegram/updates/mode', { body: { mode } }))
