import type { DuePayment, Loan } from '@/platform/api/model'

/**
 * The payments of the first screen: overdue ones and the next seven days', and behind them urgent ones that fall later,
 * where the account calls more than seven days urgent. Each stands once.
 */
export function paymentsToShow(week: readonly DuePayment[], urgent: readonly Loan[]): DuePayment[] {
  const key = (one: { loanId: number; installmentId: number | null }) => `${one.loanId} ${one.installmentId}`
  const shown = new Set(week.map(key))
  const later = urgent.flatMap(
    ({ id: loanId, orgName, urgency, nextPayment, nextMessageAt, nextMessageReason }): DuePayment[] =>
      nextPayment && !shown.has(key({ loanId, installmentId: nextPayment.installmentId }))
        ? [{ loanId, orgName, urgency, nextMessageAt, nextMessageReason, ...nextPayment }]
        : [],
  )
  return [...week, ...later.sort((a, b) => a.dueDate.localeCompare(b.dueDate) || a.loanId - b.loanId)]
}
