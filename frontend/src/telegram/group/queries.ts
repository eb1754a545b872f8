import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

export const groupKey: EntryKey = ['telegram-group']

refreshOn(['settings'], [groupKey])

export const useGroup = () =>
  useQuery({
    key: groupKey,
    query: ({ signal }) => answer(api.GET('/api/v1/telegram/group', { signal })),
  })
