import type { Page } from '@playwright/test'
import { look } from './look'
import { call, dayFromNow, expect, test, unique } from './product'

/** «10 800 ₽» with any kind of spaces. */
const money = (text: string) => new RegExp(`${text.replaceAll(' ', '\\s')}\\s₽`)

const lend = (page: Page, orgName: string, more: object = {}) =>
  call<{ id: number; version: number }>(page, 'POST', '/loans', {
    orgName,
    loanDate: dayFromNow(-30),
    dueDate: dayFromNow(0),
    amountBorrowed: '10000.00',
    amountDue: '12400.00',
    contract: { dailyRate: 0.8, lenderKind: 'microcredit' },
    ...more,
  })

test('a loan is prolonged after seeing what it costs beside the other ways, and that is taken back in one press', async ({
  page,
}) => {
  test.slow()
  const { id } = await lend(page, unique('Продлить'))
  await page.goto(`/loans/${id}`)
  await page.getByTestId('prolong-open').click()
  const panel = page.getByTestId('prolong')
  const ways = panel.getByTestId('prolong-ways')
  await expect(ways.locator('[data-way="payAll"]')).toContainText(money('сейчас 12 400'))
  await expect(ways.locator('[data-way="prolong"]')).toContainText(money('на 2 400'))
  await expect(ways.locator('[data-way="prolongAndPayAPart"]')).toContainText(money('на 1 200'))
  await expect(panel).toContainText('не юридическая консультация')
  await look(page, 'loan-prolong')

  await panel.getByRole('button', { name: '+14 дней' }).click()
  await expect(ways.locator('[data-way="prolong"]')).toContainText(money('на 1 120'))
  await panel.getByLabel('Часть долга').fill('2 000')
  await expect(ways.locator('[data-way="prolongAndPayAPart"]')).toContainText(money('сейчас 4 400'))
  await panel.getByRole('button', { name: 'Продлить и отдать часть долга' }).click()
  await expect(panel.getByLabel('Заплачено')).toHaveValue(/^4\s?400(,00)?$/)
  await panel.getByLabel('Плата за продление').fill('9 999')
  await panel.getByLabel('Заплачено').fill('100')
  await expect(panel).toContainText('Больше всей оплаты.')
  await panel.getByRole('button', { name: 'Продлить', exact: true }).click()
  await panel.getByLabel('Плата за продление').fill('')
  await expect(panel.getByLabel('Заплачено')).toHaveValue(/^2\s?400(,00)?$/)
  await panel.getByRole('button', { name: 'Записать и продлить' }).click()

  await expect(panel).toBeHidden()
  await expect(page.getByText(/Займ продлён до/)).toBeVisible()
  await expect(page.getByTestId('loan-sums').locator('[data-sum="left"]')).toHaveText(money('11 120'))
  await expect(page.getByTestId('owed').locator('[data-owed="total"]')).toHaveText(money('≈ 10 000'))
  await expect(page.getByTestId('ledger')).toContainText('срок перенесён с')

  await page.getByRole('button', { name: 'Отменить запись', exact: true }).last().click()
  await expect(page.getByTestId('loan-sums').locator('[data-sum="left"]')).toHaveText(money('12 400'))
})

test('without a rate the lender’s own sums are written down', async ({ page }) => {
  const { id } = await lend(page, unique('Без ставки'), { contract: null })
  await page.goto(`/loans/${id}`)
  await page.getByTestId('prolong-open').click()
  const panel = page.getByTestId('prolong')
  await expect(panel.getByTestId('prolong-not-reckoned')).toContainText('Не указана ставка.')
  await panel.getByRole('button', { name: 'Записать и продлить' }).click()
  await expect(panel.getByText('Укажите сумму.')).toHaveCount(2)
  await panel.getByLabel('Заплачено').fill('2 400')
  await panel.getByLabel('Останется вернуть').fill('12 400')
  await panel.getByRole('button', { name: 'Записать и продлить' }).click()
  await expect(panel).toBeHidden()
  await expect(page.getByTestId('ledger')).toContainText('срок перенесён с')
})

test('what an early return saves is seen for the whole and for a part, with the last days that need no notice', async ({
  page,
}) => {
  const { id } = await lend(page, unique('Раньше'), {
    loanDate: dayFromNow(-10),
    dueDate: dayFromNow(20),
    contract: { dailyRate: 0.8, lenderKind: 'microcredit', servicesPaid: '1500.00' },
  })
  await page.goto(`/loans/${id}`)
  await page.getByTestId('early-return-open').click()
  const panel = page.getByTestId('early-return')
  await expect(panel.locator('[data-early="result"]')).toHaveText(money('10 800'))
  await expect(panel.locator('[data-early="saved"]')).toHaveText(money('на 1 600'))
  await expect(panel).toContainText('без предупреждения можно до')
  await expect(panel).toContainText('От платных услуг из договора, похоже, можно отказаться до')
  await panel.getByLabel('Сумма').fill('3 800')
  await expect(panel.locator('[data-early="result"]')).toHaveText(money('останется основного долга 7 000'))
  await expect(panel.locator('[data-early="coming"]')).toHaveText(money('8 120'))
  await expect(panel.locator('[data-early="saved"]')).toHaveText(money('на 480'))
  await expect(panel.getByRole('link').first()).toHaveAttribute('href', /^https:/)
  await look(page, 'loan-early')
})
