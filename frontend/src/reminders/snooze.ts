import type { SnoozeInput } from '@/platform/api/model'
import { addDays, addMinutes, dayOf, type Moment } from '@/platform/dates/dates'

export interface SnoozePreset {
  name: 'quarter' | 'hour' | 'evening' | 'morning'
  /** When the reminder comes, by the account's clock; for showing. */
  at: Moment
  body: SnoozeInput
}

export const EVENING = '19:00'
export const MORNING = '09:00'

/** What can be chosen now: an evening that has begun is not offered. */
export function snoozePresets(now: Moment): SnoozePreset[] {
  const evening = `${dayOf(now)}T${EVENING}`
  const morning = `${addDays(dayOf(now), 1)}T${MORNING}`
  return [
    { name: 'quarter', at: addMinutes(now, 15), body: { minutes: 15 } },
    { name: 'hour', at: addMinutes(now, 60), body: { minutes: 60 } },
    ...(now < evening ? [{ name: 'evening' as const, at: evening, body: { until: evening } }] : []),
    { name: 'morning', at: morning, body: { until: morning } },
  ]
}
