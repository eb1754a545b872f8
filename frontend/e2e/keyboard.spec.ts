import type { Page } from '@playwright/test'
import { call, dayFromNow, expect, test, unique } from './product'

test.skip(({ isMobile }) => isMobile, 'a phone has no keyboard')

/** Goes on by Tab, as a person does, until the keyboard stands on it; fails when it never gets there. */
async function tabTo(page: Page, name: RegExp, most = 60) {
  for (let step = 0; step < most; step++) {
    const here = await page.evaluate(() => {
      const one = document.activeElement as HTMLElement | null
      if (!one?.matches('a, button, input, select, textarea, summary')) return ''
      const labels = (one as HTMLInputElement).labels
      return one.getAttribute('aria-label') ?? (labels?.length ? labels[0]?.textContent : one.textContent)?.trim() ?? ''
    })
    if (name.test(here)) {
      // What the keyboard stands on is seen to be so.
      const seen = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
      expect(seen, here).not.toBe('none')
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${name}`)
}

test.describe('a whole day without a mouse', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('sign in, add, plan, tick, pay, undo, settings', async ({ page }) => {
    await page.goto('/sign-in')
    await expect(page.getByLabel('Пароль', { exact: true })).toBeFocused()
    await page.keyboard.type(process.env.E2E_PASSWORD ?? '')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Добр')
    const name = unique('Без мыши').replaceAll(' ', '')
    const { id: loan } = await call<{ id: number }>(page, 'POST', '/loans', {
      orgName: name,
      loanDate: dayFromNow(-20),
      amountBorrowed: '1000.00',
      installments: [{ dueDate: dayFromNow(0), amount: '1100.00' }],
    })

    // Past the navigation to the page, and there a task is added.
    await page.reload()
    await expect(page.getByLabel('Название новой задачи')).toBeVisible()
    await page.keyboard.press('Tab')
    await tabTo(page, /^К содержанию$/)
    await page.keyboard.press('Enter')
    await expect(page.locator('#main')).toBeFocused()
    const title = `Позвонить${name}`
    await tabTo(page, /Название новой задачи/)
    await page.keyboard.type(`${title} сегодня`)
    await expect(page.getByTestId('quick-chips')).toContainText('сегодня')
    await page.keyboard.press('Enter')
    await expect(
      page
        .getByTestId('toast')
        .or(page.getByRole('listitem').filter({ hasText: title }))
        .first(),
    ).toBeVisible()

    // Planned for later on its own page, saved by Enter.
    await page.goto(`/tasks?q=${title}&filter=all`)
    await expect(page.getByRole('link', { name: title })).toBeVisible()
    await page.evaluate(() => document.getElementById('main')?.focus())
    await page.keyboard.press('j')
    await expect(page.getByRole('link', { name: title })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/tasks\/\d+$/)
    const task = new URL(page.url()).pathname.split('/').at(-1)
    await tabTo(page, /Дата срока/)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('завтра')
    await page.keyboard.press('Enter')
    const saved = async () => (await page.request.get(`/api/v1/tasks/${task}`)).json()
    await expect.poll(async () => (await saved()).due?.slice(0, 10)).toBe(dayFromNow(1))

    // Ticked, and taken back by the key that everything is taken back by.
    await page.evaluate(() => document.getElementById('main')?.focus())
    await tabTo(page, /^Готово$/)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await saved()).status).toBe('done')
    await expect(page.getByTestId('toast')).toContainText('Готово:')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await saved()).status).toBe('open')

    // Paid from anywhere, and taken back.
    const debt = async () => (await (await page.request.get(`/api/v1/loans/${loan}`)).json()).debt
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Найти или сделать' })).toBeVisible()
    await page.keyboard.type(name)
    await expect(page.getByRole('option', { name: new RegExp(`^${name}`) })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.goto(`/loans/${loan}`)
    await expect(page.getByTestId('loan-sums')).toBeVisible()
    await page.evaluate(() => document.getElementById('main')?.focus())
    await tabTo(page, /^Оплачено/)
    await page.keyboard.press('Enter')
    await expect.poll(debt).toBe('0.00')
    await expect(page.getByTestId('toast')).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect.poll(debt).toBe('1100.00')

    // The settings, their menu, a section.
    await page.evaluate(() => document.body.focus())
    await tabTo(page, /^Настройки$/)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/settings\/general$/)
    await tabTo(page, /^Займы и сводки$/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Займы и сводки')
    await tabTo(page, /Горящий, если до платежа/)
    await page.keyboard.press('ArrowUp')
    await tabTo(page, /^Отменить изменения$/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Сохранить', exact: true })).toBeHidden()
    await call(page, 'POST', `/loans/${loan}/close`, { reason: 'конец проверки' })
  })
})
