import type { Page } from '@playwright/test'
import { settingsAtFirst } from './anew'
import { call, changeSettings, dayFromNow, expect, keepPicture, test, unique } from './product'
import { buttonOf, press, sendsOf, standing, write } from './sandbox'

const MINUTE = 60_000
const money = (text: string) => new RegExp(`${text.replaceAll(' ', '\\s')}\\s₽`)

/** What other tests left urgent is not this one's message. */
async function closeUrgentLoans(page: Page) {
  const { items } = await (await page.request.get('/api/v1/loans?status=urgent&limit=200')).json()
  for (const { id } of items) await call(page, 'POST', `/loans/${id}/close`, { reason: 'чужая проверка' })
}

/** @returns the moment the message is due */
async function askForDigest(page: Page): Promise<number> {
  // The next whole minute may be seconds away: the one after it is not.
  const due = Math.floor(Date.now() / MINUTE + 2) * MINUTE
  const { timeZone } = await changeSettings(page, {})
  const time = new Date(due).toLocaleTimeString('sv-SE', { timeZone }).slice(0, 5)
  await changeSettings(page, { digestTimes: [time] })
  return due
}

test('urgent loans come to the chat; paid there, the open page changes; paid on the page, the chat does', async ({
  page,
}) => {
  test.setTimeout(5 * MINUTE)
  await settingsAtFirst(page)
  await closeUrgentLoans(page)
  const name = unique("О'Банк <b>")
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: name,
    website: 'https://bank.example/lk',
    loanDate: dayFromNow(-30),
    amountBorrowed: '10000.00',
    installments: [
      { dueDate: dayFromNow(1), amount: '5056.00' },
      { dueDate: dayFromNow(90), amount: '6000.00' },
    ],
  })
  const another = unique('МигКредит')
  await call(page, 'POST', '/loans', {
    orgName: another,
    loanDate: dayFromNow(-30),
    amountBorrowed: '10000.00',
    installments: [{ dueDate: dayFromNow(1), amount: '11700.00' }],
  })
  const due = await askForDigest(page)
  await page.goto(`/loans/${id}`)
  const first = page.getByTestId('schedule').getByRole('listitem').first()
  const ledger = page.getByTestId('ledger').getByRole('listitem')
  const left = page.getByTestId('loan-sums').locator('[data-sum="left"]')
  await expect(left).toHaveText(money('11 056'))

  const [sent] = await sendsOf(name, 1, due + MINUTE - Date.now())
  expect(sent, 'the message came').toBeDefined()
  expect(sent?.text).toMatch(money('5 056'))
  const message = async () => (await standing('')).find((one) => one.messageId === sent?.messageId)
  const labels = async () => ((await message())?.replyMarkup?.inline_keyboard ?? []).flat().map((button) => button.text)
  const pressed = async (beginning: string) => {
    await expect.poll(async () => (await labels()).some((label) => label.startsWith(beginning))).toBe(true)
    return press(sent?.messageId ?? 0, buttonOf(await message(), beginning))
  }

  await test.step('one button a loan, which names it and opens its own in the same message', async () => {
    const names = await labels()
    expect(names).toHaveLength(2)
    expect(names[0]).toMatch(/^О'Банк <b>.*5\s056\s₽$/)
    expect(names[1]).toMatch(/^МигКредит.*11\s700\s₽$/)
    await pressed('МигКредит')
    await expect.poll(async () => (await message())?.text).not.toContain(name)
    expect((await labels()).map((label) => label.replace(/\s/g, ' '))).toEqual([
      '✅ Оплачено 11 700 ₽',
      'Другая сумма',
      '⏰ Отложить',
      'Назад',
    ])
    await pressed('Назад')
    await expect.poll(labels).toEqual(names)
    await pressed("О'Банк <b>")
    await expect.poll(async () => (await message())?.text).not.toContain(another)
  })

  await test.step('paid in the chat', async () => {
    const answer = await pressed('✅ Оплачено')
    expect(answer.text).toMatch(money('5 056'))
    await expect(first).toContainText('Оплачен', { timeout: 4_000 })
    await expect(left).toHaveText(money('6 000'))
    await expect(ledger.first()).toContainText('в Telegram')
    await expect.poll(async () => (await message())?.text).toContain('ОПЛАЧЕН')
    await keepPicture(page, 'loan-paid-in-chat', '1280')
  })

  await test.step('taken back in the chat', async () => {
    await pressed('↩️ Отменить запись')
    await expect(left).toHaveText(money('11 056'), { timeout: 4_000 })
    await expect(ledger).toHaveCount(2)
    await expect.poll(async () => (await message())?.text).toContain('ЗАВТРА')
  })

  await test.step('another sum, typed as people type it', async () => {
    await pressed('Другая сумма')
    await write('nan')
    await write('1 999,99')
    await expect(first).toContainText(/осталось 3\s056,01/, { timeout: 4_000 })
    await expect(left).toHaveText(money('9 056,01'))
    await expect(ledger).toHaveCount(3)
    await expect.poll(async () => (await message())?.text).toMatch(money('3 056,01'))
  })

  await test.step('the first screen, the list and the chat say the same', async () => {
    await page.goto('/')
    await expect(
      page.getByTestId('agenda').or(page.getByTestId('ahead')).getByRole('listitem').filter({ hasText: name }),
    ).toContainText(money('3 056,01'))
    await page.goto(`/loans?q=${encodeURIComponent(name)}`)
    const row = page.getByRole('main').getByRole('listitem').filter({ hasText: name })
    await expect(row).toContainText(money('3 056,01'))
    await expect(row).toContainText(money('9 056,01'))
  })

  await test.step('the rest, paid on the page', async () => {
    await page.goto(`/loans/${id}`)
    await first.getByRole('button', { name: /^Оплачено/ }).click()
    await expect(first).toContainText('Оплачен')
    await expect.poll(async () => (await message())?.text).toContain('ОПЛАЧЕН')
  })
})
