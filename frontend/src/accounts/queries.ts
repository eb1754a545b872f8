import { type EntryKey, useQuery } from '@pinia/colada'
import { allItems, answer, api } from '@/platform/api/client'

export const sessionsKey: EntryKey = ['sessions']
export const tokensKey: EntryKey = ['tokens']

export const useSessions = () =>
  useQuery({
    key: sessionsKey,
    query: ({ signal }) =>
      allItems((cursor) =>
        answer(api.GET('/api/v1/auth/sessions', { params: { query: { limit: 200, cursor } }, signal })),
      ),
  })

export const useTokens = () =>
  useQuery({
    key: tokensKey,
    query: ({ signal }) =>
      allItems((cursor) =>
        answer(api.GET('/api/v1/auth/tokens', { params: { query: { limit: 200, cursor } }, signal })),
      ),
  })
