import { type EntryKey, useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'
import type { Period } from './period'

const statisticsKey: EntryKey = ['statistics']

refreshOn(['task', 'reminder', 'loan', 'category', 'settings'], [statisticsKey])

/** Asks nothing while there is no period to ask about. */
export const useStatistics = (period: MaybeRefOrGetter<Period | undefined>) =>
  useQuery({
    key: () => [...statisticsKey, toValue(period)?.from ?? '', toValue(period)?.to ?? ''],
    enabled: () => toValue(period) !== undefined,
    query: ({ signal }) =>
      answer(api.GET('/api/v1/statistics', { params: { query: toValue(period) as Period }, signal })),
    placeholderData: (previous) => previous,
  })
