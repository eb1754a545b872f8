import { useI18n } from '@/platform/i18n/i18n'
import { asProblem, type ProblemSlug } from './api/problem'
import { minutesAndSeconds } from './dates/dates'

/** The server's own sentence says more than a general one about these. */
const SERVER_KNOWS_BETTER: ReadonlySet<ProblemSlug> = new Set([
  'validation',
  'conflict',
  'forbidden',
  'wrong-password',
  'second-factor-needed',
  'wrong-code',
  'gone',
])

/** What happened and what to do, in the person's language. */
export function useProblemText() {
  const { t } = useI18n()
  return (thrown: unknown): string => {
    const problem = asProblem(thrown)
    if (SERVER_KNOWS_BETTER.has(problem.slug) && problem.detail) return problem.detail
    const wait = problem.extra.retryAfterSeconds
    if (problem.slug === 'rate-limited' && wait) return t('problem.rateLimitedFor', { time: minutesAndSeconds(wait) })
    return t(`problem.${problem.slug}`)
  }
}
