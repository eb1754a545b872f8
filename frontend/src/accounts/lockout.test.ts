import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useLockout } from './lockout'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('counts down and unlocks by itself', () => {
  const scope = effectScope()
  const lockout = scope.run(() => useLockout())
  if (!lockout) throw new Error('no scope')
  expect(lockout.locked.value).toBe(false)
  lockout.lockFor(300)
  expect(lockout.secondsLeft.value).toBe(300)
  vi.advanceTimersByTime(299_000)
  expect(lockout.secondsLeft.value).toBe(1)
  expect(lockout.locked.value).toBe(true)
  vi.advanceTimersByTime(1_000)
  expect(lockout.locked.value).toBe(false)
  expect(vi.getTimerCount()).toBe(0)
  scope.stop()
})

it('leaves no timer behind when the page is left', () => {
  const scope = effectScope()
  scope.run(() => useLockout().lockFor(60))
  expect(vi.getTimerCount()).toBe(1)
  scope.stop()
  expect(vi.getTimerCount()).toBe(0)
})
