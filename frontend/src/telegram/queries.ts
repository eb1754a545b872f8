import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

export const telegramKey: EntryKey = ['telegram']

refreshOn(['settings', 'reminder', 'channel'], [telegramKey])

export const useTelegramStatus = () =>
  useQuery({
    key: telegramKey,
    query: ({ signal }) => answer(api.GET('/api/v1/telegram/status', { signal })),
    staleTime: 30_000,
  })
