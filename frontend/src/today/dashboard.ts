import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'
import { foretoldIn } from '@/reminders/nextMessage'

/** The first screen is one answer about everything. */
export const dashboardKey: EntryKey = ['dashboard']

refreshOn(['task', 'reminder', 'loan', 'settings', 'template'], [dashboardKey])
foretoldIn(dashboardKey)

export const useDashboard = () =>
  useQuery({
    key: dashboardKey,
    query: ({ signal }) => answer(api.GET('/api/v1/dashboard', { signal })),
  })
