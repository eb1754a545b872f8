import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, daysBetween, weekdayOf } from '@/platform/dates/dates'
import { calendarAddress } from './address'
import { dayByKey, monthWeeks, periodOf, shownOf, step, VIEWS, weekOf, weekStart, within } from './grid'

const days = fc.integer({ min: 0, max: 200_000 }).map((n) => addDays('1900-01-01', n))
const flat = (weeks: Day[][]) => weeks.flat()

describe('weeks', () => {
  it('begin on Monday', () => {
    expect(weekOf('2026-11-29')).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ])
    expect(weekStart('2026-11-30')).toBe('2026-11-30')
  })

  it('go over the end of a year', () => {
    expect(weekOf('2027-01-01')[0]).toBe('2026-12-28')
    expect(weekOf('2027-01-01')[6]).toBe('2027-01-03')
  })

  it.each([
    ['2026-03-29', 'spring forward in Europe'],
    ['2026-10-25', 'fall back in Europe'],
    ['2026-03-08', 'spring forward in America'],
    ['2026-11-01', 'fall back in America'],
    ['2011-12-30', 'the day that Samoa never had'],
  ])('have seven different days also around %s, %s', (day) => {
    const week = weekOf(day)
    expect(new Set(week).size).toBe(7)
    expect(week).toContain(day)
    expect(week.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})

describe('a month', () => {
  it('of February that begins on Monday and is no leap year has four weeks', () => {
    expect(monthWeeks('2027-02-14')).toHaveLength(4)
    expect(flat(monthWeeks('2027-02-14')).at(-1)).toBe('2027-02-28')
  })

  it('of a leap February holds the 29th', () => {
    expect(flat(monthWeeks('2028-02-01'))).toContain('2028-02-29')
    expect(periodOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(periodOf('month', '2100-02-10').to).toBe('2100-02-28')
  })

  it('can need six weeks', () => {
    expect(monthWeeks('2026-08-15')).toHaveLength(6)
  })

  it('shows all of its days once, in whole weeks, and no week without one of them', () => {
    fc.assert(
      fc.property(days, (day) => {
        const weeks = monthWeeks(day)
        const all = flat(weeks)
        const { from, to } = periodOf('month', day)
        expect(all).toEqual(all.map((_, at) => addDays(weekStart(from), at)))
        expect(all.includes(from) && all.includes(to)).toBe(true)
        for (const week of weeks) {
          expect(weekdayOf(week[0] as Day)).toBe(1)
          expect(week.some((one) => one.slice(0, 7) === day.slice(0, 7))).toBe(true)
        }
        expect(shownOf('month', day)).toEqual({ from: all[0], to: all.at(-1) })
      }),
    )
  })
})

describe('a view', () => {
  it('asks for no more days than the server answers about', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...VIEWS), (day, view) => {
        const { from, to } = shownOf(view, day)
        const period = periodOf(view, day)
        expect(daysBetween(from, to)).toBeGreaterThanOrEqual(6)
        expect(daysBetween(from, to)).toBeLessThan(400)
        expect(from <= period.from && period.from <= day && day <= period.to && period.to <= to).toBe(true)
      }),
    )
  })

  it('goes on without a gap, also where a month is short', () => {
    expect(step('month', '2027-01-31', 1)).toBe('2027-02-28')
    expect(step('week', '2026-12-31', 1)).toBe('2027-01-07')
    expect(periodOf('agenda', '2026-01-31').to).toBe('2026-02-27')
    expect(step('agenda', '2026-01-31', 1)).toBe('2026-02-28')
  })
})

describe('keys', () => {
  it('walk over days and weeks', () => {
    expect(dayByKey('ArrowLeft', false, '2027-01-01')).toBe('2026-12-31')
    expect(dayByKey('ArrowRight', false, '2028-02-28')).toBe('2028-02-29')
    expect(dayByKey('ArrowUp', false, '2027-01-01')).toBe('2026-12-25')
    expect(dayByKey('ArrowDown', false, '2026-12-28')).toBe('2027-01-04')
    expect(dayByKey('Home', false, '2026-12-02')).toBe('2026-11-30')
    expect(dayByKey('End', false, '2026-12-02')).toBe('2026-12-06')
  })

  it('turn months, and with Shift years', () => {
    expect(dayByKey('PageDown', false, '2026-12-31')).toBe('2027-01-31')
    expect(dayByKey('PageUp', false, '2026-12-31')).toBe('2026-11-30')
    expect(dayByKey('PageUp', true, '2028-02-29')).toBe('2027-02-28')
  })

  it('that mean nothing lead nowhere, and none leads out of what can be written', () => {
    expect(dayByKey('a', false, '2026-12-31')).toBeUndefined()
    expect(dayByKey('toString', false, '2026-12-31')).toBeUndefined()
    expect(dayByKey('PageDown', true, '9998-06-01')).toBe('9998-12-31')
    expect(within('0001-01-01')).toBe('1000-01-01')
  })
})

it('an address holds the view and the day, and nonsense is the usual', () => {
  const { searchFrom, queryFrom } = calendarAddress
  expect(searchFrom(queryFrom({ view: 'week', day: '2028-02-29' }))).toEqual({ view: 'week', day: '2028-02-29' })
  expect(queryFrom({ view: 'month' })).toEqual({})
  expect(searchFrom({ view: 'year', day: '2026-02-30' })).toEqual({ view: 'month' })
})
