import { expect, it } from 'vitest'
import { digestErrors } from './digests'

it('a time that is none is found, whether the message is wanted or not', () => {
  const digests = {
    morning: { on: true, at: '08:00' },
    evening: { on: false, at: '' },
    weekly: { on: true, day: 7, at: '25:00' },
  }
  expect(digestErrors({ digests })).toEqual(['evening', 'weekly'])
  expect(
    digestErrors({ digests: { ...digests, evening: digests.morning, weekly: { on: true, day: 1, at: '18:00' } } }),
  ).toEqual([])
})
