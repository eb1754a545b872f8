/**
 * What went wrong with a request, as RFC 9457 problems of the API or as what stands in for one when no problem came
 * (no network, a proxy's HTML page).
 */
export type ProblemSlug =
  | 'validation'
  | 'not-found'
  | 'unauthenticated'
  | 'forbidden'
  | 'csrf'
  | 'wrong-password'
  | 'second-factor-needed'
  | 'wrong-code'
  | 'locked'
  | 'stale'
  | 'precondition-required'
  | 'conflict'
  | 'gone'
  | 'rate-limited'
  | 'too-large'
  | 'unavailable'
  | 'internal'
  | 'offline'
  /** It waits on this device and is sent when the network is back. */
  | 'queued'

const SLUGS = new Set<string>([
  'validation',
  'not-found',
  'unauthenticated',
  'forbidden',
  'csrf',
  'wrong-password',
  'second-factor-needed',
  'wrong-code',
  'locked',
  'stale',
  'precondition-required',
  'conflict',
  'gone',
  'rate-limited',
  'too-large',
  'unavailable',
  'internal',
])

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'

  constructor(
    readonly slug: ProblemSlug,
    /** HTTP status; 0 when there was no answer at all. */
    readonly status: number,
    /** In the person's language, from the server; empty when it said nothing. */
    readonly detail: string = '',
    /** Message by field, named as in the request's JSON, such as `subtasks[2].title`. */
    readonly fields: Readonly<Record<string, string>> = {},
    readonly extra: {
      readonly attemptsLeft?: number
      readonly retryAfterSeconds?: number
      /** Which of several refusals with one slug it is. */
      readonly reason?: string
      /** The present state of a resource that changed meanwhile (412). */
      readonly current?: unknown
    } = {},
  ) {
    super(detail || slug)
  }
}

export function problemFrom(status: number, body: unknown, retryAfter?: string | null): ApiProblem {
  const members = isRecord(body) ? body : {}
  const slug = slugOf(members.type, status)
  const fields: Record<string, string> = {}
  if (Array.isArray(members.errors)) {
    for (const error of members.errors) {
      if (isRecord(error) && typeof error.field === 'string' && typeof error.message === 'string') {
        // The first complaint about a field is the one worth reading.
        fields[error.field] ??= error.message
      }
    }
  }
  const current = status === 412 ? (members.current ?? ('id' in members ? members : undefined)) : undefined
  return new ApiProblem(slug, status, typeof members.detail === 'string' ? members.detail : '', fields, {
    attemptsLeft: wholeNumber(members.attemptsLeft),
    retryAfterSeconds: wholeNumber(members.retryAfterSeconds) ?? wholeNumber(Number(retryAfter || Number.NaN)),
    reason: typeof members.reason === 'string' ? members.reason : undefined,
    current,
  })
}

/** For whatever was thrown: a problem stays itself, a failed fetch is `offline`, a fault of our own is `internal`. */
export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) {
    return new ApiProblem('offline', 0)
  }
  return new ApiProblem('internal', 0)
}

function slugOf(type: unknown, status: number): ProblemSlug {
  const slug = typeof type === 'string' ? type.slice(type.lastIndexOf('/') + 1) : ''
  if (SLUGS.has(slug)) return slug as ProblemSlug
  switch (status) {
    case 400:
    case 415:
    case 422:
      return 'validation'
    case 401:
      return 'unauthenticated'
    case 403:
      return 'forbidden'
    case 404:
      return 'not-found'
    case 409:
      return 'conflict'
    case 412:
      return 'stale'
    case 413:
      return 'too-large'
    case 428:
      return 'precondition-required'
    case 429:
      return 'rate-limited'
    case 502:
    case 503:
    case 504:
      return 'unavailable'
    default:
      return 'internal'
  }
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
