import type { Dashboard } from '../src/platform/api/model'
import { noPlan } from './anew'
import { twoLoans } from './loansOfATest'
import { look } from './look'
import { answerChanged, expect, keepPicture, NOTHING_TO_PAY, test } from './product'

test('a plan is followed: it asks, is paid, waits for its next money and ends', async ({ page }, { project }) => {
  await noPlan(page)
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
    answerChanged<Dashboard>(route, (day) => ({
      ...day,
      overdue: [],
      today: [],
      loans: { ...day.loans, ...NOTHING_TO_PAY },
    })),
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
  await noPlan(page)
})
