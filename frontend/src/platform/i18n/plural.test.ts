import fc from 'fast-check'
import { expect, it } from 'vitest'
import { englishForm, russianForm } from './plural'

const RU = ['задача', 'задачи', 'задач']
const ru = (count: number) => RU[russianForm(count, 3)]

it('counts in Russian', () => {
  for (const count of [1, 21, 101, 1001]) expect(ru(count)).toBe('задача')
  for (const count of [2, 3, 4, 22, 104]) expect(ru(count)).toBe('задачи')
  for (const count of [0, 5, 11, 12, 14, 19, 111, 112, 1000]) expect(ru(count)).toBe('задач')
})

it('depends on the last two digits only', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 10_000 }), (rest, hundreds) => {
      expect(russianForm(rest + hundreds * 100, 3)).toBe(russianForm(rest, 3))
    }),
  )
})

it('has a form of its own for nothing when the message brings one', () => {
  expect(russianForm(0, 4)).toBe(0)
  expect(russianForm(5, 4)).toBe(3)
  expect(englishForm(0, 3)).toBe(0)
  expect(englishForm(1, 3)).toBe(1)
})

it('counts in English', () => {
  expect(englishForm(1, 2)).toBe(0)
  expect(englishForm(0, 2)).toBe(1)
  expect(englishForm(21, 2)).toBe(1)
})
