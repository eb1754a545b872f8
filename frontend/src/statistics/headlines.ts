import type { Statistics } from '@/platform/api/model'
import { addDays, type Day, weekdayOf } from '@/platform/dates/dates'
import type { PeriodName } from './period'

/** A sentence: which one, and the numbers in it. `n` chooses the form of the noun. */
export type Headline =
  | { kind: 'done'; how: 'more' | 'same' | 'fewer' | 'fewerYet' | 'none'; n: number; by: number }
  | { kind: 'thisWeek'; how: 'more' | 'same' | 'fewer'; n: number; by: number; last: number }
  | { kind: 'answered'; n: number; answered: number; seconds: number | null }
  | { kind: 'onTime'; n: number; onTime: number }

/** What can be said in words, and is true: a week that has only begun is never called worse than one that is over. */
export function headlinesOf({ to, tasks, reminders, payments }: Statistics, today: Day): Headline[] {
  const said: Headline[] = []
  const { done, doneBefore } = tasks
  if (done + doneBefore > 0) {
    const how =
      doneBefore === 0
        ? 'none'
        : done > doneBefore
          ? 'more'
          : done === doneBefore
            ? 'same'
            : to >= today
              ? 'fewerYet'
              : 'fewer'
    said.push({ kind: 'done', how, n: done, by: Math.abs(done - doneBefore) })
  }
  const week = thisWeek(tasks.byDay, today)
  if (week) said.push(week)
  if (reminders.sent > 0) {
    said.push({
      kind: 'answered',
      n: reminders.sent,
      answered: reminders.answered,
      seconds: reminders.medianSeconds,
    })
  }
  const due = payments.onTime.count + payments.late.count + payments.unpaid.count
  if (due > 0) said.push({ kind: 'onTime', n: due, onTime: payments.onTime.count })
  return said
}

function thisWeek(byDay: Statistics['tasks']['byDay'], today: Day): Headline | undefined {
  const monday = addDays(today, 1 - weekdayOf(today))
  const before = addDays(monday, -7)
  // Both weeks must be in the period, from their first day on.
  if (!byDay.some(({ date }) => date === before) || !byDay.some(({ date }) => date === today)) return undefined
  const between = (from: Day, till: Day) =>
    byDay.reduce((sum, { date, done }) => (date >= from && date <= till ? sum + done : sum), 0)
  const n = between(monday, today)
  const last = between(before, addDays(monday, -1))
  if (n + last === 0) return undefined
  return { kind: 'thisWeek', how: n > last ? 'more' : n === last ? 'same' : 'fewer', n, by: n - last, last }
}

/** The key of the sentence about what is done, by how the period is called. */
export const doneKey = (period: PeriodName) => `statistics.headline.done.${period}` as const
