import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

export const factorKey: EntryKey = ['second-factor']

refreshOn(['factor'], [factorKey])

export const useSecondFactor = () =>
  useQuery({
    key: factorKey,
    query: ({ signal }) => answer(api.GET('/api/v1/auth/second-factor', { signal })),
  })
