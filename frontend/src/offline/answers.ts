import { lastSignedIn } from '@/platform/account/session'
import { remembered } from '@/platform/api/freshness'
import type { Entry } from '@/platform/later'
import { showBadge } from './badge'
import { withWaiting } from './overlay'
import { keepSeen, type Seen, seenAt } from './store'

/** What is worth reading without a network, and no secret: what is not named here is not kept. */
const KEPT =
  /^\/api\/v1\/(auth\/me|dashboard|tasks(\/counts|\/\d+)?|categories|loans(\/statistics|\/\d+(\/payments)?)?|calendar|settings|reminder-templates|statistics|reminders|telegram\/status)$/
/** Nobody reads that much at once. */
const LONGEST = 2_000_000
const GATHER_MS = 500

export const isKept = (path: string): boolean => KEPT.test(path)

const pathOf = (request: Request) => {
  const { pathname, search } = new URL(request.url)
  return { pathname, path: pathname + search }
}

/** Which script the page was built with: what another build has kept may have another shape. */
export const build: string = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? ''

/** Who is signed in on this device as far as it knows, without asking the server; in whichever tab. */
export const ownerHere = lastSignedIn

let gathered: Promise<Seen | undefined>[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** @param response one's own copy */
export function remember(request: Request, response: Response): void {
  const { pathname, path } = pathOf(request)
  if (!response.ok || !isKept(pathname)) return
  const at = Date.now()
  const account = ownerHere()
  gathered.push(
    response.text().then(
      (body) => {
        if (pathname === '/api/v1/dashboard') showBadge(JSON.parse(body))
        if (body.length > LONGEST) return undefined
        return { path, account: account || ownerHere(), build, at, body, etag: response.headers.get('ETag') }
      },
      () => undefined,
    ),
  )
  if (timer === undefined) timer = setTimeout(() => void write(), GATHER_MS)
}

async function write() {
  timer = undefined
  const answers = await Promise.all(gathered.splice(0))
  // Whoever has left meanwhile leaves nothing.
  const owner = ownerHere()
  const own = answers.filter((one) => one !== undefined).filter((one) => owner && one.account === owner)
  if (own.length) await keepSeen(own).catch(() => {})
}

export const forgetGathered = () => {
  gathered = []
}

/** What the server answered last, with the ticks that wait. */
export async function lastSeen(
  request: Request,
  entries: () => Promise<readonly Entry[]>,
): Promise<Response | undefined> {
  const { pathname, path } = pathOf(request)
  const owner = ownerHere()
  if (!owner || !isKept(pathname)) return undefined
  const seen = await seenAt(path).catch(() => undefined)
  if (!seen || seen.account !== owner || seen.build !== build) return undefined
  // What is kept of who this is, is always a little younger than anything else and tells nothing.
  if (pathname !== '/api/v1/auth/me') remembered(seen.at)
  const own = (await entries()).filter(({ account }) => account === owner)
  return Response.json(withWaiting(JSON.parse(seen.body), own), { headers: seen.etag ? { ETag: seen.etag } : {} })
}
