import { type Day, dayOf, type Moment, timeOf } from '@/platform/dates/dates'

const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const DAYS = 14

/** What the preview is asked for a thing that comes every week on these ISO weekdays; nothing for one that comes once. */
export function weekly(weekdays: readonly number[]): { recurrence?: string; days?: number } {
  const names = weekdays.flatMap((weekday) => NAMES[weekday - 1] ?? [])
  return names.length ? { recurrence: `FREQ=WEEKLY;BYDAY=${names.join(',')}`, days: DAYS } : {}
}

/** Moments in order, gathered by their days. */
export function byDay(moments: readonly Moment[]): { day: Day; times: string[] }[] {
  const days = new Map<Day, string[]>()
  for (const moment of moments) days.set(dayOf(moment), [...(days.get(dayOf(moment)) ?? []), timeOf(moment)])
  return [...days].map(([day, times]) => ({ day, times }))
}
