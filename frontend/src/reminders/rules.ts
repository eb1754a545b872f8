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
const WEEK_OF_MINUTES = 7 * UNITS.day

/** Minutes from one reminder of a window to the next. */
export const SHORTEST_INTERVAL = 5

const within = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most

/** What each kind of rule begins as. */
export const FRESH: { readonly [Kind in Rule['kind']]: Extract<Rule, { kind: Kind }> } = {
  before: { kind: 'before', minutes: 60 },
  onDay: { kind: 'onDay', daysBefore: 0, time: '09:00' },
  every: { kind: 'every', minutes: 30, fromMinutesBefore: 180, untilMinutesBefore: 30 },
  beforeEnd: { kind: 'beforeEnd', minutes: 20 },
}

/** Is it a rule the server can take? A field half typed is not. */
export function isRule(rule: Rule): boolean {
  switch (rule.kind) {
    case 'before':
      return within(rule.minutes, 0, YEAR_OF_MINUTES)
    case 'onDay':
      return within(rule.daysBefore, 0, 366) && isTime(rule.time)
    case 'every':
      return (
        within(rule.minutes, SHORTEST_INTERVAL, UNITS.day) &&
        within(rule.untilMinutesBefore, 0, WEEK_OF_MINUTES) &&
        (typeof rule.from === 'string' ? isTime(rule.from) : within(rule.fromMinutesBefore ?? NaN, 1, WEEK_OF_MINUTES))
      )
    case 'beforeEnd':
      return within(rule.minutes, 0, WEEK_OF_MINUTES)
  }
}

/** Two rules that say the same would send the same reminder. */
export const sameRule = (a: Rule, b: Rule): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b))

function canonical(rule: Rule) {
  switch (rule.kind) {
    case 'onDay':
      return [rule.kind, rule.daysBefore, rule.time]
    case 'every':
      return [rule.kind, rule.minutes, rule.from ?? null, rule.fromMinutesBefore ?? null, rule.untilMinutesBefore]
    default:
      return [rule.kind, rule.minutes]
  }
}
