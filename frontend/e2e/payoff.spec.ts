import { twoLoans } from './loansOfATest'
import { look } from './look'
import { expect, keepPicture, test } from './product'

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

  // Other tests write loans down in the same account: what was enough a moment ago may not be so any more.
  await expect(async () => {
    await page.getByLabel('На все займы в месяц').fill('1')
    await make.click()
    await short.getByRole('button', { name: 'Подставить' }).click({ timeout: 5_000 })
    await expect(short).toBeHidden({ timeout: 5_000 })
    for (const order of ['marginal', 'rate', 'size'])
      await expect(plan.locator(`[data-order=${order}]`)).toContainText('Хватает на всё', { timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
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
