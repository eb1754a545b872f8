import type { Dashboard, DuePayment, Task } from '@/platform/api/model'
import { dayOf, normalMoment, timeOf } from '@/platform/dates/dates'
import { paymentsToShow } from './duePayments'

/** One line of the first screen: something to pay or something to do. */
export type AgendaItem = { key: string; moment: string } & (
  | { kind: 'payment'; payment: DuePayment }
  | { kind: 'task'; task: Task }
)

export interface Agenda {
  /** Overdue, and of today. */
  now: AgendaItem[]
  /** Of the days to come. */
  ahead: AgendaItem[]
  /** How many are overdue, among them those that the first screen has no room for. */
  overdue: number
}

export const keyOf = (payment: DuePayment) => `${payment.loanId} ${payment.installmentId}`

const payment = (of: DuePayment): AgendaItem => ({
  kind: 'payment',
  key: `payment ${keyOf(of)}`,
  moment: of.dueDate,
  payment: of,
})
const task = (of: Task): AgendaItem => ({
  kind: 'task',
  key: `task ${of.id}`,
  moment: normalMoment(of.due ?? ''),
  task: of,
})

/** What lasts the whole day stands before its hours, as in a calendar, and money before the rest. */
const byMoment = (a: AgendaItem, b: AgendaItem) =>
  dayOf(a.moment).localeCompare(dayOf(b.moment)) ||
  timeOf(a.moment).localeCompare(timeOf(b.moment)) ||
  Number(b.kind === 'payment') - Number(a.kind === 'payment')

/**
 * Payments and tasks of the first screen in one order. Among what is overdue payments come first, however old the tasks are:
 * each day costs money. Equal moments stay in the server's order.
 */
export function agendaOf({
  overdue,
  today,
  next,
  counts,
  loans,
}: Pick<Dashboard, 'overdue' | 'today' | 'next' | 'counts' | 'loans'>): Agenda {
  const payments = paymentsToShow(loans.week, loans.urgent)
  const late = [...payments.filter((one) => one.daysLeft < 0).map(payment), ...overdue.map(task).sort(byMoment)]
  const ofToday = [...payments.filter((one) => one.daysLeft === 0).map(payment), ...today.map(task)].sort(byMoment)
  const ahead = [...payments.filter((one) => one.daysLeft > 0).map(payment), ...next.map(task)].sort(byMoment)
  return { now: [...late, ...ofToday], ahead, overdue: loans.overduePayments + counts.overdue }
}

/**
 * The first of them, every payment, and what has come since the list was first seen: neither money nor what was just written down
 * is behind «Показать ещё».
 *
 * @param seen the keys that stood there at first
 * @param added the tasks that were written down here: the list may have come after them
 */
export const firstOf = (
  items: readonly AgendaItem[],
  first: number,
  seen: ReadonlySet<string>,
  added: readonly number[],
): AgendaItem[] =>
  items.filter(
    (item, at) => at < first || item.kind === 'payment' || !seen.has(item.key) || added.includes(item.task.id),
  )
