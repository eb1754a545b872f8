import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { artefact } from './artefacts'
import { createTask, dayFromNow, expect, test, unique } from './product'

const word = () => unique('дни').replace(' ', '')
const rows = (page: Page) => page.getByRole('main').locator('[data-task]')
const titles = (page: Page) => rows(page).getByRole('link')
const day = (page: Page, name: string) => page.getByRole('region', { name })

/** By the order of the API, which every page reads. */
async function kept(page: Page, q: string) {
  const answer = await page.request.get(`/api/v1/tasks?filter=open&sort=day&q=${q}`)
  const { items } = (await answer.json()) as { items: { title: string }[] }
  return items.map(({ title }) => title.split(' ')[0]).join(' ')
}

/** As a hand does it, with the mouse or a finger: press, move, let go. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }, finger: boolean) {
  const points = [0.2, 0.6, 1].map((part) => ({
    x: from.x + (to.x - from.x) * part,
    y: from.y + (to.y - from.y) * part,
  }))
  if (!finger) {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    for (const { x, y } of points) await page.mouse.move(x, y)
    await page.mouse.up()
    return
  }
  const cdp = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  await send('touchStart', [from])
  for (const point of points) await send('touchMove', [point])
  await send('touchEnd', [])
}

const middle = (box: { x: number; y: number; width: number; height: number } | null) => ({
  x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
  y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
})

test('a list stands under its days, each in the order that is given by hand', async ({ page, isMobile }, {
  project,
}) => {
  const q = word()
  const today = dayFromNow(0)
  for (const [name, due] of [
    ['Давно', dayFromNow(-3)],
    ['Раз', today],
    ['Два', today],
    ['Три', today],
    ['Завтра', dayFromNow(1)],
    ['Потом', dayFromNow(30)],
    ['Когда-нибудь', null],
  ]) {
    await createTask(page, { title: `${name} ${q}`, due })
  }
  await page.goto(`/tasks?q=${q}`)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    /^Просрочено\s+1$/,
    /^сегодня\s+3$/i,
    /^завтра\s+1$/i,
    /^Позже\s+1$/,
    /^Без срока\s+1$/,
  ])

  // By the pointer: the first under the third.
  const handles = day(page, 'сегодня').getByRole('button', { name: /^Изменить/ })
  const last = middle(await handles.nth(2).boundingBox())
  await drag(page, middle(await handles.nth(0).boundingBox()), { x: last.x, y: last.y + 12 }, isMobile)
  await expect(titles(page)).toHaveText([/Давно/, /Два/, /Три/, /Раз/, /Завтра/, /Потом/, /Когда/])
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'место 3 из 3' })).toBeAttached()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => kept(page, q)).toBe('Давно Два Три Раз Завтра Потом Когда-нибудь')

  // By the keyboard, or by the menu where there is none.
  const moved = page.getByRole('main').locator('[data-task]', { hasText: 'Раз' })
  if (isMobile) {
    await moved.getByRole('button', { name: /^Изменить/ }).click()
    await page.getByRole('button', { name: 'Выше' }).click()
    await page.getByRole('button', { name: 'Выше' }).click()
    await expect(page.getByRole('button', { name: 'Выше' })).toBeDisabled()
    await page.keyboard.press('Escape')
  } else {
    await moved.getByRole('link').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('Alt+ArrowUp')
    await expect(moved.getByRole('link')).toBeFocused()
  }
  await expect(titles(page)).toHaveText([/Давно/, /Раз/, /Два/, /Три/, /Завтра/, /Потом/, /Когда/])
  await expect.poll(() => kept(page, q)).toBe('Давно Раз Два Три Завтра Потом Когда-нибудь')
  await page.reload()
  await expect(titles(page)).toHaveText([/Давно/, /Раз/, /Два/, /Три/, /Завтра/, /Потом/, /Когда/])
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.screenshot({ path: artefact(`screens/list-by-day-${project.name}.png`), fullPage: true })
})

test('a row is changed where it stands, and it is taken back', async ({ page }, { project }) => {
  const q = word()
  const { id, title } = await createTask(page, { title: `Строка ${q}`, due: `${dayFromNow(2)}T23:50`, importance: 3 })
  await page.goto(`/tasks?q=${q}`)
  const handle = page.getByRole('button', { name: `Изменить: ${title}` })
  await handle.focus()
  await page.keyboard.press('Enter')
  const menu = page.getByRole('dialog', { name: `Изменить: ${title}` })
  await expect(menu).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.screenshot({ path: artefact(`screens/row-change-${project.name}.png`) })
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(handle).toBeFocused()

  await page.keyboard.press('Enter')
  await menu.getByRole('button', { name: 'Завтра' }).click()
  await expect(page.getByText(`«${title}»: срок — завтра, 23:50`)).toBeVisible()
  await expect(day(page, 'завтра').locator(`[data-task="${id}"]`)).toBeVisible()
  await expect(handle, 'the keyboard goes with the row').toBeFocused()
  const task = async () => (await page.request.get(`/api/v1/tasks/${id}`)).json()
  expect(await task()).toMatchObject({ due: `${dayFromNow(1)}T23:50`, importance: 3 })
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect(page.getByText(`«${title}»: всё как было`)).toBeVisible()
  expect(await task()).toMatchObject({ due: `${dayFromNow(2)}T23:50` })

  await handle.click()
  await menu.getByRole('button', { name: 'Важная' }).click()
  await expect(page.getByText(`«${title}»: важность — Важная`)).toBeVisible()
  await handle.click()
  await menu.getByLabel('Напоминания').selectOption({ label: 'Без шаблона' })
  await expect(page.getByText(`«${title}»: напоминания — Без шаблона`)).toBeVisible()
  // The bell follows what the bot will do.
  await expect(page.locator(`[data-task="${id}"] [data-next-message="noReminders"]`)).toBeVisible()
  expect(await task()).toMatchObject({ importance: 1, reminderTemplateId: null })
})

test('of a series the row moves this one or all that follow, and back', async ({ page, isMobile }) => {
  test.skip(isMobile, 'the same by a finger')
  const q = word()
  const weekly = (on: string) =>
    `FREQ=WEEKLY;BYDAY=${['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(`${on}T00:00:00Z`).getUTCDay()]}`
  const recurrence = weekly(dayFromNow(2))
  const { id, title } = await createTask(page, { title: `Ряд ${q}`, due: `${dayFromNow(2)}T23:50`, recurrence })
  await createTask(page, { title: `Сосед ${q}`, due: dayFromNow(2) })
  const task = async () => (await page.request.get(`/api/v1/tasks/${id}`)).json()
  await page.goto(`/tasks?q=${q}`)
  const handle = page.getByRole('button', { name: `Изменить: ${title}` })
  const menu = page.getByRole('dialog', { name: `Изменить: ${title}` })
  await handle.press('Enter')
  await menu.getByLabel('Этот и все следующие').check()
  await menu.getByRole('button', { name: 'Через неделю' }).press('Enter')
  await expect.poll(async () => (await task()).due).toBe(`${dayFromNow(7)}T23:50`)
  expect((await task()).recurrence).toBe(weekly(dayFromNow(7)))
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect.poll(async () => (await task()).recurrence).toBe(recurrence)
  expect((await task()).due).toBe(`${dayFromNow(2)}T23:50`)

  await handle.press('Enter')
  await expect(menu.getByLabel('Только этот раз')).toBeChecked()
  await menu.getByRole('button', { name: 'Завтра' }).press('Enter')
  await expect(day(page, 'завтра').locator(`[data-task="${id}"]`)).toBeVisible()
  await expect.poll(async () => (await task()).due).toBe(`${dayFromNow(1)}T23:50`)
  // Only this one: the rule still says the day it said.
  expect((await task()).recurrence).toBe(recurrence)
})

test('a task is found by its subtask, which its row names', async ({ page }) => {
  const q = word()
  const { id } = await createTask(page, {
    title: unique('Поездка'),
    subtasks: [{ title: `Взять ${q}` }, { title: 'Взять сумку' }],
  })
  await page.goto('/tasks')
  await page.getByLabel('Поиск по задачам').fill(q)
  await expect(rows(page)).toHaveCount(1)
  await expect(page.locator(`[data-task="${id}"]`)).toContainText(`Подзадачи: Взять ${q}`)
  await expect(page.locator(`[data-task="${id}"]`)).not.toContainText('сумку')
})
