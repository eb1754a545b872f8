import { expect, it } from 'vitest'
import { soonAfter } from './firstSteps'

it('rings within a minute or so, and never in a minute that is nearly over', () => {
  expect(soonAfter('2026-11-30T12:00', 0)).toBe('2026-11-30T12:01')
  expect(soonAfter('2026-11-30T12:00', 39)).toBe('2026-11-30T12:01')
  expect(soonAfter('2026-11-30T23:58', 40)).toBe('2026-12-01T00:00')
})
