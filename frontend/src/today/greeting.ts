export type Greeting = 'night' | 'morning' | 'day' | 'evening'

/** @param time `HH:MM` of the account's clock */
export function greetingAt(time: string): Greeting {
  if (time < '05:00' || time >= '23:00') return 'night'
  if (time < '12:00') return 'morning'
  return time < '18:00' ? 'day' : 'evening'
}
