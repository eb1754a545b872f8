import type { ApiProblem } from '@/platform/api/problem'
import { backoff } from '@/platform/backoff'
import type { Entry } from '@/platform/later'

/** The rules of what waits to be sent. Pure. */

const MINUTE = 60_000
/** The server keeps keys for a day; an hour of it is left for clocks that differ. */
const KEY_IS_GOOD_FOR = 23 * 60 * MINUTE
/** So long the server may still be at a send whose answer did not come. */
const MAYBE_RUNNING_FOR = 2 * MINUTE
const RUNNING_PAUSE = 5_000
/** A server that fails at one and the same thing again and again will not learn it by itself. */
const FAULTS_BEFORE_ASKING = 8

export type Step =
  | { do: 'rest' }
  | { do: 'wait'; ms: number }
  | { do: 'send'; entry: Entry }
  | { do: 'ask'; entry: Entry }

/** Done twice, these would be two. The others say what shall be. */
const onceOnly = ({ wish }: Entry) => wish.kind === 'add' || wish.kind === 'pay'

/** In the order they were written; one that waits for the network holds the rest, one that waits for the person does not. */
export function nextStep(entries: readonly Entry[], account: number, now: number): Step {
  const entry = entries.find((one) => one.account === account && one.state === 'waiting')
  if (!entry) return { do: 'rest' }
  const { firstSentAt } = entry
  if (onceOnly(entry) && firstSentAt !== undefined && now - firstSentAt >= KEY_IS_GOOD_FOR)
    return { do: 'ask', entry: { ...entry, state: 'unsure' } }
  if (entry.notBefore > now) return { do: 'wait', ms: entry.notBefore - now }
  return { do: 'send', entry: { ...entry, firstSentAt: firstSentAt ?? now, lastSentAt: now } }
}

export type Afterwards = { do: 'stop' } | { do: 'keep'; entry: Entry }

/**
 * What becomes of an entry that the server has not taken.
 *
 * @param earlier when it was sent before this time, if it was
 * @param chance 0–1
 */
export function afterProblem(
  entry: Entry,
  problem: ApiProblem,
  earlier: number | undefined,
  now: number,
  chance: number,
): Afterwards {
  const again = (pause: number) => ({
    do: 'keep' as const,
    entry: { ...entry, tries: entry.tries + 1, notBefore: now + pause },
  })
  const { slug, status, detail, extra } = problem
  if (slug === 'unauthenticated') return { do: 'stop' }
  if (slug === 'offline' || slug === 'unavailable' || slug === 'rate-limited' || slug === 'locked')
    return again(Math.max((extra.retryAfterSeconds ?? 0) * 1_000, backoff(entry.tries, chance)))
  if (status >= 500 && entry.tries < FAULTS_BEFORE_ASKING) return again(backoff(entry.tries, chance))
  if (slug === 'conflict' && earlier !== undefined && now - earlier < MAYBE_RUNNING_FOR) return again(RUNNING_PAUSE)
  return { do: 'keep', entry: { ...entry, state: 'refused', refusal: { slug, detail } } }
}

/** The person wants it sent all the same: what was refused was not done, and a kept refusal belongs to its key. */
export const renewed = (entry: Entry, key: string): Entry => ({
  ...entry,
  key,
  state: 'waiting',
  tries: 0,
  notBefore: 0,
  refusal: undefined,
  firstSentAt: undefined,
  lastSentAt: undefined,
})
