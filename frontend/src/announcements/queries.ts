import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'
import type { NewAnnouncement } from '@/platform/api/model'
import { refreshOn } from '@/platform/events'

export const announcementsKey: EntryKey = ['announcements']

refreshOn(['announcement', 'person'], [announcementsKey])

export const useAnnouncements = () =>
  useQuery({
    key: announcementsKey,
    query: ({ signal }) => answer(api.GET('/api/v1/announcements', { signal })),
  })

/** What became of one for each person; asked for when somebody wants to see it. */
export const useResult = (id: number) =>
  useQuery({
    key: [...announcementsKey, id],
    query: ({ signal }) => answer(api.GET('/api/v1/announcements/{id}', { params: { path: { id } }, signal })),
  })

export const announce = (body: NewAnnouncement) => answer(api.POST('/api/v1/announcements', { body }))

export const stop = (id: number) => answer(api.POST('/api/v1/announcements/{id}/stop', { params: { path: { id } } }))
