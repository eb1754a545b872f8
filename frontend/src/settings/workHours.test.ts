import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clockHour, type DayKind, kindOf, WEEKDAYS, withDay, workHoursError } from './workHours'

const usual = { start: 7, end: 22, days: {} }

it('a weekday can have its own hours, be a day off, and be usual again', () => {
  const off = withDay(usual, 7, 'off')
  expect(off.days).toEqual({ 7: null })
  expect(kindOf(off, 7)).toBe('off')
  const own = withDay(off, 7, 'own', { start: 10, end: 18 })
  expect(own.days).toEqual({ 7: { start: 10, end: 18 } })
  expect(withDay(own, 7, 'usual')).toEqual(usual)
})

it('own hours begin as the usual ones', () => {
  expect(withDay(usual, 6, 'own').days).toEqual({ 6: { start: 7, end: 22 } })
})

it('one day never changes another', () => {
  const kind = fc.constantFrom<DayKind>('usual', 'own', 'off')
  const weekday = fc.constantFrom(...WEEKDAYS)
  fc.assert(
    fc.property(fc.array(fc.tuple(weekday, kind)), weekday, kind, (steps, day, last) => {
      const before = steps.reduce((hours, [on, to]) => withDay(hours, on, to), usual as Parameters<typeof withDay>[0])
      const after = withDay(before, day, last)
      expect(kindOf(after, day)).toBe(last)
      for (const other of WEEKDAYS) if (other !== day) expect(kindOf(after, other)).toBe(kindOf(before, other))
    }),
  )
})

it('refuses a day that ends before it begins, and a week without any hours', () => {
  expect(workHoursError({ start: 22, end: 7 })).toBe('order')
  expect(workHoursError({ start: 0, end: 24 })).toBeUndefined()
  expect(workHoursError(withDay(usual, 1, 'own', { start: 9, end: 9 }))).toBe('order')
  const never = WEEKDAYS.reduce((hours, day) => withDay(hours, day, 'off'), usual as Parameters<typeof withDay>[0])
  expect(workHoursError(never)).toBe('never')
})

it('shows whole hours as a clock does', () => {
  expect([0, 7, 24].map(clockHour)).toEqual(['00:00', '07:00', '24:00'])
})
