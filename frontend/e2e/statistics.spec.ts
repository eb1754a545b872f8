import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { call, createTask, dayFromNow, expect, keepPicture, test, unique } from './product'

/** A year that no other test and no other run of this one has payments in. */
const year = () => 1901 + Math.floor(Math.random() * 95)

async function borrow(page: Page, in1900s: number) {
  const loan = await call<{ id: number; installments: { id: number }[] }>(page, 'POST', '/loans', {
    orgName: unique('Старый долг'),
    loanDate: `${in1900s}-01-01`,
    amountBorrowed: '200.00',
    installments: [3, 4, 5].map((month) => ({ dueDate: `${in1900s}-0${month}-10`, amount: '100.50' })),
  })
  const pay = (at: number, paidOn: string) =>
    call(page, 'POST', `/loans/${loan.id}/payments`, {
      installmentId: loan.installments[at]?.id,
      amount: '100.50',
      paidOn,
    })
  await pay(0, `${in1900s}-03-10`)
  await pay(1, `${in1900s}-04-11`)
  return loan.id
}

test('what was paid in time, late and not at all, in days of one’s own', async ({ page }) => {
  const when = year()
  const loan = await borrow(page, when)
  const { id } = await createTask(page, { title: unique('Сделать') })
  await call(page, 'POST', `/tasks/${id}/complete`)

  await page.goto('/')
  await page.getByRole('link', { name: 'Статистика' }).click()
  await expect(page.getByTestId('headlines')).toContainText(/За 30 дней выполнен/)
  await page.getByRole('link', { name: '7 дней' }).click()
  await expect(page).toHaveURL('/statistics?period=week')
  await expect(page.getByTestId('headlines')).toContainText(/За 7 дней выполнен/)

  await page.getByRole('link', { name: 'Своё' }).click()
  await page.getByLabel('С какого дня').fill(`01.01.${when}`)
  await page.getByLabel('С какого дня').press('Enter')
  await expect(page.getByRole('main')).toContainText('не больше 400 дней')
  await page.getByLabel('По какой день').fill(`31.12.${when}`)
  await page.getByLabel('По какой день').press('Enter')
  await expect(page).toHaveURL(`/statistics?period=own&from=${when}-01-01&to=${when}-12-31`)
  await expect(page.getByTestId('headlines')).toHaveText('Вовремя внесено 1 из 3 платежей.')
  await expect(page.getByTestId('statistics-tasks')).toContainText('не выполнено ни одной задачи')
  await page.reload()
  const payments = page.getByTestId('statistics-payments')
  await payments.getByText('Числа таблицей').click()
  await expect(payments.getByRole('row', { name: `апрель ${when}` }).getByRole('cell')).toHaveText([
    '0',
    /^1 · 100,50/,
    '0',
  ])
  // A payment taken back is missing, here as everywhere.
  const { items } = await (await page.request.get(`/api/v1/loans/${loan}/payments`)).json()
  await call(page, 'POST', `/loans/${loan}/payments/${items[0].id}/reverse`)
  await expect(payments.getByRole('row', { name: /^Не внесено/ })).toContainText(/2201\s₽/)
})

/** A life that a test has no year to live. */
function lived() {
  const day = (at: number) => dayFromNow(at - 29)
  const monday = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  const byDay = Array.from({ length: 30 }, (_, at) => ({ date: day(at), done: (at * 7) % 5 }))
  const none = { count: 0, amount: '0.00' }
  const hours = [0, 0, 0, 0, 0, 0, 0, 3, 9, 14, 6, 2, 4, 5, 3, 2, 4, 7, 12, 11, 6, 2, 0, 0]
  return {
    from: day(0),
    to: day(29),
    tasks: {
      done: byDay.reduce((sum, { done }) => sum + done, 0),
      doneBefore: 51,
      byDay,
      byWeek: byDay
        .filter(({ date }, at) => at === 0 || monday(date) === 0)
        .map(({ date }) => ({ monday: date, done: 9 })),
      byImportance: [
        { importance: 1, done: 24 },
        { importance: 2, done: 31 },
        { importance: 3, done: 5 },
      ],
      byCategory: [
        { categoryId: 1, name: 'Дом', color: '#1f7a54', done: 28 },
        { categoryId: null, name: null, color: null, done: 20 },
        { categoryId: 2, name: 'Работа с очень длинным названием, какие иногда бывают', color: '#f5e663', done: 12 },
      ],
    },
    reminders: {
      sent: 90,
      answered: 71,
      medianSeconds: 540,
      byHour: hours.map((sent, hour) => {
        const answered = Math.floor(sent * 0.8)
        return { hour, sent, answered, medianSeconds: answered ? 60 * ((hour * 13) % 47) + 30 : null }
      }),
      byImportance: [
        { importance: 1, sent: 30, answered: 29, medianSeconds: 130 },
        { importance: 2, sent: 41, answered: 30, medianSeconds: 840 },
        { importance: 3, sent: 0, answered: 0, medianSeconds: null },
        { importance: null, sent: 19, answered: 12, medianSeconds: 7400 },
      ],
    },
    payments: {
      onTime: { count: 7, amount: '35392.00' },
      late: { count: 2, amount: '10112.50' },
      unpaid: { count: 1, amount: '5056.00' },
      closed: none,
      byMonth: ['2026-09', '2026-10', '2026-11'].map((month, at) => ({
        month,
        onTime: { count: 3 - at, amount: '15168.00' },
        late: at ? { count: 1, amount: '5056.25' } : none,
        unpaid: at === 2 ? { count: 1, amount: '5056.00' } : none,
        closed: none,
      })),
    },
  }
}

for (const scheme of ['light', 'dark'] as const) {
  test(`statistics, ${scheme}: anybody can use them`, async ({ page }, { project }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.route('**/api/v1/statistics*', (route) => route.fulfill({ json: lived() }))
    await page.goto('/statistics?period=month')
    const answers = page.getByTestId('statistics-reminders')
    await expect(page.getByTestId('headlines')).toContainText('Вы ответили на 71 из 90 напоминаний.')
    await expect(page.getByTestId('headlines')).toContainText('Обычное время до ответа: 9 минут.')
    await answers.getByText('Числа таблицей').first().focus()
    await page.keyboard.press('Enter')
    await expect(answers.getByRole('row', { name: '09:00' }).first().getByRole('cell')).toHaveText(['14', '11', '3'])
    await page.getByText('Как это считается').click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `statistics-${scheme}`, project.name)
  })
}
