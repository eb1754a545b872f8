import { type EntryKey, useQuery } from '@pinia/colada'
import { answer, api } from '@/platform/api/client'

/** What was done in the last ten minutes and can be taken back, on whichever device it was done. */
export const useUndoable = (of: EntryKey) =>
  useQuery({
    // Every change of these things asks for it again, as for all that begins so.
    key: [...of, 'undo'],
    query: async ({ signal }) => (await answer(api.GET('/api/v1/undo', { signal }))).items,
  })

export type UndoAction = NonNullable<ReturnType<typeof useUndoable>['data']['value']>[number]
