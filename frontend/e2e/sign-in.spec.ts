import { expect, keepPicture, test } from './product'

test.use({ storageState: { cookies: [], origins: [] } })

// Locks this machine's address for a while: the project it is in runs when all others are through.
test('wrong passwords are counted, the third locks for a while that is shown, and the lock ends by itself', async ({
  page,
}) => {
  test.setTimeout(120_000)
  // An earlier try may have counted or locked this address already: who is let in begins anew.
  const signIn = () =>
    page.request.post('/api/v1/auth/login', {
      headers: { 'X-Requested-With': 'zapiska' },
      data: { password: process.env.E2E_PASSWORD },
    })
  await expect.poll(async () => (await signIn()).status(), { timeout: 60_000, intervals: [2_000] }).toBe(200)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  const password = page.getByLabel('Пароль')
  for (const left of [2, 1]) {
    await password.fill('не тот пароль')
    await page.keyboard.press('Enter')
    await expect(page.getByText(new RegExp(`Неверный пароль.*${left} попыт`))).toBeVisible()
  }
  await keepPicture(page, 'sign-in-wrong', '1280')
  await password.fill('не тот пароль')
  await page.keyboard.press('Enter')
  const lock = page.getByTestId('lockout')
  await expect(lock).toContainText(/\d:\d\d/)
  const shown = await lock.textContent()
  await keepPicture(page, 'sign-in-locked', '1280')
  await page.setViewportSize({ width: 390, height: 844 })
  await keepPicture(page, 'sign-in-locked', '390')
  await expect(lock).not.toHaveText(shown ?? '')
  await expect(password).toBeDisabled()

  await expect(lock).toBeHidden({ timeout: 60_000 })
  await expect(password).toBeFocused()
  await password.fill(process.env.E2E_PASSWORD ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добр')
})
