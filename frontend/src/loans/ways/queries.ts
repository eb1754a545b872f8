import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { answer, api } from '@/platform/api/client'
import type { HolidayCheckInput } from '@/platform/api/model'
import { loanKeys } from '../queries'

/** @param part that could be paid today; without one the server takes an example */
export const useWays = (id: MaybeRefOrGetter<number>, part: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    key: () => [...loanKeys.all, 'ways', toValue(id), toValue(part) ?? ''],
    query: ({ signal }) =>
      answer(
        api.GET('/api/v1/loans/{id}/ways', {
          params: { path: { id: toValue(id) }, query: { ...(toValue(part) ? { part: toValue(part) } : {}) } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  })

/** Asks nothing while there is nothing to ask about. */
export const useHolidayCheck = (body: MaybeRefOrGetter<HolidayCheckInput | undefined>) =>
  useQuery({
    key: () => ['holiday-check', JSON.stringify(toValue(body) ?? null)],
    enabled: () => toValue(body) !== undefined,
    query: ({ signal }) =>
      answer(api.POST('/api/v1/loans/holiday-check', { body: toValue(body) as HolidayCheckInput, signal })),
  })

export const useBeforeNew = () =>
  useQuery({
    key: [...loanKeys.all, 'before-new'],
    query: ({ signal }) => answer(api.GET('/api/v1/loans/before-new', { signal })),
  })
