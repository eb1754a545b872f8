import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

export const feedsKey: EntryKey = ['calendar-feeds']

refreshOn(['feed'], [feedsKey])

export const useFeeds = () =>
  useQuery({
    key: feedsKey,
    query: async ({ signal }) => (await answer(api.GET('/api/v1/calendar/feeds', { signal }))).items,
  })
