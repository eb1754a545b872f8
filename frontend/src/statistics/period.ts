import { addDays, type Day, daysBetween, isDay } from '@/platform/dates/dates'
import { addressOf, oneOf } from '@/platform/listing/address'

export const PERIODS = ['week', 'month', 'quarter', 'year', 'own'] as const
export type PeriodName = (typeof PERIODS)[number]

const DAYS: Record<Exclude<PeriodName, 'own'>, number> = { week: 7, month: 30, quarter: 90, year: 365 }
/** More the server refuses. */
export const MOST_DAYS = 400
/** More columns than a phone shows one by one. */
const MOST_DAY_COLUMNS = 31

/** What stands in the address: a name, and for a period of one's own its days. */
export interface PeriodChoice {
  period: PeriodName
  from?: Day
  to?: Day
}

const day = { read: (said: string) => (isDay(said) ? said : undefined), write: (value: Day) => value }
export const periodAddress = addressOf<PeriodChoice>({ period: oneOf(PERIODS, 'month'), from: day, to: day })

export interface Period {
  from: Day
  to: Day
}

/** The days of a preset end with today. What is chosen by hand may be unfinished: then why there is no period. */
export function periodOf({ period, from, to }: PeriodChoice, today: Day): Period | 'notDays' | 'backwards' | 'tooLong' {
  if (period !== 'own') return { from: addDays(today, 1 - DAYS[period]), to: today }
  if (!from || !to) return 'notDays'
  if (from > to) return 'backwards'
  return daysBetween(from, to) >= MOST_DAYS ? 'tooLong' : { from, to }
}

export const byDays = ({ from, to }: Period): boolean => daysBetween(from, to) < MOST_DAY_COLUMNS
