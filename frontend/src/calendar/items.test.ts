import { describe, expect, it } from 'vitest'
import type { CalendarItem } from '@/platform/api/model'
import { dayOffs, hoursOf, periodName } from './days'
import { agendaDays, byDay, canMove, changed, dueOn, inPeriod, sumsOf } from './items'

let next = 1
function item(part: Partial<CalendarItem> = {}): CalendarItem {
  const id = part.id ?? next++
  return {
    key: `task-${id}`,
    kind: 'task',
    id,
    loanId: null,
    installmentId: null,
    version: 1,
    title: `Дело ${id}`,
    date: '2026-12-02',
    time: null,
    durationMinutes: null,
    importance: 2,
    categoryId: null,
    amount: null,
    left: null,
    done: false,
    overdue: false,
    repeats: false,
    ...part,
  }
}
const payment = (amount: string, left: string, part: Partial<CalendarItem> = {}) =>
  item({ kind: 'payment', importance: null, amount, left, done: left === '0.00', ...part })

describe('a day', () => {
  it('begins with what has no hour, money first, and goes on by the hour', () => {
    const evening = item({ time: '20:00' })
    const morning = item({ time: '09:00', importance: 3 })
    const whole = item()
    const important = item({ importance: 1 })
    const done = item({ importance: 1, done: true })
    const money = payment('5056.00', '5056.00')
    expect(byDay([evening, done, whole, morning, money, important]).get('2026-12-02')).toEqual([
      money,
      important,
      whole,
      done,
      morning,
      evening,
    ])
  })

  it('adds up what is left of its payments, to the kopek, and what was paid apart', () => {
    const sums = sumsOf([
      payment('0.10', '0.10'),
      payment('0.20', '0.00'),
      payment('5056.30', '1000.30'),
      item({ kind: 'task' }),
    ])
    expect(sums).toEqual({ left: 100_040n, paid: 405_620n, open: 2, count: 3 })
  })
})

it('a period takes the days of its ends', () => {
  const inside = ['2026-12-01', '2026-12-31'].map((date) => item({ date }))
  const outside = ['2026-11-30', '2027-01-01'].map((date) => item({ date }))
  expect(inPeriod([...inside, ...outside], { from: '2026-12-01', to: '2026-12-31' })).toEqual(inside)
})

it('a list has the days with something on them, and today', () => {
  const days = byDay([item({ date: '2026-12-30' }), item({ date: '2027-01-02' })])
  expect(agendaDays(days, { from: '2026-12-29', to: '2027-01-03' }, '2026-12-31')).toEqual([
    '2026-12-30',
    '2026-12-31',
    '2027-01-02',
  ])
})

it('only an open task is moved: not a payment, not what is done, not what is still to come', () => {
  expect(canMove(item())).toBe(true)
  expect(canMove(item({ done: true }))).toBe(false)
  expect(canMove(payment('1.00', '1.00'))).toBe(false)
  expect(canMove(item({ kind: 'occurrence' }))).toBe(false)
})

it('a task that moves keeps its hour, and the others stay where they are', () => {
  expect(dueOn('2028-02-29', { time: '20:00' })).toBe('2028-02-29T20:00')
  expect(dueOn('2028-02-29', { time: null })).toBe('2028-02-29')
  const [one, other] = [item(), item()] as const
  expect(changed([one, other], one.key, { date: '2026-12-05' })).toEqual([{ ...one, date: '2026-12-05' }, other])
})

it('what lasts over midnight ends on a later day', () => {
  expect(hoursOf(item({ time: '20:00', durationMinutes: 60 }))).toEqual({ start: '20:00', end: '21:00', days: 0 })
  expect(hoursOf(item({ date: '2026-12-31', time: '23:30', durationMinutes: 60 }))).toEqual({
    start: '23:30',
    end: '00:30',
    days: 1,
  })
  expect(hoursOf(item())).toEqual({ start: '', end: '', days: 0 })
})

it('a holiday is more than a weekend, and a working Saturday is neither', () => {
  const off = dayOffs({ dayOff: ['2026-12-31', '2027-01-03'], holiday: ['2026-12-31'] })
  expect([off('2026-12-31'), off('2027-01-03'), off('2026-12-05')]).toEqual(['holiday', 'weekend', undefined])
})

it('a period is named as people say it', () => {
  expect(periodName('month', { from: '2026-12-01', to: '2026-12-31' }, 'ru')).toBe('декабрь 2026')
  expect(periodName('week', { from: '2026-11-30', to: '2026-12-06' }, 'ru')).toMatch(/^30 ноября\s–\s6 декабря 2026$/)
  expect(periodName('agenda', { from: '2026-12-29', to: '2027-01-28' }, 'en-GB')).toMatch(
    /^29 December 2026\s–\s28 January 2027$/,
  )
})
