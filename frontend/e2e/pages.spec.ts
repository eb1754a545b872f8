import AxeBuilder from '@axe-core/playwright'
import { createTask, expect, keepPicture, test, unique } from './product'

const PAGES = {
  today: '/',
  tasks: '/tasks',
  'new-task': '/tasks/new',
  categories: '/categories',
  templates: '/reminder-templates',
  settings: '/settings',
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
    await keepPicture(page, `task-${scheme}`, project.name)
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
