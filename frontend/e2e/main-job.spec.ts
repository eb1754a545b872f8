import type { Page } from '@playwright/test'
import { noneOpen } from './anew'
import { artefact } from './artefacts'
import { expect, keepPicture, test, unique } from './product'
import { CHAT_PAGE, press, sendsOf, standing } from './sandbox'
import { untilNextReminder } from './time'

const MINUTE = 60_000
/** How late a reminder may be. */
const PROMPT = 5_000

interface Planned {
  state: string
  nextAt: string | null
}

async function chatPicture(page: Page, name: string, width: number) {
  const chat = await page.context().newPage()
  await chat.setViewportSize({ width, height: 844 })
  await chat.goto(CHAT_PAGE)
  await expect(chat.getByText('напоминание').or(chat.getByText('Задача')).last()).toBeAttached()
  await chat.screenshot({ path: artefact(`screens/${name}-chat-${width}.png`) })
  await chat.close()
}

async function pictures(page: Page, name: string) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 860 })
    await keepPicture(page, name, String(width))
    await chatPicture(page, name, width)
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

test('the first walk: a loan by a calculated schedule and a task by quick add, nothing else is set, and both messages come', async ({
  page,
}) => {
  test.slow()
  await noneOpen(page, 'Оплатить связь')
  const [title, lender] = [unique('Оплатить связь'), unique('Первый займ')]
  await page.goto('/')
  await page.getByLabel('Название новой задачи').fill(title)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: `Добавлено: ${title}` })).toContainText(
    'Следующее сообщение:',
  )
  const taskRow = page.getByRole('listitem').filter({ hasText: title })
  await expect(taskRow.locator('[data-next-message="comes"]')).toBeVisible()
  const taskId = Number(await taskRow.getAttribute('data-task'))

  await page.getByRole('link', { name: 'Добавить займ' }).first().click()
  await page.getByLabel('Кредитор', { exact: true }).fill(lender)
  await page.getByLabel('Взято', { exact: true }).fill('20 000')
  await expect(page.getByTestId('will-be-silent')).toContainText('бот не напомнит')
  await page.getByRole('button', { name: 'Рассчитать график' }).click()
  await page.getByTestId('generator').getByLabel('Платежей').fill('2')
  await expect(page.getByTestId('schedule-preview').getByRole('listitem')).toHaveCount(2)
  await page.getByRole('button', { name: /^Создать (кредит|займ)$/ }).click()
  await expect(page).toHaveURL(/\/loans\/\d+$/)
  await expect(page.getByTestId('next-message')).toContainText('Следующее сообщение:')
  const loan = await (await page.request.get(`/api/v1/loans/${page.url().split('/').at(-1)}`)).json()
  const payments = (loan.installments as { id: number }[]).map(({ id }) => id)
  expect(payments).toHaveLength(2)
  await keepPicture(page, 'first-walk-loan', '1280')

  expect(await untilNextReminder('TASK', [taskId])).toBe(1)
  expect(await untilNextReminder('INSTALLMENT', payments)).toBe(1)
  expect(await sendsOf(title, 1, 30_000), 'the task’s message came').toHaveLength(1)
  expect(await sendsOf(lender, 1, 30_000), 'the payment’s message came').toHaveLength(1)
  // The open page tells what comes next without being touched.
  await expect(page.getByTestId('next-message')).toContainText('(повтор)')
  await page.request.post(`/api/v1/tasks/${taskId}/complete`, { headers: { 'X-Requested-With': 'zapiska' } })
  await page.request.post(`/api/v1/loans/${loan.id}/close`, {
    headers: { 'X-Requested-With': 'zapiska' },
    data: { reason: 'конец проверки' },
  })
})

test('the main job: reminded on the minute and again until it is done, from the chat and the page alike', async ({
  page,
}) => {
  test.setTimeout(5 * MINUTE)
  await noneOpen(page, 'Оплатить интернет')
  const title = unique('Оплатить интернет')

  // The next whole minute may be seconds away: the one after it is not.
  const due = Math.floor(Date.now() / MINUTE + 2) * MINUTE
  const settings = await (await page.request.get('/api/v1/settings')).json()
  const [date, time] = new Date(due).toLocaleString('sv-SE', { timeZone: settings.timeZone }).split(' ')

  await page.goto('/tasks/new')
  await page.getByLabel('Название', { exact: true }).fill(title)
  await page.getByRole('radio', { name: 'Важная' }).check()
  await page.getByLabel('Дата срока').fill(date ?? '')
  await page.getByLabel('Время срока').fill(time?.slice(0, 5) ?? '')
  await page.getByLabel('Шаблон напоминаний', { exact: true }).selectOption({ label: 'Интенсивные ⭐' })
  await expect(page.getByTestId('preview')).toContainText(time?.slice(0, 5) ?? '')
  await page.getByRole('button', { name: 'Создать задачу' }).click()
  await expect(page).toHaveURL(/\/tasks\/\d+$/)
  const id = Number(page.url().split('/').at(-1))

  const [first] = await sendsOf(title, 1, due + 30_000 - Date.now())
  expect(first, 'the reminder came').toBeDefined()
  const late = Date.parse(first?.at ?? '') - due
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThanOrEqual(PROMPT)
  await expect(page.getByTestId('reminders').locator('[data-reminder-state="awaiting"]')).toHaveCount(1)
  await pictures(page, 'main-job-reminded')

  // Nobody reacts: REPEAT_INTERVAL_MINUTES=1.
  const sends = await sendsOf(title, 2, 90_000)
  expect(sends).toHaveLength(2)
  const repeat = sends[1]?.messageId ?? 0
  await expect.poll(async () => (await standing(title)).map((message) => message.messageId)).toEqual([repeat])

  expect(await press(repeat, '⏰ Отложить')).toMatchObject({ answered: true })
  const shown = page.getByTestId('reminders')
  await expect(shown.locator('[data-reminder-state="snoozed"]')).toHaveCount(1)
  await expect(shown.locator('[data-reminder-state="awaiting"]')).toHaveCount(0)
  const task = await (await page.request.get(`/api/v1/tasks/${id}`)).json()
  const ahead = (task.reminders as Planned[]).filter((reminder) => reminder.nextAt !== null)
  expect(ahead.map((reminder) => reminder.state)).toEqual(['snoozed'])
  expect(Date.parse(ahead[0]?.nextAt ?? '')).toBeGreaterThan(Date.now())
  await pictures(page, 'main-job-snoozed')

  expect(await press(repeat, '✅ Выполнил')).toMatchObject({ answered: true })
  await expect(page.getByText('Выполнена: сегодня')).toBeVisible({ timeout: 4_000 })
  await expect.poll(async () => (await standing(title))[0]?.text).toContain('Задача выполнена! 🎉')
  await pictures(page, 'main-job-done')

  expect(await press(repeat, '↩️ Вернуть')).toMatchObject({ answered: true })
  await expect(page.getByText('Выполнена: сегодня')).toBeHidden({ timeout: 4_000 })
  await expect(page.getByRole('button', { name: 'Готово' })).toBeVisible()
  await pictures(page, 'main-job-reopened')
})
