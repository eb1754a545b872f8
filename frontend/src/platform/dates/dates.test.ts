import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMinutes,
  addMonths,
  daysBetween,
  isDay,
  isOverdue,
  isTime,
  longDay,
  minutesAndSeconds,
  momentIn,
  relativeDay,
  relativeMoment,
  roughly,
  weekdayName,
  weekdayOf,
} from './dates'
import { monthName } from './months'

const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('the wall clock', () => {
  it("bug 24: is the account's, also when the browser and UTC are on another day", () => {
    expect(momentIn('Europe/Moscow', '2026-11-20T21:30:00Z')).toBe('2026-11-21T00:30')
    expect(momentIn('Asia/Vladivostok', '2026-11-20T21:30:00Z')).toBe('2026-11-21T07:30')
    expect(momentIn('America/New_York', '2026-11-20T21:30:00Z')).toBe('2026-11-20T16:30')
  })

  it('shows midnight as 00:00 of the new day', () => {
    expect(momentIn('Europe/Moscow', '2026-11-20T21:00:00Z')).toBe('2026-11-21T00:00')
  })

  it('jumps over the hour that daylight saving removes', () => {
    expect(momentIn('Europe/Berlin', '2026-03-29T00:59:00Z')).toBe('2026-03-29T01:59')
    expect(momentIn('Europe/Berlin', '2026-03-29T01:00:00Z')).toBe('2026-03-29T03:00')
  })
})

describe('a deadline', () => {
  it('bug 26: without a time is not overdue during its own day', () => {
    expect(isOverdue('2026-11-21', '2026-11-21T23:59')).toBe(false)
    expect(isOverdue('2026-11-21', '2026-11-22T00:00')).toBe(true)
  })

  it('with a time is overdue from the next minute', () => {
    expect(isOverdue('2026-11-21T18:00', '2026-11-21T18:00')).toBe(false)
    expect(isOverdue('2026-11-21T18:00', '2026-11-21T18:01')).toBe(true)
  })

  it('bug 16: means the same with a space instead of the T, and with seconds', () => {
    expect(isOverdue('2026-11-21 15:24', '2026-11-21T12:24')).toBe(false)
    expect(isOverdue('2026-11-21T15:24:00', '2026-11-21T15:24')).toBe(false)
  })
})

describe('dates in words', () => {
  it('are written out', () => {
    expect(longDay('2025-10-11', 'ru')).toBe('11 октября 2025')
    expect(longDay('2025-10-11', 'en-GB')).toBe('11 October 2025')
  })

  it('are relative near today', () => {
    expect(relativeDay('2026-11-21', '2026-11-21', 'ru')).toBe('сегодня')
    expect(relativeDay('2026-11-22', '2026-11-21', 'ru')).toBe('завтра')
    expect(relativeDay('2026-11-20', '2026-11-21', 'ru')).toBe('вчера')
    expect(relativeMoment('2026-11-22T09:00', '2026-11-21', 'en-GB')).toBe('tomorrow, 09:00')
    expect(relativeMoment('2026-12-31', '2026-11-21', 'ru')).toBe('31 декабря 2026')
  })

  it('know the weekdays', () => {
    expect(weekdayOf('2026-11-21')).toBe(6)
    expect(weekdayOf('2026-11-22')).toBe(7)
    expect(weekdayName(1, 'ru')).toBe('понедельник')
  })
})

describe('counting days', () => {
  it('agrees with itself', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days)
      }),
    )
  })

  it('orders days and moments as text does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 100_000 }), (from, minutes) => {
        const moment = `${from}T12:00`
        expect(addMinutes(moment, minutes) > moment).toBe(true)
        expect(addMinutes(addMinutes(moment, minutes), -minutes)).toBe(moment)
      }),
    )
  })
})

describe('what a person types', () => {
  it('is a day only if it exists', () => {
    expect(isDay('2028-02-29')).toBe(true)
    expect(isDay('2026-02-29')).toBe(false)
    expect(isDay('2026-13-01')).toBe(false)
    expect(isDay('')).toBe(false)
  })

  it('is a time only if a clock can show it', () => {
    expect(isTime('09:00')).toBe(true)
    expect(isTime('24:00')).toBe(false)
    expect(isTime('9:00')).toBe(false)
  })
})

it('a countdown reads m:ss and never goes below zero', () => {
  expect(minutesAndSeconds(300)).toBe('5:00')
  expect(minutesAndSeconds(59.2)).toBe('1:00')
  expect(minutesAndSeconds(9)).toBe('0:09')
  expect(minutesAndSeconds(-3)).toBe('0:00')
})

it('a length of time is said in one unit', () => {
  const plain = (seconds: number, locale = 'ru') => roughly(seconds, locale).replace(/\s/g, ' ')
  expect(plain(0)).toBe('0 секунд')
  expect(plain(59.9)).toBe('59 секунд')
  expect(plain(60)).toBe('1 минута')
  expect(plain(2 * 3600 + 59)).toBe('2 часа')
  expect(plain(26 * 3600, 'en-GB')).toBe('1 day')
  expect(plain(-5)).toBe('0 секунд')
})

describe('the same day some months on', () => {
  it('is the last one where a month is too short', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
    expect(addMonths('2026-01-31', 2)).toBe('2026-03-31')
    expect(addMonths('2026-11-21', 2)).toBe('2027-01-21')
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
  })

  it('is in that month, and never on a later day of it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 36 }), (from, months) => {
        const to = addMonths(from, months)
        const [year, month, date] = from.split('-').map(Number) as [number, number, number]
        const index = year * 12 + month - 1 + months
        expect(to.slice(0, 7)).toBe(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`)
        expect(Number(to.slice(8))).toBeLessThanOrEqual(date)
      }),
    )
  })
})

describe('a month', () => {
  it('is named shortly and in full', () => {
    expect(monthName('2026-11', 'ru', 'short')).toBe('ноя')
    expect(monthName('2026-08', 'ru', 'short')).toBe('авг')
    expect(monthName('2026-11', 'ru', 'long')).toBe('ноябрь 2026')
    expect(monthName('2026-05', 'en-GB', 'long')).toBe('May 2026')
  })
})
