import { useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { answer, api, ifMatch } from '@/platform/api/client'
import type { Requisites, RequisitesInput } from '@/platform/api/model'
import { refreshOn } from '@/platform/events'
import { loanKeys } from '../queries'

// Whatever changes a loan's payments changes what is due, which loanKeys.all reaches.
refreshOn(['requisites'], [loanKeys.pay])

export const useRequisites = (id: MaybeRefOrGetter<number>) =>
  useQuery({
    key: () => [...loanKeys.pay, toValue(id)],
    query: ({ signal }) =>
      answer(api.GET('/api/v1/loans/{id}/requisites', { params: { path: { id: toValue(id) } }, signal })),
  })

/** @param amount null while there is no sum to ask about */
export const usePaymentCode = (id: MaybeRefOrGetter<number>, amount: MaybeRefOrGetter<string | null>) =>
  useQuery({
    key: () => [...loanKeys.pay, toValue(id), 'code', toValue(amount)],
    enabled: () => toValue(amount) !== null,
    query: ({ signal }) =>
      answer(
        api.GET('/api/v1/loans/{id}/payment-qr', {
          params: { path: { id: toValue(id) }, query: { amount: toValue(amount) ?? '' } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  })

export function useRequisitesActions(id: MaybeRefOrGetter<number>) {
  const cache = useQueryCache()
  const refresh = () =>
    cache.invalidateQueries({ key: [...loanKeys.pay, toValue(id)] }).then(
      () => {},
      () => {},
    )

  /** Throws what the server refuses. */
  async function write(seen: { version: number }, body: RequisitesInput): Promise<Requisites> {
    const path = { id: toValue(id) }
    const written = await answer(
      api.PUT('/api/v1/loans/{id}/requisites', { params: { path, header: ifMatch(seen) }, body }),
    )
    cache.setQueryData([...loanKeys.pay, path.id], written)
    void refresh()
    return written
  }

  return { write, refresh }
}
