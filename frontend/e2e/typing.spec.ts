import type { Page } from '@playwright/test'
import { answerChanged, call, createTask, dayFromNow, expect, row, test, unique } from './product'

/** «22.11.2026», as the fields write it. */
const written = (day: string) => day.split('-').reverse().join('.')

const createLoan = (page: Page, orgName: string, days: number[]) =>
  call<{ id: number }>(page, 'POST', '/loans', {
    orgName,
    loanDate: dayFromNow(-30),
    amountBorrowed: '10000.00',
    installments: days.map((away) => ({ dueDate: dayFromNow(away), amount: '5056.00' })),
  })

/** Presses what the keyboard stands on, and waits until the answer is there. */
async function press(page: Page, name: RegExp | string, answer: RegExp) {
  const button = page.getByRole('main').getByRole('button', { name }).first()
  await button.focus()
  const answered = page.waitForResponse((one) => one.request().method() !== 'GET' && answer.test(one.url()))
  await page.keyboard.press('Enter')
  await answered
}

const focusStaysInside = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => document.getElementById('main')?.contains(document.activeElement) ?? false))
    .toBe(true)

test.describe('in a browser of another language', () => {
  test.use({ locale: 'en-US' })

  test('dates and times are written as the account writes them, typed in its words and picked from a calendar', async ({
    page,
  }) => {
    await page.goto('/tasks/new')
    await page.getByLabel('Название', { exact: true }).fill(unique('Своими словами'))
    const date = page.getByLabel('Дата срока')
    const time = page.getByLabel('Время срока')
    await date.fill('завтра')
    await time.fill('1830')
    await time.blur()
    await expect(date).toHaveValue(written(dayFromNow(1)))
    await expect(time).toHaveValue('18:30')

    await page.getByRole('button', { name: 'Открыть календарь' }).first().click()
    await expect(page.getByRole('dialog', { name: 'Календарь' })).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(date).toHaveValue(written(dayFromNow(2)))
    await expect(date).toBeFocused()

    await date.fill('31.02.2027')
    await page.getByRole('button', { name: 'Создать задачу' }).click()
    await expect(page.getByText('Такой даты нет.')).toBeVisible()
    await date.fill(written(dayFromNow(3)))
    // Enter without a pause takes what was just typed.
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/tasks\/\d+$/)
    const id = new URL(page.url()).pathname.split('/').at(-1)
    const saved = await (await page.request.get(`/api/v1/tasks/${id}`)).json()
    expect(saved.due).toBe(`${dayFromNow(3)}T18:30`)
  })
})

test('the keyboard keeps its place when what it pressed goes away', async ({ page }) => {
  const { id } = await createTask(page, { title: unique('Место'), subtasks: [{ title: 'Раз' }, { title: 'Два' }] })
  await page.goto(`/tasks/${id}`)
  await press(page, 'Готово', /complete/)
  await focusStaysInside(page)
  await press(page, 'Вернуть в работу', /reopen/)
  await focusStaysInside(page)

  const down = page.getByRole('button', { name: 'Ниже: Раз' })
  await down.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Подзадача 2')).toHaveValue('Раз')
  await focusStaysInside(page)

  await page.getByLabel('Категория', { exact: true }).selectOption('new')
  const name = page.getByLabel('Название категории')
  await name.fill(unique('Место').slice(0, 30))
  const created = page.waitForResponse((one) => one.request().method() === 'POST' && /categories/.test(one.url()))
  await name.press('Enter')
  await created
  await focusStaysInside(page)

  const loan = await createLoan(page, unique('Место'), [2, 30])
  await page.goto(`/loans/${loan.id}`)
  await press(page, /платёж 1/, /payments/)
  await focusStaysInside(page)
  await page.getByRole('button', { name: 'Рассчитать график' }).click()
  const generator = page.getByTestId('generator')
  await generator.getByLabel('Платежей').fill('2')
  const place = generator.getByRole('button', { name: /график/i }).last()
  await expect(place).toBeEnabled()
  await place.focus()
  await page.keyboard.press('Enter')
  await expect(generator).toBeHidden()
  await focusStaysInside(page)
})

test('a part of a payment is typed over the sum that is offered', async ({ page }) => {
  const { id } = await createLoan(page, unique('Понемногу'), [2])
  await page.goto(`/loans/${id}`)
  await page
    .getByRole('button', { name: /[Чч]аст/ })
    .first()
    .click()
  await expect(page.getByTestId('payment-form').getByLabel('Сумма')).toBeFocused()
  await page.keyboard.type('100')
  await expect(page.getByTestId('payment-form').getByLabel('Сумма')).toHaveValue('100')
})

test('at twice the size nothing that has the focus is hidden', async ({ page }, { project }) => {
  test.skip(project.name !== 'desk', 'the window has its own size')
  await page.setViewportSize({ width: 640, height: 430 })
  await page.goto('/tasks/new')
  await expect(page.getByLabel('Название', { exact: true })).toBeFocused()
  for (let step = 0; step < 16; step++) {
    await page.keyboard.press('Tab')
    const covered = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement
      const { x, y, width, height } = focused.getBoundingClientRect()
      const top = document.elementFromPoint(x + width / 2, y + height / 2)
      return !top || !(focused.contains(top) || top.contains(focused)) ? focused.outerHTML.slice(0, 120) : ''
    })
    expect(covered).toBe('')
  }
})

test('the way back leads to the part of the list that was looked at', async ({ page }) => {
  const title = unique('Назад')
  await createTask(page, { title, importance: 1 })
  await page.goto(`/tasks?filter=important&q=${encodeURIComponent(title)}`)
  await row(page, title).getByRole('link', { name: title }).click()
  await expect(page).toHaveURL(/\/tasks\/\d+$/)
  await page.getByRole('link', { name: 'К списку' }).click()
  await expect(page).toHaveURL(/filter=important/)
  await expect(page.getByLabel('Поиск по задачам')).toHaveValue(title)
})

test('what was typed outlives the end of the session, which is named', async ({ page }) => {
  const title = unique('Не потерялось')
  await page.goto('/')
  await page.getByLabel('Название новой задачи').fill(title)
  await page.context().clearCookies()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Сеанс завершён, войдите снова.')).toBeVisible()
  await page.getByLabel('Пароль', { exact: true }).fill(process.env.E2E_PASSWORD ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Название новой задачи')).toHaveValue(title)
})

const MUCH = '1234567.89'

const countJumps = (page: Page) =>
  page.addInitScript(() => {
    Object.assign(window, { jumped: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        Object.assign(window, { jumped: (window as unknown as { jumped: number }).jumped + entry.value })
    }).observe({ type: 'layout-shift', buffered: true })
  })

/** How far what stood there was moved, as Web Vitals count it; all of it, also what a person's press brings. */
const jumped = (page: Page) => page.evaluate(() => (window as unknown as { jumped: number }).jumped)

test('what is read does not jump when the rest arrives', async ({ page }) => {
  const { id, title } = await createTask(page, {
    title: unique('Не прыгай'),
    due: dayFromNow(0),
    importance: 1,
    categoryId: (await call<{ id: number }>(page, 'POST', '/categories', { name: unique('Не прыгай').slice(0, 30) }))
      .id,
  })
  await createLoan(page, unique('Не прыгай'), [2])
  const gone = await createLoan(page, unique('Не прыгай'), [2])
  const headers = { 'X-Requested-With': 'zapiska', 'If-Match': '*' }
  expect((await page.request.delete(`/api/v1/loans/${gone.id}`, { headers })).status()).toBe(204)
  // One of them is ticked below, which is not to be taken back any more; the other still is.
  const other = await createTask(page, { title: unique('Рядом'), importance: 1 })
  await call(page, 'POST', '/tasks/bulk', { ids: [id, other.id], action: 'importance', importance: 2 })
  await countJumps(page)
  /** Whatever is not the list itself answers after it has been drawn. */
  let release = () => {}
  await page.route(/\/api\/v1\/(undo|telegram\/status|tasks\/counts|categories|loans\/statistics)/, async (route) => {
    await listDrawn
    if (!route.request().url().includes('statistics')) return route.continue()
    // Somebody who owes much is not the one whose page may jump.
    const answer = await route.fetch()
    const sums = Object.entries(await answer.json()).map(([name, sum]) => [name, typeof sum === 'string' ? MUCH : sum])
    await route.fulfill({ response: answer, json: Object.fromEntries(sums) })
  })
  // What other tests do to this account meanwhile would move things, too.
  await page.route('**/api/v1/events', (route) => route.abort())
  let listDrawn: Promise<void>
  const line = page.getByTestId('undo-line')
  for (const path of ['/', '/loans', `/tasks?q=${encodeURIComponent(title)}`]) {
    listDrawn = new Promise((drawn) => (release = drawn))
    await page.goto(path)
    await page.waitForLoadState('load')
    await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
    release()
    await expect(page.getByRole('main').locator('.bone')).toHaveCount(0)
    if (path !== '/') await expect(line).toBeVisible()
    if (path === '/loans') {
      await expect(page.locator('[data-sum="debt"]')).toContainText('234')
      // A sum that broke into two lines made the list below it jump.
      const heights = await page.locator('[data-sum]').evaluateAll((sums) => sums.map((sum) => sum.clientHeight))
      expect(Math.max(...heights)).toBeLessThan(32)
    }
    // Half of what Web Vitals call good: on a phone a category's long name takes a line of its own when it comes.
    expect(await jumped(page), path).toBeLessThan(0.05)
  }

  // A message that offers the same takes the line's place, and gives it back.
  const below = async () => (await page.getByLabel('Название новой задачи').boundingBox())?.y
  const place = await below()
  await page.getByLabel(`Готово: ${title}`).check()
  await expect(page.getByRole('button', { name: 'Вернуть', exact: true })).toBeVisible()
  await expect(line).toHaveCount(0)
  expect(await below()).toBe(place)
  await page.getByTestId('toast').getByRole('button', { name: 'Закрыть' }).click()
  await expect(line).toBeVisible()
  expect(await below()).toBe(place)
})

test('a month keeps its place while its things are on their way', async ({ page }) => {
  const name = unique('Месяц')
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: name,
    loanDate: dayFromNow(-40),
    amountBorrowed: '200000.00',
    installments: [48_669.59, 149_254.1].map((amount) => ({ dueDate: dayFromNow(0), amount: amount.toFixed(2) })),
  })
  await call(page, 'POST', `/loans/${id}/payments`, { amount: '48669.59' })
  await countJumps(page)
  let release = () => {}
  const drawn = new Promise<void>((done) => (release = done))
  // Of this test alone: what all of them owe together finds no room in one line.
  await page.route('**/api/v1/calendar?*', async (route) => {
    await drawn
    await answerChanged<{ items: { title: string }[] }>(route, ({ items, ...rest }) => ({
      ...rest,
      items: items.filter(({ title }) => title.includes(name)),
    }))
  })
  await page.goto('/calendar')
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  release()
  await expect(page.getByTestId('period-sums')).toContainText('· оплачено')
  await expect(page.getByRole('main').locator('.bone')).toHaveCount(0)
  // A fifth of what Web Vitals call good: the busiest weeks still grow by what stands in them.
  expect(await jumped(page)).toBeLessThan(0.02)
  await call(page, 'POST', `/loans/${id}/close`, { reason: 'конец проверки' })
})
