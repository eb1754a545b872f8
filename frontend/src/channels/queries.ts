import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

export const channelKey: EntryKey = ['second-channel']

refreshOn(['channel', 'settings'], [channelKey])

export const useSecondChannel = () =>
  useQuery({
    key: channelKey,
    query: ({ signal }) => answer(api.GET('/api/v1/push/subscriptions', { signal })),
  })
