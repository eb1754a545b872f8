import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import { refreshOn } from '@/platform/events'

export const passkeysKey: EntryKey = ['passkeys']

refreshOn(['passkey'], [passkeysKey])

export const usePasskeys = () =>
  useQuery({
    key: passkeysKey,
    query: ({ signal }) => answer(api.GET('/api/v1/auth/passkeys', { signal })),
  })
