import type { Installment, Urgency } from '@/platform/api/model'
import { type Day, daysBetween } from '@/platform/dates/dates'

/**
 * How pressing a payment is, by the account's calendar (L6).
 *
 * @param daysLeft negative when it is overdue
 * @param urgentDays the account's setting: fewer days than this are urgent
 */
export function urgencyOf(daysLeft: number, urgentDays: number): Urgency {
  if (daysLeft < 0) return 'overdue'
  if (daysLeft === 0) return 'today'
  return daysLeft < urgentDays ? 'urgent' : 'none'
}

/** Of one payment of a schedule; nothing once it is paid. */
export function dueIn(installment: Installment, today: Day, urgentDays: number) {
  if (installment.paid) return undefined
  const daysLeft = daysBetween(today, installment.dueDate)
  return { daysLeft, urgency: urgencyOf(daysLeft, urgentDays) }
}
