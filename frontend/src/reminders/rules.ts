import type { Rule } from '@/platform/api/model'
import { isTime } from '@/platform/dates/dates'

export const UNITS = { minute: 1, hour: 60, day: 1440 } as const
export type Unit = keyof typeof UNITS

/** The largest unit that shows the minutes as a whole number: 1440 is «1 day», 90 is «90 minutes». */
export function inUnits(minutes: number): { amount: number; unit: Unit } {
  for (const unit of ['day', 'hour'] as const) {
    if (minutes > 0 && minutes % UNITS[unit] === 0) return { amount: minutes / UNITS[unit], unit }
  }
  return { amount: minutes, unit: 'minute' }
}

export const inMinutes = (amount: number, unit: Unit): number => amount * UNITS[unit]

const YEAR_OF_MINUTES = 366 * UNITS.day

/** Is it a rule the server can take? A field half typed is not. */
export function isRule(rule: Rule): boolean {
  if (rule.kind === 'before') {
    return Number.isInteger(rule.minutes) && rule.minutes >= 0 && rule.minutes <= YEAR_OF_MINUTES
  }
  return Number.isInteger(rule.daysBefore) && rule.daysBefore >= 0 && rule.daysBefore <= 366 && isTime(rule.time)
}

/** Two rules that say the same would send the same reminder. */
export const sameRule = (a: Rule, b: Rule): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b))

function canonical(rule: Rule) {
  return rule.kind === 'before' ? ['before', rule.minutes] : ['onDay', rule.daysBefore, rule.time]
}
