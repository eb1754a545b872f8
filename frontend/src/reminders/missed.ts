import type { Reminder } from '@/platform/api/model'

export type Known = Pick<Reminder, 'at' | 'source'>

/**
 * Own moments that have passed and that no reminder stands for: nothing will come at them. A moment that was reminded of has
 * passed as well, and of that the timeline tells.
 *
 * @param known the reminders that exist
 * @param now local, like the moments
 */
export function missedOwn(own: readonly string[], known: readonly Known[], now: string): string[] {
  const stood = known.filter(({ source }) => source === 'custom').map(({ at }) => at.slice(0, 16))
  return own.filter((at) => at <= now && !stood.includes(at))
}

/** @param passed how many moments of the template have passed */
export function missedOfTemplate(passed: number, known: readonly Known[], now: string): number {
  const stood = known.filter(({ source, at }) => source === 'template' && at.slice(0, 16) <= now).length
  return Math.max(0, passed - stood)
}
