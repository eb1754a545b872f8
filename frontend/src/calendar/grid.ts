import { addDays, addMonths, type Day, daysBetween, weekdayOf } from '@/platform/dates/dates'

/** Days of a calendar, by its own arithmetic: a day here has no hours, so no night can make one longer or shorter. */

export const VIEWS = ['month', 'week', 'agenda'] as const
export type View = (typeof VIEWS)[number]

export interface Period {
  from: Day
  /** Inclusive. */
  to: Day
}

/** The Monday on or before a day. */
export const weekStart = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

export const weekOf = (day: Day): Day[] => Array.from({ length: 7 }, (_, at) => addDays(weekStart(day), at))

export const sameMonth = (a: Day, b: Day): boolean => a.slice(0, 7) === b.slice(0, 7)

const monthStart = (day: Day): Day => `${day.slice(0, 8)}01`
const monthEnd = (day: Day): Day => addDays(addMonths(monthStart(day), 1), -1)

/** The whole weeks that a month touches: four to six of them. */
export function monthWeeks(day: Day): Day[][] {
  const first = weekStart(monthStart(day))
  const weeks = daysBetween(first, weekStart(monthEnd(day))) / 7 + 1
  return Array.from({ length: weeks }, (_, at) => weekOf(addDays(first, at * 7)))
}

/** What a view speaks of: its sums are those of these days. */
export function periodOf(view: View, day: Day): Period {
  if (view === 'week') return { from: weekStart(day), to: addDays(weekStart(day), 6) }
  if (view === 'month') return { from: monthStart(day), to: monthEnd(day) }
  return { from: day, to: addDays(addMonths(day, 1), -1) }
}

/** What a view shows: a month brings the ends of its weeks along. */
export function shownOf(view: View, day: Day): Period {
  const period = periodOf(view, day)
  return view === 'month' ? { from: weekStart(period.from), to: addDays(weekStart(period.to), 6) } : period
}

/** The same place one view on or back. */
export const step = (view: View, day: Day, by: 1 | -1): Day =>
  view === 'week' ? addDays(day, by * 7) : addMonths(day, by)

/** The years whose days can be written with four figures. */
const FIRST_DAY: Day = '1000-01-01'
const LAST_DAY: Day = '9998-12-31'
export const within = (day: Day): Day => (day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day)

const STEPS = new Map<string, (day: Day, shift: boolean) => Day>([
  ['ArrowLeft', (day) => addDays(day, -1)],
  ['ArrowRight', (day) => addDays(day, 1)],
  ['ArrowUp', (day) => addDays(day, -7)],
  ['ArrowDown', (day) => addDays(day, 7)],
  ['Home', weekStart],
  ['End', (day) => addDays(weekStart(day), 6)],
  ['PageUp', (day, shift) => addMonths(day, shift ? -12 : -1)],
  ['PageDown', (day, shift) => addMonths(day, shift ? 12 : 1)],
])

/** Where a key leads from a day, as in any grid of days; nothing where it leads nowhere. */
export function dayByKey(key: string, shift: boolean, day: Day): Day | undefined {
  const to = STEPS.get(key)?.(day, shift)
  return to && within(to)
}
