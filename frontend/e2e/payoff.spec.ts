import type { Page } from '@playwright/test'
import type { Dashboard } from '../src/platform/api/model'
import { look } from './look'
import { answerChanged, call, dayFromNow, expect, keepPicture, test, unique } from './product'

/** One with a rate and one without. */
async function twoLoans(page: Page) {
  const dear = unique('Дорогой')
  await call(page, 'POST', '/loans', {
    orgName: dear,
    loanDate: dayFromNow(-10),
    dueDate: dayFromNow(20),
    amountBorrowed: '10000.00',
    contract: { dailyRate: 0.8, lenderKind: 'microcredit' },
  })
  const known = unique('Известный')
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: known,
    loanDate: dayFromNow(-10),
    amountBorrowed: '5000.00',
    installments: [
      { dueDate: dayFromNow(5), amount: '3000.00' },
      { dueDate: dayFromNow(35), amount: '3000.00' },
    ],
  })
  return { dear, known, id }
}

test('a budget becomes a plan: short days are named, and what is enough is taken', async ({ page }) => {
  const { dear, known } = await twoLoans(page)
  await page.goto('/loans')
  await page.getByRole('link', { name: 'План выплат' }).click()
  await expect(page).toHaveURL(/\/loans\/payoff-plan$/)
  const plan = page.getByTestId('payoff')
  const make = page.getByRole('button', { name: 'Составить план' })

  await make.click()
  await expect(page.getByText('Исправьте отмеченное')).toBeVisible()
  await expect(page.getByLabel('На все займы в месяц')).toBeFocused()
  await expect(plan).toBeEmpty()

  await page.getByLabel('На все займы в месяц').fill('1')
  await make.click()
  const short = page.getByTestId('payoff-short')
  await expect(short).toContainText('Бюджета не хватает')
  await expect(short).toContainText('не хватает')
  await expect(plan.locator('[data-order=rate]')).toContainText('если найти недостающее')
  await look(page, 'payoff-short')

  await short.getByRole('button', { name: 'Подставить' }).click()
  await expect(short).toBeHidden()
  for (const order of ['marginal', 'rate', 'size'])
    await expect(plan.locator(`[data-order=${order}]`)).toContainText('Хватает на всё')
  await expect(plan).not.toContainText('если найти недостающее')
  await expect(plan.getByRole('img', { name: /^Остаток долга по месяцам/ })).toBeVisible()
  await expect(plan.locator('[data-note=noRate]')).toContainText(known)
  await expect(plan.locator('[data-note=noRate]')).not.toContainText(dear)
  await expect(plan).toContainText('не юридическая консультация')
  await look(page, 'payoff')
})

test('the orders of a plan are looked at one by one, and one is made by hand', async ({ page }, { project }) => {
  const { known, id } = await twoLoans(page)
  await page.goto('/loans/payoff-plan')
  const plan = page.getByTestId('payoff')
  const make = page.getByRole('button', { name: 'Составить план' })
  await page.getByLabel('На все займы в месяц').fill('100 000')
  await make.click()
  await plan.getByRole('button', { name: 'Показать: По размеру' }).click()
  await expect(plan.getByRole('button', { name: 'Выбран: По размеру' })).toHaveAttribute('aria-pressed', 'true')

  await plan.getByRole('button', { name: 'Показать: Свой порядок' }).click()
  const hand = page.getByTestId('payoff-hand').getByRole('listitem')
  const place = async () => (await hand.allTextContents()).findIndex((text) => text.includes(known))
  await expect(hand.filter({ hasText: known })).toBeVisible()
  const before = await place()
  await page.getByRole('button', { name: `Выше: ${known}` }).click()
  await expect.poll(place).toBe(before - 1)
  await expect(plan).toHaveAttribute('aria-busy', 'false')
  await keepPicture(page, 'payoff-by-hand', project.name)

  await page.getByText('Комиссия за каждый платёж').click()
  await page.getByLabel('Комиссия, в деньгах').fill('50')
  // Whatever other loans there are, so much pays all of them at once.
  await page.getByLabel('На все займы в месяц').fill('900 000 000')
  await expect(plan, 'a plan of another sum').toBeEmpty()
  await make.click()
  const first = page.getByTestId('payoff-days').locator('> li').first()
  const mine = first.getByRole('listitem').filter({ hasText: known })
  await expect(mine).toContainText(/6\s?000\s?₽/)
  await expect(mine).toContainText('закрыт')
  await expect(mine).toContainText(/комиссия 50\s?₽/)
  await mine.getByRole('link', { name: known }).click()
  await expect(page).toHaveURL(new RegExp(`/loans/${id}$`))
})

test('who owes nothing is told so, and a plan that fails says what to do', async ({ page }) => {
  await page.route('**/api/v1/loans/statistics', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ json: { ...(await answer.json()), open: 0 } })
  })
  await page.goto('/loans/payoff-plan')
  await expect(page.getByText('Открытых займов нет')).toBeVisible()
  await look(page, 'payoff-nothing')
  await page.unroute('**/api/v1/loans/statistics')

  await page.reload()
  await page.route('**/api/v1/loans/payoff-plan', (route) => route.abort())
  await page.getByLabel('На все займы в месяц').fill('1000')
  await page.getByRole('button', { name: 'Составить план' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.unroute('**/api/v1/loans/payoff-plan')
  await page.getByRole('button', { name: 'Составить план' }).click()
  await expect(page.getByTestId('payoff')).toContainText('Переплата')
})

/** What an earlier try may have left. */
async function endPlan(page: Page) {
  const answer = await page.request.put('/api/v1/payoff-plan', {
    headers: { 'X-Requested-With': 'zapiska', 'If-Match': '*' },
    data: { chosen: null },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

test('a plan is followed: it asks, is paid, waits for its next money and ends', async ({ page }, { project }) => {
  test.skip(project.name !== 'desk', 'an account follows one plan')
  await endPlan(page)
  const { dear } = await twoLoans(page)
  await page.goto('/loans/payoff-plan')
  const mine = page.getByTestId('payoff-mine')
  await page.getByLabel('На все займы в месяц').fill('900 000 000')
  await page.getByRole('button', { name: 'Составить план' }).click()
  await expect(mine).toBeHidden()
  await page.getByRole('button', { name: 'Платить по этому плану' }).click()

  await expect(mine.getByRole('heading', { name: 'Вы платите по плану' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Изменить план' })).toBeVisible()
  await expect(mine).toContainText('засчитает это в ближайшие платежи тех же займов')
  const asked = mine.locator('[data-planned]').filter({ hasText: dear })
  await expect(asked).toContainText(/10\s?000\s?₽/)
  await expect(asked.locator('[data-next-message=comes]')).toBeVisible()
  await look(page, 'payoff-mine')
  await keepPicture(page, 'payoff-mine', project.name)

  // A day of which the plan alone is left is not called done.
  await page.route('**/api/v1/dashboard', (route) =>
    answerChanged<Dashboard>(route, (day) => ({ ...day, overdue: [], today: [], loans: { ...day.loans, week: [] } })),
  )
  await page.goto('/')
  await expect(page.getByTestId('by-plan-only')).toHaveText('Осталось заплатить по плану')
  await expect(page.getByTestId('all-done')).toBeHidden()
  await page.unroute('**/api/v1/dashboard')
  await page.reload()
  await expect(page.getByTestId('planned')).toContainText(/По плану досрочно: .*, сегодня/)
  await page.getByTestId('planned').click()
  await asked.getByRole('link', { name: dear }).click()
  await expect(page.getByTestId('loan-planned')).toContainText('По плану выплат')
  await page.getByTestId('loan-planned').getByRole('link').click()

  await asked.getByRole('button', { name: /^Оплачено/ }).click()
  await expect(asked).toBeHidden()
  await expect(mine).toContainText(/выплачено/)

  await mine.getByRole('button', { name: 'Закончить план' }).click()
  await expect(mine).toBeHidden()
  await page.getByRole('button', { name: 'Вернуть' }).click()
  await expect(mine).toBeVisible()
  await endPlan(page)
})
