import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoff } from './backoff'

it('tries again within half a second at first and within half a minute always', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const pause = backoff(attempt, chance)
      expect(pause).toBeGreaterThanOrEqual(250)
      expect(pause).toBeLessThanOrEqual(30_000)
      expect(backoff(attempt + 1, chance)).toBeGreaterThanOrEqual(pause)
    }),
  )
  expect(backoff(0, 1)).toBe(500)
})
