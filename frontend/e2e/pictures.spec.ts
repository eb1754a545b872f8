import type { Page } from '@playwright/test'
import { artefact } from './artefacts'
import { backup, checkedOriginal, proof } from './installation'
import { call, createTask, dayFromNow, expect, test } from './product'
import { CHAT_PAGE, sendsOf } from './sandbox'

/** The pictures of the documentation, made of a small life. `make pictures` puts them into docs/pictures. */
const MINUTE = 60_000

const wide = { width: 1280, height: 860 }
const narrow = { width: 390, height: 844 }

async function keep(page: Page, name: string) {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: artefact(`pictures/${name}.png`), animations: 'disabled' })
}

async function borrow(page: Page) {
  const urgent = await call<{ id: number; installments: { id: number }[] }>(page, 'POST', '/loans', {
    orgName: 'Быстроденьги',
    website: 'https://bistrodengi.example/lk',
    loanDate: dayFromNow(-45),
    amountBorrowed: '15000.00',
    paymentMethods: 'По карте в личном кабинете, без комиссии',
    installments: [-12, 2, 16, 30].map((days) => ({ dueDate: dayFromNow(days), amount: '5056.00' })),
  })
  await call(page, 'POST', `/loans/${urgent.id}/installments/${urgent.installments[0]?.id}/pay`)
  await call(page, 'POST', '/loans', {
    orgName: 'Займ до зарплаты',
    loanDate: dayFromNow(-5),
    amountBorrowed: '8000.00',
    installments: [
      { dueDate: dayFromNow(9), amount: '4640.00' },
      { dueDate: dayFromNow(23), amount: '4640.00' },
    ],
  })
  const closed = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: 'Городской ломбард',
    loanDate: dayFromNow(-90),
    amountBorrowed: '3000.00',
    amountDue: '3720.00',
  })
  await call(page, 'POST', `/loans/${closed.id}/payments`, { amount: '3720.00', paidOn: dayFromNow(-20) })
  return urgent.id
}

/** The owner's pages. Another database and a night's backups are no part of a small life: their answers are made up. */
async function installation(page: Page) {
  await page.goto('/settings/status')
  await expect(page.getByTestId('check')).toHaveCount(4)
  await keep(page, 'status')

  await page.route('**/api/v1/backups*', (route) =>
    route.fulfill({
      json: {
        items: [backup(1, { proof: proof(1, 'done') }), backup(2, { proof: proof(2, 'done') })],
        nextCursor: null,
        setUp: true,
      },
    }),
  )
  await page.goto('/settings/backups')
  await page.getByText('Как восстановить').first().click()
  await keep(page, 'backups')

  await page.route('**/api/v1/import/original', (route) => route.fulfill({ status: 202, json: checkedOriginal }))
  await page.route(`**/api/v1/imports/${checkedOriginal.id}`, (route) => route.fulfill({ json: checkedOriginal }))
  await page.goto('/settings/data')
  const original = page.getByTestId('original')
  await original.getByRole('button', { name: 'Перенести…' }).click()
  await original.getByLabel('Адрес базы').fill('postgresql://mikrokredit@server:5432/mikrokredit')
  await original.getByRole('button', { name: 'Проверить' }).click()
  await original.getByText('Сумма была не в целых копейках').click()
  await original.evaluate((section) => section.scrollIntoView())
  await keep(page, 'import')
  await page.unrouteAll()
}

test('a small life, for the documentation', async ({ page }) => {
  test.setTimeout(4 * MINUTE)
  const { timeZone } = await (await page.request.get('/api/v1/settings')).json()
  const local = (at: number) => new Date(at).toLocaleString('sv-SE', { timeZone }).slice(0, 16).replace(' ', 'T')
  const soon = Math.floor(Date.now() / MINUTE + 2) * MINUTE
  const task = await createTask(page, {
    title: 'Позвонить в банк про рассрочку',
    description: 'Спросить, можно ли перенести декабрьский платёж.',
    importance: 1,
    due: `${dayFromNow(1)}T18:00`,
    reminders: [local(soon)],
    subtasks: [{ title: 'Найти договор' }, { title: 'Записать вопросы' }, { title: 'Записать номер обращения' }],
  })
  await createTask(page, { title: 'Передать показания счётчиков', due: dayFromNow(3) })
  await createTask(page, { title: 'Записаться к стоматологу', importance: 1 })
  const loan = await borrow(page)

  await page.goto('/')
  await expect(page.getByText('Быстроденьги').first()).toBeVisible()
  await keep(page, 'today')
  await page.goto(`/loans/${loan}`)
  await expect(page.getByTestId('schedule')).toContainText('Оплачен')
  await keep(page, 'loan')

  await sendsOf(task.title, 1, soon + MINUTE - Date.now())
  await page.goto(`/tasks/${task.id}`)
  await expect(page.getByTestId('reminders').locator('[data-reminder-state="awaiting"]')).toHaveCount(1)
  await keep(page, 'task')

  await installation(page)
  await page.setViewportSize(narrow)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/loans')
  await expect(page.getByText('Быстроденьги').first()).toBeVisible()
  await keep(page, 'loans-phone')

  const chat = await page.context().newPage()
  await chat.setViewportSize(narrow)
  await chat.goto(CHAT_PAGE)
  await expect(chat.getByText(task.title).last()).toBeVisible()
  await keep(chat, 'chat')
  await page.setViewportSize(wide)
})
