import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import type { NextDigests, Settings } from '@/platform/api/model'
import { isTime } from '@/platform/dates/dates'
import { refreshOn } from '@/platform/events'

export const digestsKey: EntryKey = ['digests']

refreshOn(['settings', 'channel'], [digestsKey])

/** The telegram state is no change of the settings, so what the page shows is asked for anew whenever it opens. */
export const useNextDigests = () =>
  useQuery({
    key: digestsKey,
    query: ({ signal }): Promise<NextDigests> => answer(api.GET('/api/v1/digests', { signal })),
    staleTime: 0,
  })

export const DIGEST_KINDS = ['morning', 'evening', 'weekly'] as const
export type DigestKind = (typeof DIGEST_KINDS)[number]

/** Which times the server would refuse. */
export function digestErrors({ digests }: Pick<Settings, 'digests'>): DigestKind[] {
  return DIGEST_KINDS.filter((kind) => !isTime(digests[kind].at))
}
