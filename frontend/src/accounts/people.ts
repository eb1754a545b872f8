import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

export const peopleKey: EntryKey = ['people']
export const invitationsKey: EntryKey = ['invitations']

refreshOn(['person'], [peopleKey, invitationsKey])

export const usePeople = (enabled: () => boolean = () => true) =>
  useQuery({
    key: peopleKey,
    enabled,
    query: async ({ signal }) => (await answer(api.GET('/api/v1/accounts', { signal }))).items,
  })

export const useInvitations = () =>
  useQuery({
    key: invitationsKey,
    query: async ({ signal }) => (await answer(api.GET('/api/v1/invitations', { signal }))).items,
  })
