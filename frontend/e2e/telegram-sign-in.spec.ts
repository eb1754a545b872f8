import { createHmac } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, keepPicture, test } from './product'
import { sendsOf, standing, write } from './sandbox'

test.use({ storageState: { cookies: [], origins: [] } })
test.beforeEach(() => test.skip(test.info().project.name !== 'desk', 'both sizes are looked at here'))

async function look(page: Page, name: string) {
  for (const [width, height, scheme] of [
    [1280, 860, 'light'],
    [390, 844, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `${name}-${scheme}`, String(width))
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

/** What Telegram's client puts behind the #, signed with the sandbox's token. */
function launched(user: string, theme: object): string {
  const token = process.env.TELEGRAM_BOT_TOKEN ?? ''
  const fields: Record<string, string> = {
    auth_date: String(Math.floor(Date.now() / 1000)),
    query_id: `AA${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`,
    signature: 'of-no-interest-here',
    user: JSON.stringify({ id: Number(user), first_name: 'Владелец' }),
  }
  const signed = Object.entries(fields)
    .map((pair) => pair.join('='))
    .join('\n')
  const secret = createHmac('sha256', 'WebAppData').update(token).digest()
  const initData = new URLSearchParams({ ...fields, hash: createHmac('sha256', secret).update(signed).digest('hex') })
  return new URLSearchParams({
    tgWebAppData: initData.toString(),
    tgWebAppVersion: '8.0',
    tgWebAppPlatform: 'tdesktop',
    tgWebAppThemeParams: JSON.stringify(theme),
  }).toString()
}

test('a link from the bot signs another browser in, by a press and once', async ({ page, browser }) => {
  const asked = (await sendsOf('/sign-in-link#', 0, 0)).length
  await write('/login')
  const sent = (await sendsOf('/sign-in-link#', asked + 1, 20_000)).at(-1)
  const path = sent?.text.match(/\/sign-in-link#\S+/)?.[0] ?? ''

  // Who is not in learns of this way from the page itself.
  await page.goto('/sign-in')
  await expect(page.getByText('напишите своему боту в Telegram /login')).toBeVisible()
  await look(page, 'sign-in-ways')
  await page.goto(path)
  await expect(page.getByRole('heading', { name: /Войти как .+\?/ })).toBeVisible()
  await look(page, 'sign-in-link')
  // Looking at it again, as a preview would, burns nothing.
  await page.reload()
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добр')
  await expect.poll(async () => (await standing('По этой ссылке вошли')).length, { timeout: 20_000 }).toBeGreaterThan(0)

  const other = await (
    await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: 'ru-RU' })
  ).newPage()
  await other.goto(path)
  await expect(other.getByText('По этой ссылке уже вошли')).toBeVisible()
  await look(other, 'sign-in-link-used')
  await other.context().close()
})

test('the Mini App opens signed in, in Telegram’s colours, and goes back by its button', async ({ page }) => {
  await page.addInitScript(() => {
    const said: string[] = []
    Object.assign(window, {
      said,
      TelegramWebviewProxy: { postEvent: (event: string, data: string) => said.push(`${event} ${data}`) },
    })
  })
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said)
  const hear = (event: string) =>
    page.evaluate(
      (name) =>
        (
          window as unknown as { Telegram: { WebView: { receiveEvent(event: string, data?: string): void } } }
        ).Telegram.WebView.receiveEvent(name),
      event,
    )

  const launch = launched(process.env.TELEGRAM_CHAT_ID ?? '', { bg_color: '#17212b' })
  await page.goto(`/telegram#${launch}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добр')
  expect(new URL(page.url()).hash, 'no confirmation stays in the address').toBe('')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await said()).toEqual(
    expect.arrayContaining([
      'web_app_ready {}',
      'web_app_expand {}',
      'web_app_set_header_color {"color":"#14171a"}',
      'web_app_setup_back_button {"is_visible":false}',
    ]),
  )
  await page.getByRole('navigation').getByRole('link', { name: 'Задачи' }).first().click()
  await expect(page).toHaveURL(/\/telegram\/tasks$/)
  expect(await said()).toContain('web_app_setup_back_button {"is_visible":true}')
  await look(page, 'mini-app')
  await hear('back_button_pressed')
  await expect(page).toHaveURL(/\/telegram\/?$/)
  // A reload stays below the path that may be framed, and asks for nothing that was used.
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добр')
  expect((await page.request.get('/telegram/tasks')).headers()['content-security-policy']).toContain(
    'frame-ancestors https://web.telegram.org',
  )
})

test('who is not linked, and who opens it outside Telegram, is told what to do', async ({ page }) => {
  await page.goto('/telegram')
  await expect(page.getByRole('heading', { name: 'Откройте в Telegram' })).toBeVisible()
  await look(page, 'mini-app-outside')
  await page.goto('about:blank')
  await page.goto(`/telegram#${launched('4242424242', { bg_color: '#ffffff' })}`)
  await expect(page.getByRole('heading', { name: 'Этот Telegram ещё не привязан' })).toBeVisible()
  await look(page, 'mini-app-not-linked')
})
