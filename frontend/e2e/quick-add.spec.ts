import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { call, dayFromNow, expect, keepPicture, test, unique } from './product'

/** What is typed in one line, shown in chips below it, and saved as they say. */

interface Saved {
  title: string
  due: string | null
  importance: number
  categoryId: number | null
  reminderTemplateId: number | null
  recurrence: string | null
}

const field = (page: Page) => page.getByLabel('Название новой задачи')
const chips = (page: Page) => page.getByTestId('quick-chips')
const chip = (page: Page, name: RegExp | string) => chips(page).getByRole('button', { name })
const category = (page: Page, name: string) => call<{ id: number }>(page, 'POST', '/categories', { name })
/** One word, as a tag needs it. */
const word = (start: string) => unique(start).replace(' ', '')

async function saved(page: Page, title: string): Promise<Saved | undefined> {
  const found = await (await page.request.get(`/api/v1/tasks?q=${encodeURIComponent(title)}`)).json()
  return found.items.find((one: Saved) => one.title === title)
}

test('a line becomes the task that the chips below it show', async ({ page }) => {
  const name = word('дом')
  const { id } = await category(page, name)
  const title = unique('купить хлеб')
  await page.goto('/')
  await field(page).fill(`завтра в 18:00 !1 #${name} ${title}`)
  await expect(chips(page)).toContainText(title)
  await expect(chip(page, /^Убрать срок: завтра, 18:00/)).toBeVisible()
  await expect(chip(page, /^Убрать важность: Важная/)).toBeVisible()
  await expect(chip(page, `Убрать категория: ${name}`)).toBeVisible()
  // The line has said when: the choice beside it would say something else.
  await expect(page.getByLabel('Когда', { exact: true })).toBeHidden()
  await expect(page.locator('mark')).toHaveText(['завтра', 'в 18:00', '!1', `#${name}`])
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('')
  expect(await saved(page, title)).toMatchObject({ due: `${dayFromNow(1)}T18:00`, importance: 1, categoryId: id })
  await expect(page.getByLabel('Когда', { exact: true })).toBeVisible()
})

test('Enter right behind the last letter waits for what the line means', async ({ page }) => {
  const title = unique('сдать отчёт')
  await page.goto('/tasks')
  await field(page).fill(`${title} послезавтра без напоминаний`)
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('')
  expect(await saved(page, title)).toMatchObject({ due: dayFromNow(2), reminderTemplateId: null })
})

test('what was understood goes back to the title by a press, and stays there while the line goes on', async ({
  page,
}) => {
  const title = unique('посмотреть «Послезавтра»')
  await page.goto('/tasks')
  await field(page).fill(`завтра фильм ${title} !1`)
  await chip(page, /^Убрать срок: завтра/).focus()
  await page.keyboard.press('Enter')
  await expect(chip(page, /срок/)).toHaveCount(0)
  await expect(field(page)).toBeFocused()
  await expect(page.getByLabel('Когда', { exact: true })).toBeVisible()
  await field(page).press('End')
  await page.keyboard.type(' вечером')
  await expect(chip(page, /^Убрать срок: сегодня|завтра, 19:00/)).toBeVisible()
  await chip(page, /срок/).click()
  await expect(chip(page, /срок/)).toHaveCount(0)
  await field(page).press('Enter')
  await expect(field(page)).toHaveValue('')
  expect(await saved(page, `завтра фильм ${title} вечером`)).toMatchObject({ due: null, importance: 1 })
})

test('quotes switch it off', async ({ page }) => {
  const title = `«удалить письма до 30 января» ${unique('сейчас')}`
  await page.goto('/tasks')
  const answered = page.waitForResponse('**/quick-add')
  await field(page).fill(title)
  await answered
  await field(page).press('Enter')
  await expect(field(page)).toHaveValue('')
  await expect(chips(page)).toHaveCount(0)
  expect(await saved(page, title)).toMatchObject({ due: null })
})

test('several meanings are asked about, and Enter alone does not let them pass', async ({ page }) => {
  const title = `${unique('съездить к морю')} в мае`
  await page.goto('/')
  await field(page).fill(title)
  await expect(chips(page)).toContainText('Когда именно?')
  await page.keyboard.press('Enter')
  await expect(chips(page).getByRole('alert')).toContainText('Выберите')
  expect(await saved(page, title)).toBeUndefined()
  await chips(page).getByRole('group').getByRole('button').nth(1).click()
  await expect(chips(page).getByRole('group')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('')
  expect((await saved(page, title))?.due).toMatch(/-05-31$/)
})

test('a server that does not answer keeps nobody for ever: the line is saved as typed and says so', async ({
  page,
}) => {
  const line = `${unique('позвонить')} завтра`
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/quick-add', async (route) => {
    await held
    await route.abort()
  })
  await page.goto('/tasks')
  await field(page).fill(line)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Строка записана как есть')).toBeVisible()
  expect(await saved(page, line)).toMatchObject({ due: null })
  release()
})

test('a server that takes two seconds is waited for: the day is not lost', async ({ page }) => {
  const title = unique('перевести деньги')
  await page.route('**/quick-add', async (route) => {
    const answer = await route.fetch()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    await route.fulfill({ response: answer }).catch(() => {})
  })
  await page.goto('/tasks')
  await field(page).fill(`${title} завтра`)
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('')
  expect(await saved(page, title)).toMatchObject({ due: dayFromNow(1) })
})

test('the last answer wins, whichever comes last', async ({ page }) => {
  const title = unique('обед')
  let first = true
  await page.goto('/tasks')
  await page.route('**/quick-add', async (route) => {
    const answer = await route.fetch()
    if (first) {
      first = false
      // Behind the answer to what is typed next.
      await page.waitForResponse('**/quick-add')
    }
    await route.fulfill({ response: answer }).catch(() => {})
  })
  const asked = page.waitForRequest('**/quick-add')
  await field(page).fill(`${title} завтра`)
  await asked
  await field(page).fill(`${title} послезавтра`)
  await field(page).press('Enter')
  await expect(field(page)).toHaveValue('')
  expect(await saved(page, title)).toMatchObject({ due: dayFromNow(2) })
})

test('what is said to repeat repeats', async ({ page }) => {
  const title = unique('планёрка')
  await page.goto('/tasks')
  await field(page).fill(`${title} каждый день в 23:59 !1`)
  await expect(chip(page, /^Убрать повтор: каждый день/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('')
  expect(await saved(page, title)).toMatchObject({ importance: 1, recurrence: 'FREQ=DAILY' })
})

test('what does not fit in a line goes on on the page with every field', async ({ page }) => {
  const title = unique('купить билеты')
  await page.goto('/')
  await field(page).fill(`${title} завтра в 18:00 !3`)
  await chip(page, 'Заполнить подробно').click()
  await expect(page).toHaveURL(/\/tasks\/new/)
  await expect(page.getByLabel('Название', { exact: true })).toHaveValue(title)
  await expect(page.getByLabel('Время срока')).toHaveValue('18:00')
  await expect(page.getByLabel('Хотелось бы', { exact: true })).toBeChecked()
})

for (const scheme of ['light', 'dark'] as const) {
  test(`chips and questions, ${scheme}: anybody can use them`, async ({ page }, { project }) => {
    const name = word('Семья')
    await category(page, name)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await field(page).fill(`завтра с 18:00 до 19:30 !1 #${name} забрать документы из банка без напоминаний`)
    await expect(chip(page, /^Убрать срок: завтра, 18:00–19:30/)).toBeVisible()
    await page.evaluate(() => window.scrollTo(0, 0))
    await keepPicture(page, `quick-chips-${scheme}`, project.name)
    if (project.name === 'phone') {
      for (const button of await chips(page).getByRole('button').all()) {
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      }
    }
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await field(page).fill(`отпуск в мае #${name} каждую пятницу`)
    await expect(chips(page)).toContainText('Когда именно?')
    await page.keyboard.press('Enter')
    await expect(chips(page).getByRole('alert')).toBeVisible()
    await keepPicture(page, `quick-questions-${scheme}`, project.name)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
}
