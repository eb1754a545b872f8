import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'

export const sessionsKey: EntryKey = ['sessions']
export const tokensKey: EntryKey = ['tokens']

export const useSessions = () =>
  useQuery({
    key: sessionsKey,
    query: async ({ signal }) => (await answer(api.GET('/api/v1/auth/sessions', { signal }))).items,
  })

export const useTokens = () =>
  useQuery({
    key: tokensKey,
    query: async ({ signal }) => (await answer(api.GET('/api/v1/auth/tokens', { signal }))).items,
  })
