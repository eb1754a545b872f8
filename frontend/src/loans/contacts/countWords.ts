import type { CollectorContactCount } from '@/platform/api/model'

/** Which sentence says how many there were beside what is allowed: a week or a month may be reckoned in two ways. */
export function countWords({ period, calendar, rolling, most }: CollectorContactCount) {
  const both = period === 'day' || calendar === rolling
  return {
    key: `contacts.count.${period}${both ? '' : 'Both'}`,
    values: { calendar, rolling, most },
    over: calendar > most || rolling > most,
  }
}

/** What there was nothing of in the time that counts is not worth a line. */
export const worthSaying = (counts: readonly CollectorContactCount[]): CollectorContactCount[] => {
  const some = new Set(
    counts.filter(({ calendar, rolling }) => calendar > 0 || rolling > 0).map(({ counted }) => counted),
  )
  return counts.filter(({ counted }) => some.has(counted))
}
