import type { Locator, Page } from '@playwright/test'
import { call, createTask, dayFromNow, expect, keepPicture, row, test, unique } from './product'

/** What a person sees when they press «save» is what is saved; what is not understood or not taken is said. */

interface SavedLoan {
  id: number
  installments: { dueDate: string; amount: string }[]
}

const field = (page: Page | Locator, label: string) => page.getByLabel(label, { exact: true })
const generatorOf = (page: Page) => page.getByTestId('generator')
const addressOf = async (page: Page, list: 'tasks' | 'loans') => {
  await expect(page).toHaveURL(new RegExp(`/${list}/\\d+$`))
  return Number(page.url().split('/').at(-1))
}
const saved = async <T>(page: Page, path: string): Promise<T> => (await page.request.get(`/api/v1${path}`)).json()
const create = (page: Page) => page.getByRole('button', { name: /^Создать (кредит|займ|задачу)$/ })

async function newLoan(page: Page, name: string) {
  await page.goto('/loans/new')
  await field(page, 'Кредитор').fill(name)
  await field(page, 'Взято').fill('20 000')
  await page.getByRole('button', { name: 'Рассчитать график' }).click()
}

test('a calculated schedule that is shown is saved with the loan', async ({ page }) => {
  await newLoan(page, unique('График на экране'))
  const generator = generatorOf(page)
  await field(generator, 'Вся сумма').fill('30 000')
  await field(generator, 'Платежей').fill('3')
  await field(generator, 'Первый платёж').fill(dayFromNow(10))
  await expect(page.getByTestId('schedule-preview').getByRole('listitem')).toHaveCount(3)
  await create(page).click()
  const id = await addressOf(page, 'loans')
  await expect(page.getByTestId('schedule').getByRole('listitem')).toHaveCount(3)
  const { installments } = await saved<SavedLoan>(page, `/loans/${id}`)
  expect(installments.map((one) => one.amount)).toEqual(['10000.00', '10000.00', '10000.00'])
  expect(installments[0]?.dueDate).toBe(dayFromNow(10))
})

test('what is typed fast and sent by Enter is placed, and not the preview of what stood there before', async ({
  page,
}) => {
  // The preview's answer is on its way while the person is done already.
  let hold = Promise.resolve()
  await page.route('**/schedule-preview', async (route) => {
    await hold
    await route.continue()
  })
  await newLoan(page, unique('Быстрые пальцы'))
  const generator = generatorOf(page)
  await field(generator, 'Платежей').pressSequentially('4')
  await expect(page.getByTestId('schedule-preview').getByRole('listitem')).toHaveCount(4)
  let release = () => {}
  hold = new Promise((resolve) => (release = resolve))
  await field(generator, 'Платежей').fill('2')
  await page.keyboard.press('Enter')
  release()
  await expect(page.getByTestId('schedule').getByRole('listitem')).toHaveCount(2)
  await create(page).click()
  const { installments } = await saved<SavedLoan>(page, `/loans/${await addressOf(page, 'loans')}`)
  expect(installments.map((one) => one.amount)).toEqual(['10000.00', '10000.00'])
})

test('a calculation that is not whole is asked about, and may be given up', async ({ page }) => {
  const name = unique('Не досчитано')
  await newLoan(page, name)
  const generator = generatorOf(page)
  await field(generator, 'Вся сумма').fill('25 000')
  await create(page).click()
  await expect(generator).toContainText('Целое число от 1 до 366.')
  await expect(field(generator, 'Платежей')).toBeFocused()
  const found = await saved<{ items: unknown[] }>(page, `/loans?q=${encodeURIComponent(name)}`)
  expect(found.items).toEqual([])
  await generator.getByRole('button', { name: 'Отмена' }).click()
  await create(page).click()
  const { installments } = await saved<SavedLoan>(page, `/loans/${await addressOf(page, 'loans')}`)
  expect(installments).toEqual([])
})

test('the bar that saves never lies over the button that places the schedule', async ({ page }) => {
  await newLoan(page, unique('Ничего не закрыто'))
  await field(generatorOf(page), 'Платежей').fill('30')
  await expect(page.getByTestId('schedule-preview').getByRole('listitem')).toHaveCount(15)
  const place = page.getByRole('button', { name: 'Поставить в график' })
  // Wherever the page is scrolled to.
  for (const block of ['end', 'center', 'start'] as const) {
    const covered = await place.evaluate((button, at) => {
      button.scrollIntoView({ block: at, behavior: 'instant' })
      const { left, top, width, height } = button.getBoundingClientRect()
      const above = document.elementFromPoint(left + width / 2, top + height / 2)
      return !!above?.closest('form') && !button.contains(above) && !above.contains(button)
    }, block)
    expect(covered, block).toBe(false)
  }
  await keepPicture(page, 'promises-schedule', test.info().project.name)
})

test('a schedule worked out for a loan that is there is saved, too, and leaving asks about it', async ({ page }) => {
  const { id } = await call<SavedLoan>(page, 'POST', '/loans', {
    orgName: unique('График потом'),
    loanDate: dayFromNow(-1),
    amountBorrowed: '9000.00',
  })
  await page.goto(`/loans/${id}`)
  await page.getByRole('button', { name: 'Рассчитать график' }).click()
  await field(generatorOf(page), 'Платежей').fill('3')
  await page.getByRole('link', { name: 'К списку' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Остаться' }).click()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: /^Сохран(ить|яю)/ })).toBeHidden()
  expect((await saved<SavedLoan>(page, `/loans/${id}`)).installments).toHaveLength(3)
})

test('a payment that was typed and not written down holds the save back', async ({ page }) => {
  const { id } = await call<SavedLoan>(page, 'POST', '/loans', {
    orgName: unique('Оплата не записана'),
    loanDate: dayFromNow(-1),
    amountBorrowed: '9000.00',
  })
  await page.goto(`/loans/${id}`)
  await page.getByRole('button', { name: 'Другая сумма' }).click()
  const payment = page.getByTestId('payment-form')
  await field(payment, 'Сумма').fill('500')
  await field(page, 'Заметки').fill('и заметка')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(payment).toContainText('Эта оплата ещё не записана')
  await payment.getByRole('button', { name: 'Записать оплату' }).click()
  await expect(payment).toBeHidden()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: /^Сохран(ить|яю)/ })).toBeHidden()
  expect(await saved(page, `/loans/${id}`)).toMatchObject({ paidTotal: '500.00', notes: 'и заметка' })
})

test('a new category that was typed and not added is the task’s all the same', async ({ page }) => {
  const category = unique('Гараж')
  await page.goto('/tasks/new')
  await field(page, 'Название').fill(unique('Сменить резину'))
  await page.getByLabel('Категория', { exact: true }).selectOption('new')
  await field(page, 'Название категории').fill(category)
  await create(page).click()
  const { categoryId } = await saved<{ categoryId: number }>(page, `/tasks/${await addressOf(page, 'tasks')}`)
  expect(await saved(page, `/categories/${categoryId}`)).toMatchObject({ name: category })
})

test('a half-written category is saved when another is opened, and held when it is not whole', async ({ page }) => {
  const [other, written] = [unique('Сад'), unique('Кладовка')]
  await call(page, 'POST', '/categories', { name: other, color: '#2563eb', icon: '🌳' })
  await page.goto('/categories')
  await page.getByRole('button', { name: 'Новая категория' }).first().click()
  await field(page, 'Значок').fill('📦')
  await page.getByRole('button', { name: `Изменить: ${other}` }).click()
  await expect(page.getByText('Напишите название.')).toBeVisible()
  await expect(field(page, 'Значок')).toHaveValue('📦')

  await field(page, 'Название категории').fill(written)
  await page.getByRole('button', { name: `Изменить: ${other}` }).click()
  await expect(field(page, 'Название категории')).toHaveValue(other)
  await expect(page.getByRole('link', { name: written })).toBeVisible()
  const { items } = await saved<{ items: unknown[] }>(page, '/categories')
  expect(items).toContainEqual(expect.objectContaining({ name: written, icon: '📦' }))
})

test('a half-written template is saved when another is opened, and held when it is not whole', async ({ page }) => {
  const [other, written] = [unique('Раз в день'), unique('Накануне')]
  const rules = [{ kind: 'before', minutes: 1440 }]
  await call(page, 'POST', '/reminder-templates', { name: other, description: '', rules })
  await page.goto('/reminder-templates')
  await page.getByRole('button', { name: 'Копировать: За 1 день до срока' }).click()
  await field(page, 'Название шаблона').fill('')
  await page.getByRole('button', { name: `Изменить: ${other}` }).click()
  await expect(page.getByText('Напишите название.')).toBeVisible()

  await field(page, 'Название шаблона').fill(written)
  await page.getByRole('button', { name: `Изменить: ${other}` }).click()
  await expect(field(page, 'Название шаблона')).toHaveValue(other)
  const { items } = await saved<{ items: unknown[] }>(page, '/reminder-templates')
  expect(items).toContainEqual(expect.objectContaining({ name: written }))
})

test('a snooze that was chosen and not pressed holds the save back', async ({ page }) => {
  const { id } = await createTask(page, { title: unique('Отложить потом'), due: `${dayFromNow(3)}T12:00` })
  await page.goto(`/tasks/${id}`)
  await page.getByRole('button', { name: 'Отложить' }).click()
  await page.getByRole('menuitem', { name: 'Своё время…' }).click()
  await field(page, 'Дата').fill(dayFromNow(9))
  await field(page, 'Описание').fill('дополнено')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByText('Сохранение само не отложит')).toBeVisible()
  await page.getByRole('button', { name: 'Отмена' }).click()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: /^Сохран(ить|яю)/ })).toBeHidden()
  expect(await saved(page, `/tasks/${id}`)).toMatchObject({ description: 'дополнено' })
})

test('the first page adds a loan and says how many there are and how many are urgent', async ({ page }) => {
  const { id } = await call<SavedLoan>(page, 'POST', '/loans', {
    orgName: unique('Горит'),
    loanDate: dayFromNow(-1),
    dueDate: dayFromNow(1),
    amountBorrowed: '9000.00',
  })
  await page.goto('/')
  const figures = page.getByTestId('loan-figures')
  await expect(async () => {
    // Other tests add loans meanwhile: the page follows, and the two are read at one time.
    const { loans } = await saved<{ loans: { statistics: { total: number; urgent: number } } }>(page, '/dashboard')
    expect(Number(await figures.locator('[data-figure="loansTotal"]').innerText())).toBe(loans.statistics.total)
    expect(Number(await figures.locator('[data-figure="loansUrgent"]').innerText())).toBe(loans.statistics.urgent)
    expect(loans.statistics.urgent).toBeGreaterThan(0)
  }).toPass({ timeout: 15_000 })
  await figures.getByRole('link', { name: 'Горящие' }).click()
  await expect(page).toHaveURL(/\/loans\?status=urgent$/)
  await page.goto('/')
  await page.getByRole('link', { name: 'Добавить займ' }).first().click()
  await expect(page).toHaveURL(/\/loans\/new$/)
  await call(page, 'POST', `/loans/${id}/close`, { reason: 'конец проверки' })
})

const foretold = (place: Locator) => place.locator('[data-next-message]')

test('whatever has a date and will never ring says so in every list', async ({ page }) => {
  const [silent, loud, lender] = [unique('Молча'), unique('Со звонком'), unique('Без даты')]
  const due = dayFromNow(1)
  await createTask(page, { title: silent, due, reminderTemplateId: null })
  await createTask(page, { title: loud, due })
  await call(page, 'POST', '/loans', { orgName: lender, loanDate: dayFromNow(-1), amountBorrowed: '100.00' })
  for (const path of ['/', `/tasks?q=${encodeURIComponent(silent)}`]) {
    await page.goto(path)
    await expect(foretold(row(page, silent))).toHaveText(/бот не напомнит/)
  }
  await page.goto(`/tasks?q=${encodeURIComponent(loud)}`)
  await expect(foretold(row(page, loud))).toContainText('Следующее сообщение')
  await page.goto(`/loans?q=${encodeURIComponent(lender)}`)
  const loan = page.getByRole('main').getByRole('listitem').filter({ hasText: lender })
  await expect(foretold(loan)).toHaveText(/бот не напомнит/)
  await keepPicture(page, 'promises-silent-loan', test.info().project.name)
  await loan.click()
  await expect(page.getByTestId('next-message')).toContainText('напомнит: нет даты')
})

test('a form begins with the account’s usual template, and says before saving when nothing would come', async ({
  page,
}) => {
  await page.goto('/tasks/new')
  await expect(field(page, 'Шаблон напоминаний').locator('option:checked')).toHaveText('Интенсивные ⭐')
  await page.goto('/loans/new')
  await expect(field(page, 'Напоминания о платежах').locator('option:checked')).toHaveText('Интенсивные ⭐')
  const silence = page.getByTestId('will-be-silent')
  await expect(silence).toContainText('бот не напомнит')
  await field(page, 'Вернуть до').fill(dayFromNow(9))
  await page.keyboard.press('Enter')
  await expect(silence).toBeHidden()
  await field(page, 'Напоминания о платежах').selectOption('')
  await expect(silence).toContainText('бот не напомнит')
})

test('the line and the panel tell the same of what comes next: after a snooze and after completion', async ({ page }, {
  project,
}) => {
  const title = unique('Что дальше')
  const { id } = await createTask(page, { title, due: `${dayFromNow(3)}T12:00` })
  await page.goto(`/tasks/${id}`)
  const line = foretold(page.getByTestId('next-message'))
  const panel = foretold(page.getByTestId('preview'))
  await expect(line).toContainText('Следующее сообщение')
  await page.getByRole('button', { name: 'Отложить' }).click()
  await page.getByRole('menuitem', { name: 'Завтра утром' }).click()
  await expect(line).toContainText('завтра, 09:00 (отложено)')
  await expect(panel).toHaveText((await line.innerText()).trim())
  await keepPicture(page, 'promises-task-snoozed', project.name)
  await page.goto(`/tasks?q=${encodeURIComponent(title)}`)
  await expect(foretold(page.locator(`[data-task="${id}"]`))).toContainText('завтра, 09:00')
  await page.goto(`/tasks/${id}`)
  await page.getByRole('button', { name: 'Готово' }).click()
  await expect(line).toContainText('сообщений больше не будет', { ignoreCase: true })
  await expect(panel).toContainText('сообщений больше не будет', { ignoreCase: true })
})

test('a page left open never promises a moment that has passed: it asks again', async ({ page }) => {
  const { id } = await createTask(page, { title: unique('Открыта с утра'), due: `${dayFromNow(3)}T12:00` })
  await call(page, 'POST', `/tasks/${id}/snooze`, { minutes: 60 })
  await page.clock.install()
  await page.goto(`/tasks/${id}`)
  const line = foretold(page.getByTestId('next-message'))
  await expect(line).toContainText('(отложено)')
  const asked = page.waitForRequest((request) => request.url().endsWith(`/api/v1/tasks/${id}`))
  await page.clock.fastForward('01:01:00')
  await asked
  await expect(line).toContainText('Следующее сообщение: сейчас')
})
