import { useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { dashboardKey } from '@/platform/api/keys'
import { refreshOn } from '@/platform/events'
import { foretoldIn } from '@/reminders/nextMessage'

refreshOn(['task', 'reminder', 'loan', 'settings', 'template', 'payoff'], [dashboardKey])
foretoldIn(dashboardKey)

export const useDashboard = () =>
  useQuery({
    key: dashboardKey,
    query: ({ signal }) => answer(api.GET('/api/v1/dashboard', { signal })),
  })
