import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inMinutes, inUnits, isRule, sameRule } from './rules'

it('speaks of minutes in the unit a person would', () => {
  expect(inUnits(1440)).toEqual({ amount: 1, unit: 'day' })
  expect(inUnits(180)).toEqual({ amount: 3, unit: 'hour' })
  expect(inUnits(90)).toEqual({ amount: 90, unit: 'minute' })
  expect(inUnits(0)).toEqual({ amount: 0, unit: 'minute' })
})

it('loses no minute on the way', () => {
  fc.assert(
    fc.property(fc.nat(527_040), (minutes) => {
      const { amount, unit } = inUnits(minutes)
      expect(inMinutes(amount, unit)).toBe(minutes)
    }),
  )
})

it('knows a rule from half of one', () => {
  expect(isRule({ kind: 'before', minutes: 0 })).toBe(true)
  expect(isRule({ kind: 'before', minutes: Number.NaN })).toBe(false)
  expect(isRule({ kind: 'before', minutes: -5 })).toBe(false)
  expect(isRule({ kind: 'before', minutes: 1.5 })).toBe(false)
  expect(isRule({ kind: 'onDay', daysBefore: 0, time: '09:00' })).toBe(true)
  expect(isRule({ kind: 'onDay', daysBefore: 0, time: '' })).toBe(false)
})

it('sees that two rules say the same', () => {
  expect(
    sameRule({ kind: 'onDay', daysBefore: 1, time: '09:00' }, { time: '09:00', daysBefore: 1, kind: 'onDay' }),
  ).toBe(true)
  expect(sameRule({ kind: 'before', minutes: 1440 }, { kind: 'onDay', daysBefore: 1, time: '09:00' })).toBe(false)
})

it('knows a whole window and a whole end', () => {
  expect(isRule({ kind: 'every', minutes: 30, from: '16:00', untilMinutesBefore: 30 })).toBe(true)
  expect(isRule({ kind: 'every', minutes: 30, fromMinutesBefore: 240, untilMinutesBefore: 0 })).toBe(true)
  expect(isRule({ kind: 'every', minutes: 4, from: '16:00', untilMinutesBefore: 30 })).toBe(false)
  expect(isRule({ kind: 'every', minutes: 30, from: '', untilMinutesBefore: 30 })).toBe(false)
  expect(isRule({ kind: 'every', minutes: 30, untilMinutesBefore: 30 })).toBe(false)
  expect(isRule({ kind: 'beforeEnd', minutes: 20 })).toBe(true)
  expect(isRule({ kind: 'beforeEnd', minutes: Number.NaN })).toBe(false)
  expect(
    sameRule(
      { kind: 'every', minutes: 30, from: '16:00', untilMinutesBefore: 30 },
      { kind: 'every', minutes: 30, from: '17:00', untilMinutesBefore: 30 },
    ),
  ).toBe(false)
})
