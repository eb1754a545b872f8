import { type EntryKey, useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { useMoney } from '@/platform/account/useMoney'
import { answer, api } from '@/platform/api/client'
import { oneAtATime } from '@/platform/api/idempotency'
import { dashboardKey } from '@/platform/api/keys'
import type { LedgerEntry, ProlongationInput } from '@/platform/api/model'
import { longDay } from '@/platform/dates/dates'
import { useWallClock } from '@/platform/dates/wallClock'
import { useI18n } from '@/platform/i18n/i18n'
import { useRefresh } from '@/platform/refresh'
import { say } from '@/platform/toasts'
import { loanKeys, type Named, useLoanActions } from '../queries'

export interface ProlongationQuestion {
  until: string
  on: string
  fee?: string
  part?: string
}

const prolongationKey = (id: number, wanted: ProlongationQuestion | undefined): EntryKey => [
  ...loanKeys.all,
  'prolongation',
  id,
  JSON.stringify(wanted ?? null),
]

/** What another date costs. Asks nothing while the fields make no question; the answer before stays meanwhile. */
export const useProlongation = (
  id: MaybeRefOrGetter<number>,
  wanted: MaybeRefOrGetter<ProlongationQuestion | undefined>,
) =>
  useQuery({
    key: () => prolongationKey(toValue(id), toValue(wanted)),
    enabled: () => toValue(wanted) !== undefined,
    query: ({ signal }) =>
      answer(
        api.GET('/api/v1/loans/{id}/prolongation', {
          params: { path: { id: toValue(id) }, query: toValue(wanted) ?? {} },
          signal,
        }),
      ),
    placeholderData: (before) => before,
  })

export interface EarlyReturnQuestion {
  on: string
  amount?: string
}

/** What paying before the day saves. Asks nothing while the fields make no question. */
export const useEarlyReturn = (
  id: MaybeRefOrGetter<number>,
  wanted: MaybeRefOrGetter<EarlyReturnQuestion | undefined>,
) =>
  useQuery({
    key: (): EntryKey => [...loanKeys.all, 'early-return', toValue(id), JSON.stringify(toValue(wanted) ?? null)],
    enabled: () => toValue(wanted) !== undefined,
    query: ({ signal }) =>
      answer(
        api.GET('/api/v1/loans/{id}/early-return', {
          params: { path: { id: toValue(id) }, query: toValue(wanted) ?? {} },
          signal,
        }),
      ),
    placeholderData: (before) => before,
  })

export function useProlonging() {
  const { t } = useI18n()
  const clock = useWallClock()
  const money = useMoney()
  const refresh = useRefresh()
  const once = oneAtATime()
  const { reverse } = useLoanActions()

  /** Throws what the server refuses. */
  return (loan: Named, body: ProlongationInput): Promise<LedgerEntry> =>
    once(`prolong ${loan.id} ${JSON.stringify(body)}`, async (key) => {
      const entry = await answer(
        api.POST('/api/v1/loans/{id}/prolongation', {
          params: { path: { id: loan.id } },
          body,
          headers: { 'Idempotency-Key': key },
        }),
      )
      await Promise.all([refresh(loanKeys.all), refresh(dashboardKey)])
      say(t('prolong.done', { day: longDay(body.until, clock.locale.value), sum: money(entry.amount) }), {
        label: t('loan.undoEntry'),
        run: () => void reverse(loan, entry.id),
      })
      return entry
    })
}
