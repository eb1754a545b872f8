import type { CalendarItem } from '@/platform/api/model'
import { addDays, type Day } from '@/platform/dates/dates'
import { type MinorUnits, minorUnitsOf, sumOf } from '@/platform/money'
import type { Period } from './grid'

/** What has no hour comes first, money before tasks; then by the hour. What is done stands last among its like. */
export function inOrder(a: CalendarItem, b: CalendarItem): number {
  return (
    (a.time ?? '').localeCompare(b.time ?? '') ||
    Number(b.kind === 'payment') - Number(a.kind === 'payment') ||
    Number(a.done) - Number(b.done) ||
    (a.importance ?? 0) - (b.importance ?? 0) ||
    a.id - b.id
  )
}

/** What lies on each day, in the order of its day. Days without anything are not there. */
export function byDay(items: readonly CalendarItem[]): Map<Day, CalendarItem[]> {
  const days = new Map<Day, CalendarItem[]>()
  for (const item of items) {
    const of = days.get(item.date)
    if (of) of.push(item)
    else days.set(item.date, [item])
  }
  for (const of of days.values()) of.sort(inOrder)
  return days
}

export interface Sums {
  /** Still to be paid. */
  left: MinorUnits
  /** Paid of what was planned. */
  paid: MinorUnits
  /** How many payments are not done. */
  open: number
  /** All of them. */
  count: number
}

export function sumsOf(items: readonly CalendarItem[]): Sums {
  const payments = items.filter(({ kind }) => kind === 'payment')
  const left = sumOf(payments.map((payment) => minorUnitsOf(payment.left ?? '0')))
  return {
    left,
    paid: sumOf(payments.map(({ amount }) => minorUnitsOf(amount ?? '0'))) - left,
    open: payments.filter(({ done }) => !done).length,
    count: payments.length,
  }
}

export const inPeriod = (items: readonly CalendarItem[], { from, to }: Period): CalendarItem[] =>
  items.filter(({ date }) => date >= from && date <= to)

/** The days of a list: those with something on them, and today, so that one sees where one stands. */
export function agendaDays(days: ReadonlyMap<Day, unknown>, { from, to }: Period, today: Day): Day[] {
  const shown: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (days.has(day) || day === today) shown.push(day)
  return shown
}

/** A lender's date is the lender's, what is done is done, and what is still to come follows from its rule. */
export const canMove = (item: CalendarItem): boolean => item.kind === 'task' && !item.done

/** The due moment on another day: the hour stays. */
export const dueOn = (day: Day, { time }: Pick<CalendarItem, 'time'>): string => (time ? `${day}T${time}` : day)

/** The same things with something of one of them changed, which the screen shows before the server has answered. */
export const changed = (items: CalendarItem[], key: string, part: Partial<CalendarItem>): CalendarItem[] =>
  items.some((item) => item.key === key) ? items.map((item) => (item.key === key ? { ...item, ...part } : item)) : items
