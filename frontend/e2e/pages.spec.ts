import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { PAGES } from './addresses'
import { BACKUPS, checkedOriginal, runningBackup, troubledStatus } from './installation'
import { call, coloured, createTask, dayFromNow, expect, keepPicture, NOTHING_TO_PAY, test, unique } from './product'

interface Dashboard {
  counts: object
  loans: { statistics: object }
}

/** axe finds nothing, and nothing sticks out sideways, light and dark: of the rules only contrast knows colours. */
async function check(page: Page, name: string, project: string) {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await coloured(page)
    const axe = new AxeBuilder({ page })
    const { violations } = await (scheme === 'light' ? axe : axe.withRules('color-contrast')).analyze()
    expect(violations.map(({ id, nodes }) => [id, scheme, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `${name}-${scheme}`, project)
  }
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name}: anybody can use it`, async ({ page }, { project }) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    await expect(page.getByText('Загружаю…')).toHaveCount(0)
    await check(page, name, project.name)
  })
}

test(`a task: anybody can use it`, async ({ page }, { project }) => {
  const { id } = await createTask(page, {
    title: unique('Картинка'),
    description: 'Описание',
    importance: 1,
    due: '2031-05-20T18:00',
    subtasks: [{ title: 'Шаг первый' }, { title: 'Шаг второй' }],
    reminders: ['2031-05-19T12:00'],
  })
  await page.goto(`/tasks/${id}`)
  await expect(page.getByTestId('reminders')).toBeVisible()
  await check(page, `task`, project.name)
})

test(`a task that repeats: anybody can use it`, async ({ page }, { project }) => {
  const { id } = await createTask(page, {
    title: unique('Передать показания'),
    due: '2031-01-31T10:00',
    recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31',
  })
  const { followedBy } = await call<{ followedBy: { id: number } }>(page, 'POST', `/tasks/${id}/complete`)
  await page.goto(`/tasks/${followedBy.id}`)
  await expect(page.getByTestId('occurrences').getByRole('listitem')).toHaveCount(2)
  await expect(page.getByTestId('recurrence-preview').getByRole('listitem')).toHaveCount(6)
  await check(page, `task-repeats`, project.name)
  await page.getByLabel('Описание').fill('Горячая и холодная')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByTestId('scope')).toBeVisible()
  await check(page, 'task-scope', project.name)
})

test(`a rule of one’s own: anybody can use it`, async ({ page }, { project }) => {
  const { id } = await createTask(page, {
    title: unique('Своё правило'),
    due: '2031-01-31T10:00',
    recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31',
  })
  await page.goto(`/tasks/${id}`)
  await page.getByLabel('Повторять', { exact: true }).selectOption({ label: 'Своё…' })
  const editor = page.getByTestId('rule-editor')
  await editor.getByLabel('Единица').selectOption('WEEKLY')
  await editor.getByLabel('Закончить').selectOption('until')
  await page.locator('summary', { hasText: 'Правило текстом' }).click()
  await check(page, `task-rule`, project.name)
})

test(`a loan: anybody can use it, whatever is open on it`, async ({ page }, { project }) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Картинка'),
    website: 'https://bank.example/cabinet',
    loanDate: '2026-01-15',
    amountBorrowed: '10000.00',
    riskyOrg: true,
    notes: 'Заметка',
    installments: [
      { dueDate: '2026-02-15', amount: '5056.00' },
      { dueDate: '2026-03-15', amount: '5056.00' },
      { dueDate: '2031-04-15', amount: '5056.50' },
    ],
  })
  const { installments } = await (await page.request.get(`/api/v1/loans/${id}`)).json()
  await call(page, 'POST', `/loans/${id}/installments/${installments[0].id}/pay`)
  const { id: entry } = await call<{ id: number }>(page, 'POST', `/loans/${id}/payments`, {
    amount: '100.00',
    installmentId: installments[1].id,
    note: 'наличными',
  })
  await call(page, 'POST', `/loans/${id}/payments/${entry}/reverse`)
  await page.goto(`/loans/${id}`)
  await expect(page.getByTestId('ledger').getByRole('listitem')).toHaveCount(3)
  await check(page, 'loan', project.name)
  await page.getByRole('button', { name: 'Закрыть без оплаты' }).click()
  await page.getByRole('button', { name: 'Оплатить часть' }).first().click()
  await page.getByRole('button', { name: 'Рассчитать график' }).click()
  await page.getByTestId('generator').getByLabel('Платежей').fill('24')
  await expect(page.getByTestId('schedule-preview').getByRole('listitem')).toHaveCount(15)
  await page.getByLabel(/^Сумма платежа 3: /).click()
  await page.getByLabel('Сумма платежа 3', { exact: true }).fill('нет')
  await check(page, `loan-open`, project.name)
  await page.request.delete(`/api/v1/loans/${id}`, {
    headers: {
      'X-Requested-With': 'zapiska',
      'If-Match': (await page.request.get(`/api/v1/loans/${id}`)).headers().etag ?? '',
    },
  })
})

test(`a loan that is paid: anybody can use it`, async ({ page }, { project }) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Картинка оплачена'),
    loanDate: '2026-01-15',
    amountBorrowed: '3000.00',
    amountDue: '3720.00',
  })
  await call(page, 'POST', `/loans/${id}/payments`, { amount: '3720.00' })
  await page.goto(`/loans/${id}`)
  await expect(page.getByText('Оплачен', { exact: true })).toBeVisible()
  await expect(page.getByTestId('ledger').getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('main').locator('.btn-primary:visible')).toHaveCount(0)
  await check(page, `loan-paid`, project.name)
})

test(`an import’s report: anybody can use it`, async ({ page }, { project }) => {
  const faults = [{ where: 'tasks.json[12].title', problem: 'wrong-value', text: 'Недопустимое значение.' }]
  const refused = { ...checkedOriginal, id: 901, kind: 'archive', state: 'failed', counts: [], reasons: [], faults }
  await page.route('**/api/v1/imports?*', (route) =>
    route.fulfill({ json: { items: [checkedOriginal, refused], nextCursor: null } }),
  )
  await page.goto('/settings/data')
  const imports = page.getByTestId('imports')
  await expect(imports.getByText('Прежняя программа')).toBeVisible()
  await imports.locator('details').evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true
  })
  await expect(page.getByText('tasks.json, запись 13')).toBeVisible()
  await page.getByRole('button', { name: 'Перенести…' }).click()
  await check(page, `import-report`, project.name)
})

test(`an installation in trouble: anybody can use it`, async ({ page }, { project }) => {
  await page.route('**/api/v1/status', (route) => route.fulfill({ json: troubledStatus() }))
  await page.goto('/settings/status')
  await expect(page.getByTestId('overall')).toBeVisible()
  await check(page, `status-trouble`, project.name)
})

test(`backups, good and bad: anybody can use it`, async ({ page }, { project }) => {
  const items = [runningBackup(), ...BACKUPS]
  await page.route('**/api/v1/backups*', (route) => route.fulfill({ json: { items, nextCursor: null, setUp: true } }))
  await page.goto('/settings/backups')
  await page.getByText('Как восстановить').first().click()
  await check(page, `backups-made`, project.name)
})

test(`the first screen with payments: anybody can use it`, async ({ page }, { project }) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('На первом экране'),
    loanDate: '2026-01-15',
    amountBorrowed: '10000.00',
    installments: [
      { dueDate: '2026-02-15', amount: '5056.00' },
      { dueDate: dayFromNow(0), amount: '5056.50' },
    ],
  })
  await page.goto('/')
  await expect(page.getByTestId('chart').getByRole('row')).not.toHaveCount(1)
  await check(page, `today-with-loans`, project.name)
  await call(page, 'POST', `/loans/${id}/close`, { reason: 'конец проверки' })
})

/** The first screen of an account in which there is only this, whatever else is in the real one. */
async function firstScreen(page: Page, change: (dashboard: Dashboard) => void) {
  const dashboard: Dashboard = await (await page.request.get('/api/v1/dashboard')).json()
  change(dashboard)
  await page.route('**/api/v1/dashboard', (route) => route.fulfill({ json: dashboard }))
  await page.goto('/')
}

test(`an empty first screen: anybody can use it`, async ({ page }, { project }) => {
  await firstScreen(page, (dashboard) => {
    Object.assign(dashboard, { overdue: [], today: [], next: [] })
    Object.assign(dashboard.counts, { all: 0, open: 0, today: 0, overdue: 0 })
    Object.assign(dashboard.loans, NOTHING_TO_PAY)
    Object.assign(dashboard.loans.statistics, { total: 0, open: 0, urgent: 0 })
  })
  const steps = page.getByTestId('first-steps')
  await expect(steps.locator('[data-step="task"]')).toBeVisible()
  await check(page, `today-empty`, project.name)
  await steps.getByRole('button', { name: 'Скрыть' }).click()
  await expect(steps).toHaveCount(0)
  await expect(page.getByText('Займов нет.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Займов нет.')).toBeVisible()
  await expect(steps).toHaveCount(0)
  await check(page, `today-empty-hidden`, project.name)
})

test(`a first screen with all done: anybody can use it`, async ({ page }, { project }) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Всё сделано'),
    loanDate: dayFromNow(-1),
    dueDate: dayFromNow(40),
    amountBorrowed: '100.00',
  })
  await firstScreen(page, (dashboard) => {
    Object.assign(dashboard, { overdue: [], today: [] })
    Object.assign(dashboard.loans, NOTHING_TO_PAY)
  })
  await expect(page.getByTestId('all-done')).toHaveText('На сегодня ничего не осталось.')
  // A healthy Telegram is a line, not a card.
  await expect(page.getByText('Работает учебный чат')).toBeVisible()
  await expect(page.getByTestId('money').locator('[data-sum="overdue"]')).toHaveCount(0)
  await check(page, `today-all-done`, project.name)
  await call(page, 'POST', `/loans/${id}/close`, { reason: 'конец проверки' })
})

test(`a burning first screen: what presses most stands first, and only its button is filled`, async ({ page }, {
  project,
}) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Горит'),
    loanDate: dayFromNow(-60),
    amountBorrowed: '10000.00',
    // What is ahead may stand behind the twenty that come first.
    installments: [
      { dueDate: dayFromNow(-9), amount: '5056.00' },
      { dueDate: dayFromNow(0), amount: '5056.50' },
    ],
  })
  const { id: task } = await createTask(page, { title: unique('Давно пора'), due: dayFromNow(-30) })
  await page.goto('/')
  const agenda = page.getByTestId('agenda')
  await expect(agenda.getByRole('listitem').first()).toHaveAttribute('data-payment', /\d+/)
  await expect(agenda.locator(`[data-payment="${id}"]`)).toHaveCount(2)
  await expect(page.getByRole('main').locator('.btn-primary:visible')).toHaveCount(1)
  await expect(agenda.getByRole('listitem').first().getByRole('button')).toHaveClass(/btn-primary/)
  await check(page, `today-burning`, project.name)
  await call(page, 'POST', `/loans/${id}/close`, { reason: 'конец проверки' })
  await call(page, 'POST', `/tasks/${task}/complete`)
})

test.describe('without a session', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('any page leads to the door, and from there back (bug 41: only to this site)', async ({ page }, { project }) => {
    await page.goto('/settings')
    await expect(page).toHaveURL(/\/sign-in\?next=\/settings$/)
    await expect(page.getByText('бот напомнит в Telegram в нужную минуту')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await keepPicture(page, 'sign-in', project.name)
    await page.goto('/sign-in?next=//evil.example/')
    await page.getByLabel('Пароль').fill(process.env.E2E_PASSWORD ?? '')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Добр')
    expect(new URL(page.url()).pathname).toBe('/')
  })
})

test('Tab reaches the content by the skip link', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard')
  await page.goto('/tasks')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'К содержанию' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
})
