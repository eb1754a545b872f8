import { describe, expect, it } from 'vitest'
import type { Statistics } from '@/platform/api/model'
import { addDays } from '@/platform/dates/dates'
import { headlinesOf } from './headlines'

/** A Wednesday. */
const TODAY = '2026-11-25'
const none = { count: 0, amount: '0.00' }

function statistics(parts: { from?: string; to?: string; done?: Record<string, number>; before?: number }): Statistics {
  const { from = '2026-10-27', to = TODAY, done = {}, before = 0 } = parts
  const byDay = []
  for (let date = from; date <= to; date = addDays(date, 1)) byDay.push({ date, done: done[date] ?? 0 })
  return {
    from,
    to,
    tasks: {
      done: Object.values(done).reduce((sum, one) => sum + one, 0),
      doneBefore: before,
      byDay,
      byWeek: [],
      byImportance: [],
      byCategory: [],
    },
    reminders: { sent: 0, answered: 0, medianSeconds: null, byHour: [], byImportance: [] },
    payments: { onTime: none, late: none, unpaid: none, closed: none, byMonth: [] },
  }
}
const week = (done: Record<string, number>, from?: string) =>
  headlinesOf(statistics({ done, ...(from ? { from } : {}) }), TODAY).find(({ kind }) => kind === 'thisWeek')

describe('what the statistics say in words', () => {
  it('says nothing of nothing', () => {
    expect(headlinesOf(statistics({}), TODAY)).toEqual([])
  })

  it('compares with as many days before, if there was anything', () => {
    const said = (done: number, before: number, to = TODAY) =>
      headlinesOf(statistics({ done: { '2026-11-10': done }, before, to }), TODAY)[0]
    expect(said(12, 9)).toEqual({ kind: 'done', how: 'more', n: 12, by: 3 })
    expect(said(12, 12)).toMatchObject({ how: 'same' })
    expect(said(9, 12)).toMatchObject({ how: 'fewerYet', by: 3 })
    expect(said(9, 12, '2026-11-20')).toMatchObject({ how: 'fewer', by: 3 })
    expect(said(9, 0)).toMatchObject({ how: 'none' })
    expect(said(0, 2)).toMatchObject({ how: 'fewerYet', n: 0, by: 2 })
  })

  it('compares a week with the whole one before, and never calls one worse that has not ended', () => {
    const last = { '2026-11-16': 2, '2026-11-22': 3, '2026-11-15': 50 }
    expect(week({ ...last, '2026-11-23': 4, '2026-11-25': 4 })).toEqual({
      kind: 'thisWeek',
      how: 'more',
      n: 8,
      by: 3,
      last: 5,
    })
    expect(week({ ...last, '2026-11-24': 5 })).toMatchObject({ how: 'same', n: 5 })
    expect(week({ ...last, '2026-11-24': 1 })).toMatchObject({ how: 'fewer', n: 1, last: 5 })
  })

  it('says nothing of weeks that the period does not hold, or in which nothing was done', () => {
    expect(week({ '2026-11-24': 1 }, '2026-11-17')).toBeUndefined()
    expect(week({ '2026-11-24': 1 }, '2026-11-16')).toBeDefined()
    expect(week({ '2026-11-15': 1 })).toBeUndefined()
  })

  it('counts as payments what was to be paid, not what was written off', () => {
    const one = statistics({})
    one.payments = { ...one.payments, onTime: { count: 7, amount: '1.00' }, late: { count: 1, amount: '1.00' } }
    one.payments.unpaid = { count: 1, amount: '1.00' }
    one.payments.closed = { count: 5, amount: '1.00' }
    one.reminders = { ...one.reminders, sent: 50, answered: 41, medianSeconds: 240 }
    expect(headlinesOf(one, TODAY)).toEqual([
      { kind: 'answered', n: 50, answered: 41, seconds: 240 },
      { kind: 'onTime', n: 9, onTime: 7 },
    ])
  })
})
