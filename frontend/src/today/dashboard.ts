import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

/** The first screen is one answer about everything. */
export const dashboardKey: EntryKey = ['dashboard']

refreshOn(['task', 'reminder', 'loan', 'settings'], [dashboardKey])

export const useDashboard = () =>
  useQuery({
    key: dashboardKey,
    query: ({ signal }) => answer(api.GET('/api/v1/dashboard', { signal })),
  })
