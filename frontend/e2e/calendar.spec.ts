import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { call, createTask, dayFromNow, expect, keepPicture, test, unique } from './product'

/** A month of every test's own: its sums are the whole account's. */
function month(of: number) {
  const { project, retry } = test.info()
  const year = 2040 + 2 * of + Number(project.name === 'phone')
  const number = String(1 + retry).padStart(2, '0')
  return (date: number) => `${year}-${number}-${String(date).padStart(2, '0')}`
}

const cell = (page: Page, day: string) => page.getByRole('grid').locator(`[data-day="${day}"]`)
const list = (page: Page, day: string) => page.locator(`[data-section="${day}"]`)
const dueOf = async (page: Page, id: number) => (await (await page.request.get(`/api/v1/tasks/${id}`)).json()).due

async function check(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}

const borrow = (page: Page, orgName: string, ...installments: { dueDate: string; amount: string }[]) =>
  call<{ id: number; installments: { id: number }[] }>(page, 'POST', '/loans', {
    orgName,
    loanDate: '2026-01-15',
    amountBorrowed: '5000.00',
    installments,
  })

test('a day adds up its payments, and a task is moved by the keyboard, and back', async ({ page }) => {
  const on = month(0)
  const task = await createTask(page, { title: unique('Футбол'), due: `${on(10)}T20:00`, durationMinutes: 60 })
  const org = unique('Быстроденьги')
  const loan = await borrow(
    page,
    org,
    { dueDate: on(9), amount: '100.00' },
    { dueDate: on(10), amount: '5056.00' },
    { dueDate: on(10), amount: '1000.50' },
  )
  await call(page, 'POST', `/loans/${loan.id}/installments/${loan.installments[0]?.id}/pay`)

  await page.goto(`/calendar?day=${on(9)}`)
  await expect(cell(page, on(9))).toHaveAccessibleName(/1 платёж, всё оплачено/)
  await expect(list(page, on(9)).getByTestId('day-sum').locator('s')).toHaveText('100 ₽')
  await expect(page.getByTestId('period-sums')).toHaveText('к оплате 6 056,50 ₽ · оплачено 100 ₽')

  await cell(page, on(9)).focus()
  await page.keyboard.press('ArrowRight')
  await expect(cell(page, on(10))).toBeFocused()
  await expect(cell(page, on(10))).toHaveAccessibleName(/1 задача, 2 платежа, к оплате 6\s056,50\s₽/)
  await expect(page).toHaveURL(new RegExp(`day=${on(10)}`))
  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageUp')
  await expect(cell(page, on(10))).toBeFocused()
  await page.keyboard.press('Enter')
  const day = list(page, on(10))
  await expect(day.getByRole('heading')).toBeFocused()
  await expect(day).toContainText('20:00–21:00')
  await expect(day.getByTestId('day-sum')).toHaveText('6 056,50 ₽')
  await expect(day.getByRole('button', { name: `Перенести: ${org}` })).toHaveCount(0)

  await day.getByRole('button', { name: `Перенести: ${task.title}` }).press('Enter')
  await page.getByRole('menuitem', { name: 'На неделю позже' }).press('Enter')
  await expect(day.getByRole('link', { name: task.title, exact: true })).toBeHidden()
  await expect.poll(() => dueOf(page, task.id)).toBe(`${on(17)}T20:00`)
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect(day.getByRole('link', { name: task.title, exact: true })).toBeVisible()
  await expect.poll(() => dueOf(page, task.id)).toBe(`${on(10)}T20:00`)

  // What happens elsewhere shows without a reload; what was looked at outlives one.
  const other = await createTask(page, { title: unique('Со стороны'), due: on(10) })
  await expect(day.getByRole('link', { name: other.title, exact: true })).toBeVisible()
  await page.reload()
  await expect(day.getByRole('link', { name: other.title, exact: true })).toBeVisible()
})

test('a task is dragged to another day, of a series this one or all, and back; a payment stays where its lender wants it', async ({
  page,
  isMobile,
}) => {
  test.skip(isMobile, 'a finger has «Перенести»')
  const on = month(1)
  const recurrence = 'FREQ=MONTHLY;BYMONTHDAY=12'
  const task = await createTask(page, { title: unique('Гараж'), due: on(12), recurrence })
  const ruleOf = async () => (await (await page.request.get(`/api/v1/tasks/${task.id}`)).json()).recurrence
  await borrow(page, unique('Займ'), { dueDate: on(12), amount: '100.00' })
  await page.goto(`/calendar?day=${on(1)}`)
  const chip = (title: string | RegExp): Locator => page.getByRole('grid').getByRole('link', { name: title })

  await chip(task.title).dragTo(cell(page, on(15)))
  await expect(page.getByTestId('scope').getByRole('button', { name: 'Только этот раз' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/перенесено на .*только этот раз/)).toBeVisible()
  await expect(cell(page, on(15)).getByText(task.title)).toBeVisible()
  await expect.poll(() => dueOf(page, task.id)).toBe(on(15))
  expect(await ruleOf()).toBe(recurrence)
  const takenBack = page.waitForResponse(/\/api\/v1\/undo\//)
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  expect(await (await takenBack).json()).toEqual({ done: 1, failed: [] })
  await expect.poll(() => dueOf(page, task.id)).toBe(on(12))

  await expect(cell(page, on(12)).getByText(task.title)).toBeVisible()
  await chip(task.title).dragTo(cell(page, on(15)))
  await page.getByTestId('scope').getByRole('button', { name: 'Этот и все следующие' }).click()
  await expect.poll(ruleOf).toBe('FREQ=MONTHLY;BYMONTHDAY=15')
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect.poll(ruleOf).toBe(recurrence)
  expect(await dueOf(page, task.id)).toBe(on(12))

  await chip(/Займ/).dragTo(cell(page, on(15)))
  await expect(page.getByText('дату назначает кредитор')).toBeVisible()
  await expect(cell(page, on(12)).getByText('Займ')).toBeVisible()
})

test('an empty day makes a task of that day, and one sees so in every view', async ({ page, isMobile }) => {
  const on = month(2)
  await page.goto(`/calendar?day=${on(1)}`)
  await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'false')
  await cell(page, on(14)).click()
  if (isMobile)
    await list(page, on(14))
      .getByRole('link', { name: /^Новая задача/ })
      .click()
  await expect(page.getByLabel('Дата срока')).toHaveValue(on(14).split('-').reverse().join('.'))
  const title = unique('Из календаря')
  await page.getByLabel('Название', { exact: true }).fill(title)
  await page.getByRole('button', { name: 'Создать задачу' }).click()
  await expect(page).toHaveURL(/\/tasks\/\d+$/)
  for (const view of ['week', 'agenda']) {
    await page.goto(`/calendar?view=${view}&day=${on(14)}`)
    await expect(page.getByRole('main').getByRole('link', { name: title }).first()).toBeVisible()
  }
  await list(page, on(14)).getByLabel(`Готово: ${title}`).check()
  await expect(page.getByRole('status').getByText(`Готово: ${title}`)).toBeVisible()
})

test('what could not be read is no empty calendar', async ({ page }) => {
  await page.route('**/api/v1/calendar?*', (route) => route.fulfill({ status: 503, json: {} }))
  await page.goto('/calendar')
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Повторить' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
})

test('a feed is made, read, revoked and then no more', async ({ page }, { project }) => {
  const title = unique('В ленте')
  await createTask(page, { title, due: `${dayFromNow(40)}T18:00` })
  await page.goto('/settings')
  await page.getByRole('link', { name: /Календарь в телефоне/ }).click()
  const name = unique('Телефон')
  await page.getByLabel('Где она будет').fill(name)
  await page.getByRole('button', { name: 'Создать ссылку' }).click()
  await expect(page.getByTestId('new-feed')).toBeFocused()
  const url = await page.getByLabel('Ссылка на календарь').inputValue()
  await check(page)
  await keepPicture(page, 'calendar-feeds', project.name)
  const path = new URL(url).pathname
  const feed = await page.request.get(path)
  expect(feed.headers()['content-type']).toContain('text/calendar')
  expect((await feed.text()).replaceAll('\r\n ', '')).toContain(title)

  const row = page.getByTestId('feeds').getByRole('listitem').filter({ hasText: name })
  await row.getByRole('button', { name: 'Отозвать' }).click()
  await expect(row).toContainText('перестанут обновляться')
  await row.getByRole('button', { name: 'Отозвать ссылку' }).click()
  await expect(row).toHaveCount(0)
  await expect(page.getByTestId('new-feed')).toHaveCount(0)
  expect((await page.request.get(path)).status()).toBe(404)
})

for (const scheme of ['light', 'dark'] as const) {
  test(`the calendar, ${scheme}: anybody can use it`, async ({ page }, { project }) => {
    const on = month(scheme === 'light' ? 3 : 4)
    await createTask(page, { title: 'Передать показания счётчиков', due: on(11), importance: 1 })
    await createTask(page, {
      title: 'Футбол',
      due: `${on(11)}T20:00`,
      durationMinutes: 60,
      recurrence: 'FREQ=DAILY;COUNT=3',
    })
    await borrow(page, 'Быстроденьги', { dueDate: on(11), amount: '5056.50' }, { dueDate: on(20), amount: '5056.50' })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const view of scheme === 'light' ? ['month', 'week', 'agenda'] : ['month']) {
      await page.goto(`/calendar?view=${view}&day=${on(11)}`)
      await expect(page.getByRole('main').getByText('Передать показания счётчиков').first()).toBeVisible()
      await check(page)
      await keepPicture(page, `calendar-${view}-${scheme}`, project.name)
    }
  })
}
