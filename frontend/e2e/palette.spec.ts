import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { artefact } from './artefacts'
import { call, coloured, createTask, dayFromNow, expect, keepPicture, row, test, unique } from './product'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Найти или сделать' })
const field = (page: Page) => palette(page).getByRole('combobox')
const option = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name })

async function openPalette(page: Page) {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
}

const createLoan = (page: Page, orgName: string) =>
  call<{ id: number; debt: string }>(page, 'POST', '/loans', {
    orgName,
    loanDate: dayFromNow(-10),
    amountBorrowed: '4000.00',
    installments: [
      { dueDate: dayFromNow(3), amount: '2500.00' },
      { dueDate: dayFromNow(33), amount: '2500.00' },
    ],
  })
const debtOf = async (page: Page, id: number) => (await (await page.request.get(`/api/v1/loans/${id}`)).json()).debt
const taskOf = async (page: Page, id: number) => (await page.request.get(`/api/v1/tasks/${id}`)).json()

test('Ctrl+K goes anywhere by a few letters, in the wrong layout, too', async ({ page }) => {
  await openPalette(page)
  await field(page).fill('стат')
  await expect(option(page, 'Статистика')).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/statistics$/)
  await expect(palette(page)).toBeHidden()
  await page.keyboard.press('Control+k')
  await field(page).fill('rfktylfhm')
  await expect(option(page, 'Календарь')).toHaveCount(2)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/calendar$/)
})

test('it opens over a field, and Escape gives the field back', async ({ page }) => {
  await page.goto('/tasks')
  const search = page.getByLabel('Поиск по задачам')
  await search.focus()
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(palette(page)).toBeHidden()
  await expect(search).toBeFocused()
})

test('it finds a task by its subtask and a loan by its note', async ({ page }) => {
  const word = unique('укроп').replace(' ', '')
  const task = await createTask(page, { title: unique('Рынок'), subtasks: [{ title: `Взять ${word}` }] })
  const name = unique('Мани')
  await call(page, 'POST', '/loans', {
    orgName: name,
    loanDate: dayFromNow(-10),
    amountBorrowed: '1000.00',
    notes: `договор ${word}`,
    installments: [{ dueDate: dayFromNow(5), amount: '1100.00' }],
  })
  await openPalette(page)
  await field(page).fill(word)
  await expect(option(page, name)).toBeVisible()
  await option(page, task.title).click()
  await expect(page).toHaveURL(new RegExp(`/tasks/${task.id}$`))
})

test('a found task is ticked at once, and that can be taken back', async ({ page }) => {
  const task = await createTask(page, { title: unique('Позвонить') })
  await openPalette(page)
  await field(page).fill(task.title)
  await expect(option(page, task.title).first()).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: task.title })).toBeVisible()
  await expect.poll(async () => (await taskOf(page, task.id)).status).toBe('done')
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect.poll(async () => (await taskOf(page, task.id)).status).toBe('open')
})

test('a reminder is put off step by step, and Backspace goes back', async ({ page }) => {
  const task = await createTask(page, { title: unique('Полить цветы') })
  await openPalette(page)
  await field(page).fill('отлож')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveAttribute('placeholder', 'О чём напомнить позже?')
  await page.keyboard.press('Backspace')
  await expect(field(page)).toHaveAttribute('placeholder', 'Задача, займ, раздел или действие')
  await field(page).fill('отлож')
  await page.keyboard.press('Enter')
  await field(page).fill(task.title)
  await expect(option(page, task.title)).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Enter')
  await expect(palette(page).getByText(task.title)).toBeVisible()
  await option(page, 'Завтра утром').first().click()
  await expect(page.getByRole('status').filter({ hasText: `«${task.title}»` })).toContainText('09:00')
  await expect.poll(async () => (await taskOf(page, task.id)).nextMessageAt).not.toBeNull()
})

test('a part of a payment is paid exactly, once, and can be taken back', async ({ page }) => {
  const name = unique('Займер')
  const { id } = await createLoan(page, name)
  await openPalette(page)
  await field(page).fill('заплатить')
  await page.keyboard.press('Enter')
  await field(page).fill(name)
  await option(page, name).click()
  await expect(option(page, /Весь платёж/)).toContainText('2 500 ₽')
  await expect(option(page, /Четверть/)).toContainText('625 ₽')
  await option(page, /Половина/).click()
  await expect.poll(() => debtOf(page, id)).toBe('3750.00')
  await page.getByRole('button', { name: 'Отменить запись', exact: true }).click()
  await expect.poll(() => debtOf(page, id)).toBe('5000.00')
})

test('a sum of one’s own is paid, and one that is more than the debt is refused in words', async ({ page }) => {
  const name = unique('Вебзайм')
  const { id } = await createLoan(page, name)
  await openPalette(page)
  await field(page).fill('оплат')
  await page.keyboard.press('Enter')
  await field(page).fill(name)
  await option(page, name).click()
  await field(page).fill('5000,01')
  await expect(palette(page).getByText('Больше долга: осталось 5 000 ₽')).toBeVisible()
  await expect(option(page, 'Эта сумма')).toHaveCount(0)
  await field(page).fill('1 234,50')
  await expect(option(page, /Эта сумма/)).toContainText('1 234,50 ₽')
  await page.keyboard.press('Enter')
  await expect.poll(() => debtOf(page, id)).toBe('3765.50')
})

test('what is written becomes a task with its date, seen before it is saved', async ({ page }) => {
  const title = unique('Забрать посылку')
  await openPalette(page)
  await field(page).fill(`${title} завтра в 18:00`)
  await option(page, /Новая задача: «/).click()
  await expect(page).toHaveURL(/\/tasks\/new/)
  await expect(
    page.getByLabel('Название', { exact: true }).or(page.locator('input[value*="посылку"]')).first(),
  ).toHaveValue(title)
  await expect(page.getByLabel('Время срока, необязательно')).toHaveValue('18:00')
})

test('it says when nothing was found and when the search does not answer', async ({ page }) => {
  await openPalette(page)
  await field(page).fill(unique('нетакого'))
  await expect(option(page, /Новая задача: «/)).toBeVisible()
  await expect(palette(page).getByRole('option')).toHaveCount(1)
  await page.route('**/api/v1/loans?*', (route) => route.abort())
  await field(page).fill(unique('другого'))
  await expect(palette(page).getByText(/^Поиск не ответил/)).toBeVisible()
})

test('the marked row of the list has the focus and obeys keys', async ({ page }, { project }) => {
  test.skip(project.name === 'phone', 'there is no keyboard')
  const word = unique('клавиши').replace(' ', '')
  const first = await createTask(page, { title: `Первая ${word}`, due: dayFromNow(1) })
  const second = await createTask(page, { title: `Вторая ${word}`, due: dayFromNow(2) })
  await page.goto(`/tasks?q=${word}&filter=all`)
  await expect(row(page, second.title)).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: first.title })).toBeFocused()
  await page.keyboard.press('1')
  await expect.poll(async () => (await taskOf(page, first.id)).importance).toBe(1)
  await page.keyboard.press('s')
  await expect(palette(page).getByText(first.title, { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: first.title })).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('t')
  await expect(page.getByRole('dialog', { name: `Изменить: ${second.title}` })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: second.title }).focus()
  await page.keyboard.press('d')
  await expect.poll(async () => (await taskOf(page, second.id)).status).toBe('done')
})

test('the question mark shows the keys', async ({ page }, { project }) => {
  await page.goto('/tasks')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Клавиши' })
  await expect(keys.getByText('Отложить напоминание')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await keepPicture(page, 'keys', project.name)
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
})

test('«+» of a phone offers a task, a payment, a loan and the search', async ({ page }, { project }) => {
  test.skip(project.name !== 'phone', 'a wide screen has them all beside')
  await page.goto('/')
  await page.getByRole('button', { name: 'Новое', exact: true }).click()
  const sheet = page.getByTestId('add-sheet')
  await expect(sheet.getByRole('link', { name: 'Задача' })).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await keepPicture(page, 'add-sheet', project.name)
  await sheet.getByRole('button', { name: 'Платёж' }).click()
  await expect(field(page)).toHaveAttribute('placeholder', 'По какому займу?')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Новое', exact: true }).click()
  await sheet.getByRole('link', { name: 'Займ' }).click()
  await expect(page).toHaveURL(/\/loans\/new$/)
})

test('a finger ticks a row to the right and puts it off to the left', async ({ page }, { project }) => {
  test.skip(project.name !== 'phone', 'a mouse has the buttons')
  const task = await createTask(page, { title: unique('Смахнуть') })
  await page.goto(`/tasks?q=${encodeURIComponent(task.title)}&filter=all`)
  const line = page.locator(`[data-task="${task.id}"]`)
  await expect(line).toBeVisible()
  const touch = await page.context().newCDPSession(page)
  async function swipe(by: number, end = true) {
    const box = await line.boundingBox()
    if (!box) throw new Error('no row')
    const y = box.y + box.height / 2
    const x = box.x + box.width / 2
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
    for (let part = 1; part <= 6; part++) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + (by * part) / 6, y }] })
    }
    if (end) await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  // Too short a way is none.
  await swipe(60)
  await expect(line).not.toHaveAttribute('data-swipe')
  await expect(page).toHaveURL(/\/tasks\?/)
  expect((await taskOf(page, task.id)).status).toBe('open')
  await swipe(-140, false)
  await expect(line).toHaveAttribute('data-swipe-words', 'Отложить')
  await page.screenshot({ path: artefact(`screens/swipe-${project.name}.png`) })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(palette(page).getByText(task.title)).toBeVisible()
  await page.keyboard.press('Escape')
  await swipe(140)
  await expect.poll(async () => (await taskOf(page, task.id)).status).toBe('done')
})

test('looks right and reads right', async ({ page }, { project }) => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await openPalette(page)
    await coloured(page)
    await keepPicture(page, `palette-${scheme}`, project.name)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await field(page).fill('за')
    await expect(option(page, /Новая задача: «/)).toBeVisible()
    await keepPicture(page, `palette-found-${scheme}`, project.name)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.keyboard.press('Escape')
  }
})
