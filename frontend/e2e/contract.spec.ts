import type { Page } from '@playwright/test'
import { look } from './look'
import { call, dayFromNow, expect, test, unique } from './product'

/** «10 800 ₽» with any kind of spaces. */
const money = (text: string) => new RegExp(`${text.replaceAll(' ', '\\s')}\\s₽`)

const lend = (page: Page, orgName: string, more: object = {}) =>
  call<{ id: number; version: number }>(page, 'POST', '/loans', {
    orgName,
    loanDate: dayFromNow(-10),
    dueDate: dayFromNow(20),
    amountBorrowed: '10000.00',
    amountDue: '12400.00',
    ...more,
  })

async function save(page: Page) {
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: /^Сохран(ить|яю)/ })).toBeHidden()
}

test('the rate of the contract tells what closes the loan today, what a day costs and why the lender says something else', async ({
  page,
}) => {
  test.slow()
  const name = unique('Ставка')
  const { id } = await lend(page, name)
  await page.goto(`/loans/${id}`)
  const owed = page.getByTestId('owed')
  await expect(owed).toContainText('Укажите ставку из договора')

  await owed.getByRole('button', { name: 'Указать ставку' }).click()
  const rate = page.getByLabel('Ставка в день, %', { exact: true })
  await expect(rate).toBeFocused()
  await rate.fill('292')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByTestId('contract')).toContainText('проверьте, в договоре процент в день или в год')
  await rate.fill('0,8')
  await save(page)

  await expect(owed.locator('[data-owed="total"]')).toHaveText(money('≈ 10 800'))
  await expect(owed.locator('[data-owed="interest"]')).toHaveText(money('800'))
  await expect(owed.locator('[data-owed="cost"]')).toHaveText(money('Каждый день ≈ 80'))
  // By the plan all of it is left, and why that is another sum stands there.
  await expect(page.getByTestId('loan-sums').locator('[data-sum="left"]')).toHaveText(money('12 400'))
  await expect(owed.getByTestId('owed-differs')).toHaveText(money('По записям осталось 12 400'))
  await expect(owed.getByTestId('ceiling')).toContainText('Потолок по договору')
  await expect(owed).toContainText('не юридическая консультация')

  await owed.getByRole('button', { name: 'В кабинете другая сумма?' }).click()
  await page.getByLabel('Сумма в кабинете').fill('10 880')
  await page.getByRole('button', { name: 'Сравнить' }).click()
  await expect(owed.getByTestId('difference')).toHaveText(money('В кабинете на 80'))
  await expect(owed).toContainText('Похоже, кредитор уже посчитал завтрашний день.')

  await owed.getByTestId('owed-how').click()
  const explained = owed.getByTestId('owed-explained')
  await expect(explained).toContainText('0,8 % в день × 10 дней')
  await expect(explained.getByRole('link').first()).toHaveAttribute('href', /^https:/)
  await look(page, 'loan-owed')

  await page.goto(`/loans?status=all&q=${encodeURIComponent(name)}`)
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: name })).toContainText(/≈\s80\s₽ в день/)
})

test('a payment lowers what is owed at once, and taking the contract away leaves the loan as it was', async ({
  page,
}) => {
  const { id } = await lend(page, unique('Доплата'), { contract: { dailyRate: 0.8, lenderKind: 'microcredit' } })
  await page.goto(`/loans/${id}`)
  const total = page.getByTestId('owed').locator('[data-owed="total"]')
  await expect(total).toHaveText(money('≈ 10 800'))
  await call(page, 'POST', `/loans/${id}/payments`, { amount: '3800.00' })
  await expect(total).toHaveText(money('≈ 7 000'))

  await page.getByRole('button', { name: /^Ставка в день, %: / }).click()
  await page.getByLabel('Ставка в день, %', { exact: true }).fill('')
  await page.getByLabel('Кто кредитор').selectOption('')
  await save(page)
  await expect(page.getByTestId('owed')).toContainText('Укажите ставку из договора')
  expect(await call<{ contract: unknown }>(page, 'GET', `/loans/${id}`)).toMatchObject({ contract: null })
})

test('what makes no sense together is said at its field and nothing is lost', async ({ page }) => {
  const { id } = await lend(page, unique('Льгота'), {
    contract: { dailyRate: 0.8, promoRate: 0, promoLostOnDay: 4, penaltyKind: 'yearly', penaltyRate: 20 },
  })
  await page.goto(`/loans/${id}`)
  await expect(page.getByTestId('owed').locator('[data-owed="total"]')).toHaveText(money('≈ 10 000'))
  await page.getByRole('button', { name: /^Льготная ставка в день, %: / }).click()
  await page.getByLabel('Льготная ставка в день, %', { exact: true }).fill('0,9')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByTestId('contract')).toContainText('Льготная ставка выше обычной')
  await look(page, 'loan-contract')
})

test('of a short loan it is never said that it grows no more: what its delay costs is not confirmed', async ({
  page,
}) => {
  const { id } = await lend(page, unique('Короткий'), {
    loanDate: dayFromNow(-20),
    dueDate: dayFromNow(-5),
    amountDue: '11500.00',
    contract: { dailyRate: 1, shortLoan: true },
  })
  await page.goto(`/loans/${id}`)
  const owed = page.getByTestId('owed')
  await expect(owed.locator('[data-owed="total"]')).toHaveText(money('≈ 11 500'))
  await expect(owed.locator('[data-owed="cost"]')).toHaveText('По расчёту не растёт, но просрочка не посчитана')
  await expect(owed.getByTestId('ceiling')).toContainText('Дошло до предела')
  await expect(owed).not.toContainText('больше не растёт')
  await expect(owed.getByTestId('owed-caveats')).toContainText(
    'Сколько стоит просрочка короткого займа, не подтверждено',
  )
  await look(page, 'loan-short')
  await page.goto(`/loans/${id}/ways`)
  await expect(page.getByTestId('ways-now')).toContainText('По расчёту не растёт, но просрочка не посчитана.')
})
