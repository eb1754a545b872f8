import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type FullConfig, request } from '@playwright/test'
import { keepFirstSettings } from './anew'
import { artefact } from './artefacts'

/** Signs in once for all tests, over HTTP: wrong tries lock an address, so the screen itself is tested with care. */
export default async function signIn(config: FullConfig) {
  const use = config.projects[0]?.use
  const api = await request.newContext({ baseURL: use?.baseURL })
  const answer = await api.post('/api/v1/auth/login', {
    headers: { 'X-Requested-With': 'zapiska' },
    data: { password: process.env.E2E_PASSWORD },
  })
  if (!answer.ok()) throw new Error(`could not sign in: ${answer.status()} ${await answer.text()}`)
  const file = artefact('session.json')
  await mkdir(dirname(file), { recursive: true })
  await api.storageState({ path: file })
  await keepFirstSettings(api)
  await api.dispose()
}
