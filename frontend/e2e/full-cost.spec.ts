import { look } from './look'
import { call, expect, keepPicture, test, unique } from './product'

test('the full cost is worked out from a loan’s schedule, compared with its contract, and nothing is changed', async ({
  page,
}, { project }) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Полная'),
    loanDate: '2026-05-11',
    amountBorrowed: '10000.00',
    installments: [{ dueDate: '2026-06-10', amount: '12400.00' }],
    contract: { fullCost: 292 },
  })
  await page.goto(`/loans/${id}`)
  const terms = page.getByRole('link', { name: 'Посчитать ПСК по графику' })
  await terms.click()
  await expect(page).toHaveURL(new RegExp(`/loans/full-cost\\?loan=${id}$`))
  await expect(page.getByLabel('Сумма платежа 1')).toHaveValue(/12\s?400/)
  await page.getByRole('button', { name: 'Посчитать', exact: true }).click()
  const found = page.getByTestId('full-cost')
  await expect(found).toContainText('292 % годовых')
  await expect(found.locator('[data-full-cost=percent]'), 'seen without looking for it').toBeInViewport()
  await expect(found).toContainText('С договором сходится: там 292 %.')
  await expect(found).toContainText('Предел для договора от 11 мая 2026 — 292 % годовых.')

  await page.getByLabel('Удержано при выдаче').fill('1000')
  await expect(found, 'a figure of other sums').toBeEmpty()
  await page.getByLabel('Удержано при выдаче').press('Enter')
  await expect(found).toContainText('459,63 % годовых')
  await expect(found).toContainText('меньше на 167,63')
  await expect(found).toContainText('Похоже, больше предела')
  await look(page, 'full-cost')

  await page.getByRole('button', { name: 'Ещё платёж' }).click()
  await page.getByLabel('Дата платежа 2').fill('11.05.2026')
  await page.getByRole('button', { name: 'Посчитать', exact: true }).click()
  await expect(page.getByText('Исправьте отмеченное')).toBeVisible()
  await keepPicture(page, 'full-cost-wrong', project.name)
  await page.goto('/loans/full-cost?loan=999999')
  await expect(page.getByText('Такого займа нет: впишите суммы сами.')).toBeVisible()
})
