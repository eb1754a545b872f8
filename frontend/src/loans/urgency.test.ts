import { describe, expect, it } from 'vitest'
import { dueIn, urgencyOf } from './urgency'

describe('a payment', () => {
  it('bug 3: is urgent by one rule everywhere, the account’s', () => {
    expect([-13, -1, 0, 1, 4, 5, 30].map((days) => urgencyOf(days, 5))).toEqual([
      'overdue',
      'overdue',
      'today',
      'urgent',
      'urgent',
      'none',
      'none',
    ])
    expect(urgencyOf(1, 0)).toBe('none')
  })

  it('bug 24: is due by the account’s day, not the browser’s', () => {
    const installment = {
      id: 1,
      dueDate: '2026-11-21',
      amount: '1.00',
      paid: false,
      paidAmount: '0.00',
      paidDate: null,
      workingDay: null,
      nextMessageAt: null,
      nextMessageReason: 'noReminders' as const,
    }
    expect(dueIn(installment, '2026-11-21', 5)).toEqual({ daysLeft: 0, urgency: 'today' })
    expect(dueIn(installment, '2026-11-22', 5)).toEqual({ daysLeft: -1, urgency: 'overdue' })
    expect(dueIn({ ...installment, paid: true }, '2026-11-22', 5)).toBeUndefined()
  })
})
