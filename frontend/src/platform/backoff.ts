const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * How long to wait before another try.
 *
 * @param attempt 0 for the first
 * @param chance 0–1, spreads the tries of many pages over the second half of the pause
 */
export function backoff(attempt: number, chance: number): number {
  const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return Math.round(pause / 2 + (pause / 2) * chance)
}
