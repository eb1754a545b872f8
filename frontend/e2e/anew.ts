import { readFile, writeFile } from 'node:fs/promises'
import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { artefact } from './artefacts'

/** What a first try has left when it failed half-way would fail the second one: a test that changes what all share begins here. */

const HEADERS = { 'X-Requested-With': 'zapiska' }
const FIRST_SETTINGS = artefact('settings.json')

/** Before any test: what {@link settingsAtFirst} goes back to. */
export async function keepFirstSettings(api: APIRequestContext) {
  const { version: _, ...settings } = await (await api.get('/api/v1/settings')).json()
  await writeFile(FIRST_SETTINGS, JSON.stringify(settings))
}

async function answered(page: Page, method: string, path: string, data?: unknown) {
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    headers: HEADERS,
    ...(data === undefined ? {} : { data }),
  })
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true)
  return answer
}

const itemsOf = async (page: Page, path: string): Promise<{ id: number; role: string }[]> =>
  (await (await answered(page, 'GET', path)).json()).items

/** No pause, no device that takes messages, and the account's settings as the run has found them. */
export async function settingsAtFirst(page: Page) {
  await answered(page, 'POST', '/settings/pause/end')
  const { devices } = await (await answered(page, 'GET', '/push/subscriptions')).json()
  for (const { id } of devices) await answered(page, 'DELETE', `/push/subscriptions/${id}`)
  await answered(page, 'PUT', '/push/settings', { afterMinutes: 10, details: true })
  const present = await answered(page, 'GET', '/settings')
  const saved = await page.request.put('/api/v1/settings', {
    headers: { ...HEADERS, 'If-Match': present.headers().etag ?? '' },
    data: JSON.parse(await readFile(FIRST_SETTINGS, 'utf8')),
  })
  expect(saved.ok(), await saved.text()).toBe(true)
}

/** Nobody but the owner is here or invited. */
export async function ownerAlone(page: Page) {
  for (const { id, role } of await itemsOf(page, '/accounts'))
    if (role !== 'owner') await answered(page, 'DELETE', `/accounts/${id}`)
  for (const { id } of await itemsOf(page, '/invitations')) await answered(page, 'DELETE', `/invitations/${id}`)
}

/** Tasks of this title nag no more: more than three messages of a minute would come as one. */
export async function noneOpen(page: Page, title: string) {
  for (const { id } of await itemsOf(page, `/tasks?filter=open&limit=200&q=${encodeURIComponent(title)}`))
    await answered(page, 'POST', `/tasks/${id}/complete`)
}

/** The account follows no payoff plan: all of its screens tell of one. */
export async function noPlan(page: Page) {
  const answer = await page.request.put('/api/v1/payoff-plan', {
    headers: { ...HEADERS, 'If-Match': '*' },
    data: { chosen: null },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}
