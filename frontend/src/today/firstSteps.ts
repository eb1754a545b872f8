import { addMinutes, type Moment } from '@/platform/dates/dates'

/**
 * What a person begins with is worked out from what there is: a loan, a task, a reminder that came. Kept on the device is only
 * what nothing there tells: that the hints were put away, and which task the trial reminder is.
 */
const keyOf = (accountId: number, what: 'steps' | 'trial') => `first-${what}-${accountId}`

export const stepsAreOver = (accountId: number | undefined): boolean =>
  accountId === undefined || localStorage.getItem(keyOf(accountId, 'steps')) === 'over'

export function endSteps(accountId: number): void {
  localStorage.setItem(keyOf(accountId, 'steps'), 'over')
  localStorage.removeItem(keyOf(accountId, 'trial'))
}

export function trialOf(accountId: number): number | undefined {
  return Number(localStorage.getItem(keyOf(accountId, 'trial'))) || undefined
}

export function keepTrial(accountId: number, taskId: number | undefined): void {
  if (taskId === undefined) localStorage.removeItem(keyOf(accountId, 'trial'))
  else localStorage.setItem(keyOf(accountId, 'trial'), String(taskId))
}

/**
 * The next whole minute that is surely not past when the server has read it.
 *
 * @param now wall time, cut to the minute
 * @param seconds of the minute that have gone by
 */
export const soonAfter = (now: Moment, seconds: number): Moment => addMinutes(now, seconds < 40 ? 1 : 2)
