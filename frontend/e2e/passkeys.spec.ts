import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { call, coloured, expect, keepPicture, test } from './product'

/** axe finds nothing in that part, and nothing sticks out sideways, light and dark; this project's width. */
async function look(page: Page, name: string, part = '#passkeys') {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await coloured(page)
    const { violations } = await new AxeBuilder({ page }).include(part).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `${name}-${scheme}`, test.info().project.name)
  }
}

/** The browser's own authenticator for tests: a device that holds passkeys and agrees to everything. */
async function device(page: Page) {
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('WebAuthn.enable')
  const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    holds: async () => (await protocol.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  }
}

/** Whether the browser offers passkeys by itself; such a device agrees to that at once, too. */
const offering = (page: Page, does: boolean) =>
  page.evaluate((yes) => (yes ? sessionStorage.removeItem('quiet') : sessionStorage.setItem('quiet', 'yes')), does)

const NAME = 'Ключ проверки'

test('a passkey is added, signs in without name and password, is renamed and removed', async ({ page }) => {
  test.setTimeout(180_000)
  const mine = `${NAME} (${test.info().project.name})`
  const password = process.env.E2E_PASSWORD ?? ''
  // They work at PUBLIC_URL alone, which here is not what stands in front.
  const { items, address } = await (await page.request.get('/api/v1/auth/passkeys')).json()
  for (const left of items.filter((one: { name: string }) => one.name.startsWith(mine))) {
    await call(page, 'POST', `/auth/passkeys/${left.id}/removal`, { password })
  }
  const phone = await device(page)
  await page.addInitScript(() => {
    const asked = PublicKeyCredential.isConditionalMediationAvailable
    PublicKeyCredential.isConditionalMediationAvailable = async () =>
      !sessionStorage.getItem('quiet') && asked.call(PublicKeyCredential)
  })
  await page.goto(`${address}/settings#passkeys`)
  const section = page.locator('#passkeys')
  await section.getByRole('button', { name: 'Добавить' }).click()
  await expect(section.getByLabel('Текущий пароль')).toBeFocused()
  await look(page, 'passkey-add')
  await section.getByLabel('Название').fill(mine)
  await section.getByLabel('Текущий пароль').fill('не тот пароль')
  await page.keyboard.press('Enter')
  await expect(section.getByText(/Неверный пароль/)).toBeVisible()
  await section.getByLabel('Текущий пароль').fill(password)
  await page.keyboard.press('Enter')
  const row = section.getByRole('listitem').filter({ hasText: mine })
  await expect(row).toContainText('ещё не использован')
  expect(await phone.holds()).toBe(1)

  await offering(page, false)
  await page.context().clearCookies()
  await page.goto(`${address}/sign-in`)
  const button = page.getByRole('button', { name: 'Войти с ключом доступа' })
  await expect(button).toBeVisible()
  await look(page, 'sign-in-passkey', 'main')
  await button.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добр')

  await page.goto(`${address}/settings#passkeys`)
  await expect(row).toContainText('последний вход')
  await expect(page.getByText('с ключом доступа').first()).toBeVisible()
  await row.getByRole('button', { name: 'Переименовать' }).click()
  await section.getByLabel('Название').fill(`${mine} 2`)
  await page.keyboard.press('Enter')
  await expect(row).toContainText(`${mine} 2`)
  await row.getByRole('button', { name: 'Удалить' }).click()
  await row.getByLabel('Текущий пароль').fill(password)
  await page.keyboard.press('Enter')
  await expect(row).toBeHidden()

  // The device has it still; here it is nobody's any more.
  await page.context().clearCookies()
  const refused = await page.request.post('/api/v1/auth/passkey', {
    headers: { 'X-Requested-With': 'zapiska' },
    data: { credentialId: 'AAAA', clientData: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
  })
  expect(refused.status()).toBe(404)
})
