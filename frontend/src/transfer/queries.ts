import { type EntryKey, useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { answer, api } from '@/platform/api/client'
import type { OriginalInput } from '@/platform/api/model'
import { refreshOn } from '@/platform/events'
import { useEvery } from '@/platform/every'
import { usePages } from '@/platform/listing/pages'

export const importKeys = {
  /** Of one: asked for at each step of a running one, so apart from the list, which brings every report along. */
  one: (id: number): EntryKey => ['import', id],
  list: ['imports'] as EntryKey,
}

refreshOn(['transfer'], [['import']])

const PAGE = 10
/** The stream of changes tells of every step; this is for when it is down. */
const ASK_AGAIN_MS = 3_000

/** One import, watched for as long as it runs. */
export function useImport(id: MaybeRefOrGetter<number>) {
  const query = useQuery({
    key: () => importKeys.one(toValue(id)),
    query: ({ signal }) => answer(api.GET('/api/v1/imports/{id}', { params: { path: { id: toValue(id) } }, signal })),
  })
  useEvery(ASK_AGAIN_MS, () => {
    if (query.data.value?.state !== 'done' && query.data.value?.state !== 'failed') void query.refetch()
  })
  return query
}

export const useImports = () =>
  usePages(
    () => importKeys.list,
    (cursor, signal) =>
      answer(api.GET('/api/v1/imports', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } }, signal })),
  )

export const importOriginal = (body: OriginalInput) => answer(api.POST('/api/v1/import/original', { body }))

/** In words, to be kept. */
export const fetchReport = (id: number) =>
  answer(api.GET('/api/v1/imports/{id}/report', { params: { path: { id } }, parseAs: 'text' }))
