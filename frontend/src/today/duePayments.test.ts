import { describe, expect, it } from 'vitest'
import type { DuePayment, Loan } from '@/platform/api/model'
import { paymentsToShow } from './duePayments'

const due = (loanId: number, installmentId: number | null, daysLeft: number): DuePayment => ({
  loanId,
  installmentId,
  orgName: `Банк ${loanId}`,
  dueDate: `2026-11-${21 + daysLeft}`,
  amount: '5056.00',
  daysLeft,
  urgency: daysLeft < 5 ? 'urgent' : 'none',
  nextMessageAt: null,
  nextMessageReason: 'noReminders',
})
const urgent = (payment: DuePayment) => {
  const { loanId: id, orgName, urgency, nextMessageAt, nextMessageReason, ...nextPayment } = payment
  return { id, orgName, urgency, nextMessageAt, nextMessageReason, nextPayment } as unknown as Loan
}

describe('the payments of the first screen', () => {
  it('stand once each, the week’s before those that are urgent later', () => {
    const week = [due(1, 11, 1), due(2, null, 3)]
    const far = [due(3, 31, 9), due(4, 41, 8)]
    const shown = paymentsToShow(
      week,
      [week[0], week[1], ...far].map((one) => urgent(one as DuePayment)),
    )
    expect(shown.map((one) => one.loanId)).toEqual([1, 2, 4, 3])
  })

  it('bug 7: show what is left of the next payment, not the whole debt', () => {
    const loan = { ...urgent(due(3, 31, 9)), debt: '50560.00' } as Loan
    expect(paymentsToShow([], [loan])[0]?.amount).toBe('5056.00')
  })
})
