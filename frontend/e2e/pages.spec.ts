import AxeBuilder from '@axe-core/playwright'
import { call, createTask, expect, keepPicture, test, unique } from './product'

const PAGES = {
  today: '/',
  tasks: '/tasks',
  'new-task': '/tasks/new',
  loans: '/loans?status=all',
  'no-loans': '/loans?q=ничего-такого',
  'new-loan': '/loans/new',
  categories: '/categories',
  templates: '/reminder-templates',
  settings: '/settings',
  data: '/settings/data',
  status: '/settings/status',
  backups: '/settings/backups',
  'not-found': '/no/such/page',
}

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name}, ${scheme}: anybody can use it`, async ({ page }, { project }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
      await expect(page.getByText('Загружаю…')).toHaveCount(0)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      // Nothing sticks out sideways.
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      await keepPicture(page, `${name}-${scheme}`, project.name)
    })
  }

  test(`a task, ${scheme}: anybody can use it`, async ({ page }, { project }) => {
    const { id } = await createTask(page, {
      title: unique('Картинка'),
      description: 'Описание',
      importance: 1,
      due: '2031-05-20T18:00',
      subtasks: [{ title: 'Шаг первый' }, { title: 'Шаг второй' }],
      reminders: ['2031-05-19T12:00'],
    })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.goto(`/tasks/${id}`)
    await expect(page.getByTestId('reminders')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `task-${scheme}`, project.name)
  })

  test(`a loan, ${scheme}: anybody can use it, whatever is open on it`, async ({ page }, { project }) => {
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
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.goto(`/loans/${id}`)
    await expect(page.getByTestId('ledger').getByRole('listitem')).toHaveCount(3)
    await keepPicture(page, `loan-${scheme}`, project.name)
    await page.getByRole('button', { name: 'Закрыть вручную' }).click()
    await page.getByRole('button', { name: 'Оплатить часть' }).first().click()
    await page.getByRole('button', { name: 'Рассчитать график' }).click()
    await page.getByTestId('generator').getByLabel('Платежей').fill('24')
    await expect(page.getByTestId('schedule-preview').getByRole('listitem')).toHaveCount(15)
    await page.getByLabel(/^Сумма платежа 3: /).click()
    await page.getByLabel('Сумма платежа 3', { exact: true }).fill('нет')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `loan-open-${scheme}`, project.name)
    await page.request.delete(`/api/v1/loans/${id}`, {
      headers: {
        'X-Requested-With': 'zapiska',
        'If-Match': (await page.request.get(`/api/v1/loans/${id}`)).headers().etag ?? '',
      },
    })
  })

  test(`the first screen with payments, ${scheme}: anybody can use it`, async ({ page }, { project }) => {
    const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
      orgName: unique('На первом экране'),
      loanDate: '2026-01-15',
      amountBorrowed: '10000.00',
      installments: [
        { dueDate: '2026-02-15', amount: '5056.00' },
        { dueDate: new Date().toISOString().slice(0, 10), amount: '5056.50' },
      ],
    })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await page.getByTestId('chart').getByText('Таблицей').click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `today-with-loans-${scheme}`, project.name)
    await call(page, 'POST', `/loans/${id}/close`, { reason: 'конец проверки' })
  })
}

test.describe('without a session', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('any page leads to the door, and from there back (bug 41: only to this site)', async ({ page }, { project }) => {
    await page.goto('/settings')
    await expect(page).toHaveURL(/\/sign-in\?next=\/settings$/)
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
