import { createTask, dayFromNow, expect, test, unique } from './product'

test('before its script has come the page shows its name, and is then replaced whole', async ({ page }) => {
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route('**/assets/start-*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/', { waitUntil: 'commit' })
  await expect(page.locator('.splash-name')).toHaveText('Записная книжка')
  await expect(page.getByText('Страница долго не загружается')).toBeHidden()
  release()
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.splash')).toHaveCount(0)
})

test('a page that does not come says so by itself', async ({ page }) => {
  await page.route('**/assets/start-*.js', (route) => route.abort())
  await page.goto('/', { waitUntil: 'commit' })
  await expect(page.getByText('Страница долго не загружается')).toBeVisible({ timeout: 20_000 })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page says what it needs, and not that it is slow', async ({ page }) => {
    await page.goto('/')
    await expect(page.locator('noscript p').first()).toBeVisible()
    await expect(page.locator('.splash-slow')).toBeHidden()
  })
})

test('the first screen takes fifteen requests at most', async ({ page }) => {
  // Whoever has written little is shown where to begin, which comes after the first screen.
  for (let n = 0; n < 4; n++) await createTask(page, { title: unique('Записано'), due: dayFromNow(0) })
  // Once, so that the browser knows that somebody is signed in here.
  const shown = page.getByRole('main').getByRole('heading', { level: 1 })
  await page.goto('/')
  await expect(shown).toBeVisible()
  // What changes elsewhere meanwhile is asked for again: each thing counts once.
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(new URL(request.url()).pathname))
  await page.reload()
  await expect(shown).toBeVisible()
  await expect(page.locator('main li').first()).toBeVisible()
  expect(asked.size, [...asked].join('\n')).toBeLessThanOrEqual(15)
})
