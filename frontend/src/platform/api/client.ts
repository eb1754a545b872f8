import createClient, { type Middleware } from 'openapi-fetch'
import { answered } from './freshness'
import { ApiProblem, problemFrom } from './problem'
import type { paths } from './schema'

/** Set by the application: what to do when the session is over, and the language errors are wanted in. */
export const apiContext = {
  language: () => 'ru',
  onUnauthenticated: () => {},
  /** What was read. @param response one's own copy */
  onRead: (_request: Request, _response: Response): void => {},
  /** What this device still knows, when the server can't be asked. */
  lastSeen: async (_request: Request): Promise<Response | undefined> => undefined,
}

const RETRY_AFTER_MS = 400

/**
 * One more try when the connection broke: for reads always, for a POST because its Idempotency-Key makes the second one
 * answer what the first one did.
 */
async function fetchTwice(request: Request): Promise<Response> {
  const repeatable = request.method === 'GET' || request.headers.has('Idempotency-Key')
  const second = repeatable ? request.clone() : undefined
  try {
    return await fetch(request)
  } catch (broken) {
    // Without a network the second try would only take its time.
    if (!second || request.signal.aborted || !(broken instanceof TypeError) || !navigator.onLine)
      throw networkProblem(broken)
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS))
    try {
      return await fetch(second)
    } catch (stillBroken) {
      throw networkProblem(stillBroken)
    }
  }
}

async function fetchOrRemember(request: Request): Promise<Response> {
  if (request.method !== 'GET') return fetchTwice(request)
  try {
    const response = await fetchTwice(request)
    answered()
    if (response.ok) apiContext.onRead(request, response.clone())
    return response
  } catch (thrown) {
    const seen = thrown instanceof ApiProblem && !request.signal.aborted && (await apiContext.lastSeen(request))
    if (seen) return seen
    throw thrown
  }
}

function networkProblem(thrown: unknown): unknown {
  return thrown instanceof TypeError ? new ApiProblem('offline', 0) : thrown
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', apiContext.language())
    if (request.method !== 'GET') {
      request.headers.set('X-Requested-With', 'zapiska')
    }
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key') && !request.url.includes('/auth/')) {
      request.headers.set('Idempotency-Key', newKey())
    }
    return request
  },
}

export const api = createClient<paths>({ baseUrl: '', fetch: fetchOrRemember })
api.use(headers)

/** 128 random bits. `crypto.randomUUID` exists on https and localhost only; people also open http://192.168.… */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** `If-Match` for a resource as it was read. */
export const ifMatch = (resource: { version: number }) => ({ 'If-Match': `"v${resource.version}"` })

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body, or the problem thrown. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await answerWithResponse(call)).data
}

export async function answerWithResponse<T>(call: Promise<Answer<T>>): Promise<{ data: T; response: Response }> {
  const { data, error, response } = await call
  if (!response.ok) {
    const problem = problemFrom(response.status, error, response.headers.get('Retry-After'))
    if (problem.slug === 'unauthenticated') apiContext.onUnauthenticated()
    throw problem
  }
  return { data: data as T, response }
}

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Every item of a list that is short by nature (categories, sessions): follows the cursor to its end. */
export async function allItems<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const next = await page(cursor)
    items.push(...next.items)
    cursor = next.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}
