import type { Page } from '@playwright/test'
import { look } from './look'
import { call, dayFromNow, expect, test, unique } from './product'

/** «10 800 ₽» with any kind of spaces. */
const money = (text: string) => new RegExp(text.replaceAll(' ', '\\s'))

const way = (page: Page, name: string) => page.locator(`[data-way="${name}"]`)

test('who can’t pay is told what each way costs, until when it is open and where that is written', async ({ page }) => {
  test.slow()
  const orgName = unique('Трудно')
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName,
    loanDate: dayFromNow(-10),
    dueDate: dayFromNow(20),
    amountBorrowed: '10000.00',
    amountDue: '12400.00',
    contract: { dailyRate: 0.8, lenderKind: 'microcredit', servicesPaid: '1500.00' },
  })
  await page.goto(`/loans/${id}`)
  await page.getByRole('link', { name: 'Не могу заплатить' }).click()
  await expect(page).toHaveURL(new RegExp(`/loans/${id}/ways$`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Не могу заплатить')
  await expect(page.getByTestId('ways-now')).toContainText(money('≈ 10 800 ₽, чтобы закрыть займ сегодня'))
  await expect(page.getByTestId('ways-advice')).toContainText('не юридическая консультация')

  const part = way(page, 'part')
  await expect(part).toContainText(money('это пример: 3 300 ₽'))
  await part.getByLabel('Сколько можете заплатить сегодня').fill('3 800')
  await expect(part.getByTestId('part')).toContainText(money('пойдёт ≈ 3 000 ₽, останется ≈ 7 000 ₽'))
  await expect(part.getByTestId('part')).toContainText(money('≈ 56 ₽ вместо ≈ 80 ₽'))
  await expect(part.getByTestId('part')).toContainText(money('сэкономит ≈ 480 ₽'))
  await part.getByLabel('Сколько можете заплатить сегодня').fill('500')
  await expect(part.getByTestId('part')).toContainText('целиком уйдёт на проценты')
  await part.getByLabel('Сколько можете заплатить сегодня').fill('много')
  await expect(part).toContainText('Нужна сумма')

  const prolong = way(page, 'prolong')
  await expect(prolong.getByRole('listitem')).toHaveCount(3)
  await expect(prolong.getByRole('listitem').nth(1)).toContainText(money('≈ 14 000 ₽'))
  await expect(prolong.getByRole('listitem').nth(1)).toContainText(money('≈ 4 000 ₽'))
  await expect(way(page, 'early')).toContainText('можно вернуть без предупреждения')
  await expect(way(page, 'services')).toContainText('отказаться и вернуть деньги, похоже, можно')
  await expect(way(page, 'restructuring')).toContainText('Он не обязан соглашаться')

  const holiday = way(page, 'holiday')
  await expect(holiday.locator('[data-condition="met"]')).toHaveCount(2)
  await expect(holiday.locator('[data-condition="ask"]')).toHaveCount(3)
  await holiday.getByLabel('Средний доход в месяц').fill('50 000')
  await holiday.getByLabel('Доход за прошлый месяц').fill('34 000')
  const check = holiday.getByTestId('holiday-check')
  await expect(check).toBeEmpty()
  await holiday.getByLabel('Доход за месяц до него').fill('35 000')
  await expect(check).toContainText(money('В среднем 34 500 ₽ — на 31 % меньше.'))
  await expect(check).toContainText('Похоже, по доходу условие выполнено')
  await holiday.getByLabel('Доход за прошлый месяц').fill('35 000')
  await expect(check).toContainText('Похоже, по доходу не подходит')
  await expect(holiday.getByRole('link', { name: /Источник: 353-ФЗ/ })).toHaveAttribute('href', /^https:/)

  await page.getByText('По каким правилам').click()
  await expect(page.getByTestId('ways-advice')).toContainText('Статья 6.1-2')
  await look(page, 'ways')
})

test('without a rate the ways are told without sums, and a paid loan says that nothing is left to pay', async ({
  page,
}) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Без ставки'),
    loanDate: dayFromNow(-40),
    dueDate: dayFromNow(-3),
    amountBorrowed: '5000.00',
  })
  await page.goto(`/loans/${id}/ways`)
  await expect(page.getByTestId('ways-now')).toContainText('просрочен на 3 дня')
  await expect(page.getByTestId('ways-now')).toContainText('Не указана ставка. Поэтому способы ниже — без сумм.')
  await expect(way(page, 'prolong').getByRole('listitem')).toHaveCount(0)
  await expect(way(page, 'early')).toContainText('Вернуть без предупреждения можно было до')
  await expect(way(page, 'prolong')).toContainText('Срок уже прошёл: спросите, продлят ли займ теперь')
  await expect(way(page, 'part')).toContainText('Просрочка не закончится, пока не уплачено всё')
  await expect(page.getByRole('link', { name: 'Записать звонок или визит' })).toHaveAttribute(
    'href',
    `/contacts?loan=${id}`,
  )
  await look(page, 'ways-no-rate')
  await call(page, 'POST', `/loans/${id}/payments`, { amount: '5000.00' })
  await expect(page.getByTestId('ways-paid')).toContainText('По записям этот займ оплачен')
})

test('before a new loan the law’s limits stand beside what is open, and nobody says what a lender decides', async ({
  page,
}) => {
  await page.goto('/loans/new')
  await page.getByRole('link', { name: 'Перед новым займом' }).click()
  await expect(page).toHaveURL(/\/loans\/before-new$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Перед новым займом')
  const atOnce = page.locator('[data-before="at-once"]')
  await expect(atOnce).toContainText('По закону, который принят (545-ФЗ от 29.12.2025)')
  await expect(atOnce.getByRole('heading', { level: 3 }).first()).toContainText(/Ваших займов с ПСК больше \d+ %: \d+/)
  await expect(page.locator('[data-before="cooling-off"]')).toContainText(money('от 50 000 ₽ до 200 000 ₽'))
  await expect(page.locator('[data-before="self-ban"]')).toContainText('бесплатно, на Госуслугах или в МФЦ')
  await expect(page.getByTestId('before-new-advice')).toContainText('не юридическая консультация')
  await page.getByText('По каким правилам').click()
  await look(page, 'before-new')
  await page.getByRole('link', { name: 'Посчитать ПСК' }).click()
  await expect(page).toHaveURL(/\/loans\/full-cost$/)

  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Найти или сделать' })
  await palette.getByRole('combobox').fill('самозапрет')
  await palette.getByRole('option', { name: 'Перед новым займом' }).click()
  await expect(page).toHaveURL(/\/loans\/before-new$/)
})
