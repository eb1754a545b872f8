import type { Page } from '@playwright/test'
import { look } from './look'
import { call, dayFromNow, expect, test, unique } from './product'

/** A lender's message is pasted or shared, checked, and becomes what it says by one press. */

const loanOf = (page: Page, orgName: string, ...dues: [number, string][]) =>
  call<{ id: number }>(page, 'POST', '/loans', {
    orgName,
    loanDate: dayFromNow(-60),
    amountBorrowed: '10000.00',
    installments: dues.map(([days, amount]) => ({ dueDate: dayFromNow(days), amount })),
  })

const message = (page: Page) => page.getByLabel('Текст сообщения')
const draft = (page: Page) => page.getByTestId('draft')
const dotted = (day: string) => day.split('-').reverse().join('.')

async function read(page: Page, text: string) {
  await message(page).fill(text)
  await page.getByRole('button', { name: 'Прочитать' }).click()
  await expect(draft(page)).toBeVisible()
}

test('a pasted message becomes a payment by one press, and it can be taken back', async ({ page }) => {
  const name = unique('Мигкредит')
  const { id } = await loanOf(page, `ООО МФК «${name}»`, [5, '3400.00'], [35, '3400.00'])
  await page.goto('/messages')
  await read(page, `${name}: ваш платёж 3 400 руб. от ${dotted(dayFromNow(-1))} зачислен. Остаток долга 4 000 руб.`)
  await expect(draft(page).getByRole('heading')).toHaveText('Похоже, платёж дошёл')
  await expect(draft(page).getByTestId('candidate')).toContainText('совпало название')
  await expect(draft(page)).toContainText('Кредитор называет остаток')
  const press = draft(page).getByRole('button', { name: /^Записать платёж 3\s400\s₽ — ООО МФК/ })
  await draft(page).getByLabel('Сколько заплачено').fill('3500')
  await expect(draft(page).getByRole('button', { name: /^Записать платёж 3\s500\s₽/ })).toBeVisible()
  await draft(page).getByLabel('Сколько заплачено').fill('99999')
  await expect(draft(page)).toContainText('Больше, чем осталось по займу')
  await draft(page).getByLabel('Сколько заплачено').fill('3400')
  await press.dblclick()
  await expect(page).toHaveURL(new RegExp(`/loans/${id}$`))
  const ledger = page.getByTestId('ledger').getByRole('listitem')
  await expect(ledger).toHaveCount(1)
  const { items } = await (await page.request.get(`/api/v1/loans/${id}/payments`)).json()
  expect(items[0]).toMatchObject({ amount: '3400.00', paidOn: dayFromNow(-1) })
  expect(items[0].installmentId).not.toBeNull()
  const toast = page.getByTestId('toast').filter({ hasText: name })
  await toast.getByRole('button', { name: 'Отменить запись' }).click()
  await expect(ledger).toHaveCount(2)
})

test('between two loans of one lender the person chooses, and what is written already is said', async ({ page }) => {
  const name = unique('Займер')
  const first = await loanOf(page, `${name}, первый`, [5, '5600.00'])
  await loanOf(page, `${name}, второй`, [15, '4100.00'])
  await call(page, 'POST', `/loans/${first.id}/payments`, { amount: '700.00' })
  await page.goto('/messages')
  await read(page, `${name}: ваш платёж 700 руб. зачислен`)
  await expect(draft(page).getByRole('radio')).toHaveCount(2)
  await expect(draft(page).getByRole('button', { name: /^Записать/ })).toHaveCount(0)
  await look(page, 'message-choice')
  await draft(page)
    .getByRole('radio', { name: /первый/ })
    .check()
  await expect(draft(page)).toContainText('Возможно, этот платёж уже записан')
  await expect(draft(page).getByRole('button', { name: /^Всё равно записать 700/ })).toBeVisible()
  await look(page, 'message-recorded')
  await draft(page)
    .getByRole('radio', { name: /второй/ })
    .check()
  await expect(draft(page)).not.toContainText('Возможно, этот платёж уже записан')
  await expect(draft(page).getByRole('button', { name: /^Записать платёж 700.*второй$/ })).toBeVisible()
  await look(page, 'message-paid')
})

test('another sum and day go into the loan’s form, a new loan comes filled in', async ({ page }) => {
  const name = unique('Лаванда')
  const { id } = await loanOf(page, name, [5, '3400.00'], [35, '3400.00'])
  await page.goto('/messages')
  await read(page, `${name}: займ продлён до ${dotted(dayFromNow(9))}, к оплате 3 700 руб.`)
  await expect(draft(page)).toContainText('Сейчас в Записке')
  await look(page, 'message-prolonged')
  await draft(page)
    .getByRole('button', { name: `Перенести в займ «${name}»` })
    .click()
  await expect(page).toHaveURL(new RegExp(`/loans/${id}$`))
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/loans/${id}`)).json()).installments[0])
    .toMatchObject({ dueDate: dayFromNow(9), amount: '3700.00' })

  const fresh = unique('Екапуста')
  await page.goto('/messages')
  await read(page, `Вам перечислено 7 000 р на карту. К возврату 8 680 р до ${dotted(dayFromNow(30))}. МКК «${fresh}»`)
  await draft(page).getByRole('button', { name: 'Заполнить новый займ' }).click()
  await expect(page).toHaveURL(/\/loans\/new$/)
  await expect(page.getByLabel('Кредитор', { exact: true })).toHaveValue(fresh)
  await expect(page.getByLabel('Взято', { exact: true })).toHaveValue(/^7\s?000$/)
  await expect(page.getByLabel('К возврату', { exact: true })).toHaveValue(/^8\s?680$/)
  await expect(page.getByLabel('Вернуть до', { exact: true })).toHaveValue(dotted(dayFromNow(30)))
})

test('what is shared and looks like a lender’s message is read at once, and can be a task all the same', async ({
  page,
}) => {
  const name = unique('Платиза')
  await page.goto(`/share?text=${encodeURIComponent(`${name}: ваш платёж 4 100 руб. просрочен на 2 дня`)}`)
  await expect(page).toHaveURL(/\/messages$/)
  await expect(draft(page).getByRole('heading')).toHaveText('Похоже, кредитор пишет о просрочке')
  await look(page, 'message-overdue')
  await draft(page).getByRole('button', { name: 'Добавить весь текст задачей' }).click()
  await expect(page.getByLabel('Название новой задачи')).toHaveValue(
    `${name}: ваш платёж 4 100 руб. просрочен на 2 дня`,
  )
})

test('a code is taken off the screen and stays nowhere on the device', async ({ page }) => {
  const code = String(700_000 + Math.floor(Math.random() * 99_999))
  await page.goto('/messages')
  await read(page, `Код ${code} для подписания договора займа на 10 000 руб. Никому не сообщайте`)
  await expect(draft(page).getByRole('heading')).toHaveText('Это код, его никому не показывайте')
  await expect(message(page)).toHaveValue('')
  await expect(draft(page).getByRole('button')).toHaveCount(0)
  await look(page, 'message-code')
  await page.goto(`/share?text=${encodeURIComponent(`Код ${code} для входа. Никому не сообщайте`)}`)
  await expect(draft(page).getByRole('heading')).toHaveText('Это код, его никому не показывайте')
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const caches_ = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    )
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      location.href,
      databases,
      caches_,
    ])
  })
  expect(kept).not.toContain(code)
})

test('«+» on a phone, the palette and the list of loans lead to it', async ({ page, isMobile }) => {
  await page.goto('/loans?status=all')
  if (isMobile) {
    await page.getByRole('button', { name: 'Новое', exact: true }).click()
    await page
      .getByTestId('add-sheet')
      .getByRole('link', { name: /сообщение кредитора/i })
      .click()
  } else await page.getByRole('link', { name: 'Вставить СМС' }).click()
  await expect(message(page)).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('смс')
  await expect(page.getByRole('option', { name: 'Вставить сообщение кредитора' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Прочитать' }).click()
  await expect(page.getByText('Вставьте текст сообщения.')).toBeVisible()
})
