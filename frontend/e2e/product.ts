import { test as base, expect, type Page, type Route } from '@playwright/test'
import { artefact } from './artefacts'

export { expect }

/** Every test also fails on what a person would never see: page errors and violations of the content policy (S18). */
export const test = base.extend<{ clean: undefined }>({
  clean: [
    async ({ page }, use) => {
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => {
        if (/Content Security Policy|violates the following/i.test(message.text())) faults.push(message.text())
      })
      await use(undefined)
      expect(faults, 'page errors and policy violations').toEqual([])
    },
    { auto: true },
  ],
})

/** A title no other test has. */
export const unique = (title: string) => `${title} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`

/** A day as the account counts days: at nine in the evening of UTC it is tomorrow there. */
export const dayFromNow = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Moscow' })

/** The API as the page itself would call it, for what a test needs beforehand. */
export async function call<T>(page: Page, method: 'GET' | 'POST' | 'DELETE', path: string, data?: unknown): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    headers: { 'X-Requested-With': 'zapiska' },
    ...(data === undefined ? {} : { data }),
  })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return (answer.status() === 204 ? undefined : await answer.json()) as T
}

export interface CreatedTask {
  id: number
  title: string
  version: number
}

export const createTask = (page: Page, task: { title: string; [field: string]: unknown }) =>
  call<CreatedTask>(page, 'POST', '/tasks', task)

export const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title })

interface Settings {
  timeZone: string
  digestTimes: string[]
  ceilingMessages: boolean
  workHours: { start: number; end: number; days: Record<string, { start: number; end: number } | null> }
}

/** Some of the account's settings, upon whatever the rest is. */
export async function changeSettings(page: Page, part: Partial<Settings>): Promise<Settings> {
  const present = await page.request.get('/api/v1/settings')
  const { version: _, ...settings } = await present.json()
  const saved = await page.request.put('/api/v1/settings', {
    headers: { 'X-Requested-With': 'zapiska', 'If-Match': present.headers().etag ?? '' },
    data: { ...settings, ...part },
  })
  expect(saved.ok(), await saved.text()).toBe(true)
  return saved.json()
}

/** After another colour scheme was asked for: axe would see colours on their way from the one to the other. */
export const coloured = (page: Page) =>
  page.evaluate(async () => {
    const settled = async () => {
      for (let still = 0; still < 2; still++) {
        await new Promise(requestAnimationFrame)
        const changing = document.getAnimations().filter((one) => one instanceof CSSTransition)
        await Promise.all(changing.map((one) => one.finished.catch(() => undefined)))
        // What one frame has begun, the next one shows.
        if (changing.length) still = -1
      }
    }
    // Nothing lasts so long; but a page that draws nothing calls nobody back, and one was waited for until the test's end.
    await Promise.race([settled(), new Promise((enough) => setTimeout(enough, 2_000))])
  })

/** Kept with the run, for eyes; from its top, where what sticks to the window stands as a person first sees it. */
export async function keepPicture(page: Page, name: string, project: string) {
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: artefact(`screens/${name}-${project}.png`), fullPage: true })
}

/**
 * The server's own answer, changed. Nothing when the page has gone on or the test has ended while it was asked: a page that
 * still waits gets no answer, and the test says what it misses.
 */
export async function answerChanged<T>(route: Route, change: (answer: T) => unknown) {
  try {
    const response = await route.fetch()
    await route.fulfill({ response, json: change((await response.json()) as T) })
  } catch {}
}

/** Offers to take back only what this test has done: others, at the same time, do things in the same account. */
export async function offerOnly(page: Page, token: string) {
  await page.route('**/api/v1/undo', (route) =>
    answerChanged(route, (offers: { items: { token: string }[] }) => ({
      ...offers,
      items: offers.items.filter((item) => item.token === token),
    })),
  )
}

/** What a first screen says of the loans of somebody who has nothing to pay now. */
export const NOTHING_TO_PAY = { week: [], urgent: [], overdueAmount: '0.00', overduePayments: 0, weekPayments: 0 }
