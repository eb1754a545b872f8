import { defineQueryOptions, type EntryKey, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { useMoney } from '@/platform/account/useMoney'
import { allItems, answer, api, ifMatch } from '@/platform/api/client'
import { oneAtATime } from '@/platform/api/idempotency'
import { dashboardKey } from '@/platform/api/keys'
import type { LedgerEntry, Loan, LoanInput, PaymentInput, SchedulePreviewInput } from '@/platform/api/model'
import { asProblem } from '@/platform/api/problem'
import { useWallClock } from '@/platform/dates/wallClock'
import { refreshOn } from '@/platform/events'
import { useI18n } from '@/platform/i18n/i18n'
import { isQueued, orLater } from '@/platform/later'
import { useProblemText } from '@/platform/problemText'
import { useRefresh } from '@/platform/refresh'
import { complain, say } from '@/platform/toasts'
import { foretoldIn } from '@/reminders/nextMessage'
import { takeBackOne, tokenOf } from '@/undo/takeBack'
import type { LoanSearch } from './search'

/** Every key of this feature begins with `loans`, so that one invalidation reaches all of them. */
export const loanKeys = {
  all: ['loans'] as EntryKey,
  list: (search: LoanSearch): EntryKey => ['loans', 'list', { ...search }],
  statistics: ['loans', 'statistics'] as EntryKey,
  one: (id: number): EntryKey => ['loans', 'one', id],
  reckoning: (id: number, theirs?: string): EntryKey => ['loans', 'reckoning', id, theirs ?? ''],
  ledger: (id: number): EntryKey => ['loans', 'ledger', id],
  pay: ['loans', 'pay'] as EntryKey,
  previews: ['loan-schedules'] as EntryKey,
}

// What is urgent depends on the settings, too, and so does the next message, as on templates and what was sent.
refreshOn(['loan', 'settings', 'reminder', 'template', 'payoff'], [loanKeys.all])
foretoldIn(loanKeys.all)

const PAGE = 50

export const fetchLoans = (search: LoanSearch, cursor: string | null, signal: AbortSignal, limit = PAGE) =>
  answer(
    api.GET('/api/v1/loans', {
      params: { query: { ...search, limit, ...(cursor ? { cursor } : {}) } },
      signal,
    }),
  )

export const useLoanStatistics = () =>
  useQuery({
    key: loanKeys.statistics,
    query: ({ signal }) => answer(api.GET('/api/v1/loans/statistics', { signal })),
  })

export const loanQuery = defineQueryOptions((id: number) => ({
  key: loanKeys.one(id),
  query: ({ signal }: { signal: AbortSignal }) =>
    answer(api.GET('/api/v1/loans/{id}', { params: { path: { id } }, signal })),
}))

/** What it comes to by its contract, line by line; beside the lender's own figure when that is given. */
export const useReckoning = (
  id: MaybeRefOrGetter<number>,
  theirs: MaybeRefOrGetter<string | undefined>,
  enabled: MaybeRefOrGetter<boolean> = true,
) =>
  useQuery({
    enabled: () => toValue(enabled),
    key: () => loanKeys.reckoning(toValue(id), toValue(theirs)),
    query: ({ signal }) =>
      answer(
        api.GET('/api/v1/loans/{id}/reckoning', {
          params: { path: { id: toValue(id) }, query: { ...(toValue(theirs) ? { theirs: toValue(theirs) } : {}) } },
          signal,
        }),
      ),
  })

export const useLedger = (id: MaybeRefOrGetter<number>) =>
  useQuery({
    key: () => loanKeys.ledger(toValue(id)),
    query: ({ signal }) =>
      allItems((cursor) =>
        answer(
          api.GET('/api/v1/loans/{id}/payments', {
            params: { path: { id: toValue(id) }, query: { limit: 200, cursor } },
            signal,
          }),
        ),
      ),
  })

/** The payments that a sum, a number and a rhythm make. */
export const previewSchedule = (body: SchedulePreviewInput, signal?: AbortSignal) =>
  answer(api.POST('/api/v1/loans/schedule-preview', { body, signal }))

/** Asks nothing while there is nothing to ask about. */
export const useSchedulePreview = (wanted: MaybeRefOrGetter<SchedulePreviewInput | null>) =>
  useQuery({
    key: () => [...loanKeys.previews, JSON.stringify(toValue(wanted))],
    enabled: () => toValue(wanted) !== null,
    query: ({ signal }) => previewSchedule(toValue(wanted) as SchedulePreviewInput, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous) => previous,
  })

/** As it is sent: now, or when there is a network again. */
export const sendPayment = (id: number, body: PaymentInput, key: string): Promise<LedgerEntry> =>
  answer(
    api.POST('/api/v1/loans/{id}/payments', { params: { path: { id } }, body, headers: { 'Idempotency-Key': key } }),
  )

/** Which loan, and how it is called in what is said about it. */
export interface Named {
  id: number
  orgName: string
}

export function useLoanActions() {
  const cache = useQueryCache()
  const { t } = useI18n()
  const money = useMoney()
  const problemText = useProblemText()
  const refreshKey = useRefresh()
  const once = oneAtATime()
  const clock = useWallClock()

  const refresh = async () => {
    await Promise.all([refreshKey(loanKeys.all), refreshKey(dashboardKey)])
  }

  /** Answers may overtake each other: an older one never covers a newer one. */
  function accept(loan: Loan) {
    const shown = cache.getQueryData<Loan>(loanKeys.one(loan.id))
    if (shown && shown.version > loan.version) return
    cache.cancelQueries({ key: loanKeys.one(loan.id) })
    cache.setQueryData(loanKeys.one(loan.id), loan)
  }

  async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      const done = await act()
      void refresh()
      return done
    } catch (thrown) {
      if (isQueued(thrown)) {
        say(problemText(thrown))
        return undefined
      }
      complain(problemText(thrown))
      // A refusal means that this page did not know something.
      void refresh()
      return undefined
    }
  }

  const create = (body: LoanInput, key: string) =>
    answer(api.POST('/api/v1/loans', { body, headers: { 'Idempotency-Key': key } })).then((loan) => {
      accept(loan)
      void refresh()
      return loan
    })

  const update = (loan: Loan, body: LoanInput) =>
    answer(api.PUT('/api/v1/loans/{id}', { params: { path: { id: loan.id }, header: ifMatch(loan) }, body })).then(
      (saved) => {
        accept(saved)
        void refresh()
        return saved
      },
    )

  /** Writes one payment down; pressing twice writes one. Throws what the server refuses. */
  const record = (loan: Named, payment: PaymentInput): Promise<LedgerEntry> =>
    once(`pay ${loan.id} ${JSON.stringify(payment)}`, async (key) => {
      // It may be sent tomorrow, and was paid today.
      const body = { ...payment, paidOn: payment.paidOn ?? clock.today.value }
      const entry = await orLater(
        { kind: 'pay', loan: loan.id, body, title: loan.orgName },
        (sent) => sendPayment(loan.id, body, sent),
        key,
      )
      await refresh()
      return entry
    })

  /**
   * Exactly the sum that the button showed: if less is left meanwhile, the server refuses rather than pay another one.
   */
  const pay = (loan: Named, amount: string, installmentId: number | null) =>
    attempt(async () => {
      const entry = await record(loan, { amount, installmentId })
      say(t('payment.done', { sum: money(entry.amount), name: loan.orgName }), {
        label: t('loan.undoEntry'),
        run: () => void reverse(loan, entry.id),
      })
      return entry
    })

  const reverse = (loan: Named, entryId: number) =>
    attempt(() =>
      once(`reverse ${entryId}`, async (key) => {
        const changed = await answer(
          api.POST('/api/v1/loans/{id}/payments/{entryId}/reverse', {
            params: { path: { id: loan.id, entryId } },
            headers: { 'Idempotency-Key': key },
          }),
        )
        accept(changed)
        say(t('payment.takenBack', { name: loan.orgName }))
        return changed
      }),
    )

  const unpay = (loan: Named, installmentId: number) =>
    attempt(() =>
      once(`unpay ${installmentId}`, async (key) => {
        const changed = await answer(
          api.POST('/api/v1/loans/{id}/installments/{installmentId}/unpay', {
            params: { path: { id: loan.id, installmentId } },
            headers: { 'Idempotency-Key': key },
          }),
        )
        accept(changed)
        say(t('payment.takenBack', { name: loan.orgName }))
        return changed
      }),
    )

  /** Throws what the server refuses. */
  const close = (loan: Named, reason: string): Promise<Loan> =>
    once(`close ${loan.id} ${reason}`, async (key) => {
      const closed = await answer(
        api.POST('/api/v1/loans/{id}/close', {
          params: { path: { id: loan.id } },
          body: { reason },
          headers: { 'Idempotency-Key': key },
        }),
      )
      accept(closed)
      say(t('loan.closed'))
      void refresh()
      return closed
    })

  /** @param token of its deletion */
  const comeBack = (token: string) =>
    attempt(async () => {
      await takeBackOne(token)
      say(t('loan.restored'))
    })

  /** @returns whether it is gone */
  async function remove(loan: Loan): Promise<boolean> {
    try {
      const token = await tokenOf(
        api.DELETE('/api/v1/loans/{id}', { params: { path: { id: loan.id }, header: ifMatch(loan) } }),
      )
      say(t('loan.deleted', { name: loan.orgName }), { label: t('undo'), run: () => void comeBack(token) })
      void refresh()
      return true
    } catch (thrown) {
      complain(asProblem(thrown).slug === 'stale' ? t('loan.deleteStale') : problemText(thrown))
      await refresh()
      return false
    }
  }

  return { create, update, record, pay, reverse, unpay, close, remove, comeBack, accept, refresh }
}
