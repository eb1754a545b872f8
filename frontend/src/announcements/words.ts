import type { Announcement, AnnouncementAudience, AnnouncementCopy } from '@/platform/api/model'

/** What Telegram takes, less the heading; in the units of JavaScript's strings, as Telegram counts. */
export const LONGEST = 4000

/** What a notification shows of it. */
export const LONGEST_PUSH = 400

const RESULTS = [
  'sent',
  'waiting',
  'sending',
  'unknown',
  'failed',
  'noChat',
  'blocked',
  'deactivated',
  'stopped',
] as const
export type Result = (typeof RESULTS)[number]

/** The results there are, the good ones first. */
export const resultsOf = ({ counts }: Announcement): { name: Result; n: number }[] =>
  RESULTS.map((name) => ({ name, n: counts[name] })).filter(({ n }) => n > 0)

/** How many need nothing more. */
export const doneOf = ({ counts }: Announcement): number => counts.people - counts.waiting - counts.sending

export const stoppable = ({ state }: Announcement): boolean => state === 'planned' || state === 'sending'

const OUT_OF_REACH = ['withoutChat', 'blocked', 'deactivated'] as const

/** Who would not get it, and why. */
export const outOfReach = (audience: AnnouncementAudience): { why: (typeof OUT_OF_REACH)[number]; n: number }[] =>
  OUT_OF_REACH.map((why) => ({ why, n: audience[why] })).filter(({ n }) => n > 0)

/** Which of the texts tells what became of one person's copy. */
export function wordOf({
  state,
  way,
  heldBy,
  heldUntil,
}: AnnouncementCopy): Result | 'pause' | 'hours' | 'push' | 'mail' {
  if (state === 'waiting' && heldBy && heldUntil) return heldBy
  return state === 'sent' && way && way !== 'telegram' ? way : state
}
