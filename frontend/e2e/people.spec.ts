import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ownerAlone } from './anew'
import { call, coloured, expect, keepPicture, test } from './product'

/** axe finds nothing, and nothing sticks out sideways, wide and narrow, light and dark. */
async function look(page: Page, name: string) {
  for (const [width, height, scheme] of [
    [1280, 860, 'light'],
    [390, 844, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await coloured(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `${name}-${scheme}`, String(width))
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

// While there are two people, signing in asks for a name: the project it is in runs alone.
test('somebody is invited, comes in, writes, is shut out and deleted; the log tells of it', async ({
  page,
  browser,
}) => {
  // Ten looks of axe take a minute on a machine that is busy.
  test.setTimeout(180_000)
  await ownerAlone(page)
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Люди' }).click()
  await expect(page.getByText('Пока здесь только вы')).toBeVisible()
  await page.getByRole('button', { name: 'Создать приглашение' }).click()
  const invitation = page.getByLabel('Ссылка-приглашение')
  await expect(invitation).toHaveValue(/\/invite#/)
  const link = await invitation.inputValue()
  await look(page, 'people-invited')

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: 'ru-RU' })
  const anna = await context.newPage()
  await anna.goto('/invite')
  await expect(anna.getByText('В ссылке нет кода')).toBeVisible()
  await anna.goto(new URL(link).pathname + new URL(link).hash)
  await anna.getByRole('button', { name: 'Войти', exact: true }).click()
  await expect(anna.getByText('Придумайте имя для входа.')).toBeVisible()
  await look(anna, 'invite')
  await anna.getByLabel('Как вас зовут').fill('Анна')
  await anna.getByLabel('Имя для входа').fill('Owner')
  await anna.getByLabel('Пароль', { exact: true }).fill('девять жёлтых чашек')
  await anna.getByLabel('Пароль ещё раз').fill('девять жёлтых чашек')
  await anna.keyboard.press('Enter')
  await expect(anna.getByText('Такое имя для входа уже занято')).toBeVisible()
  await expect(anna.getByLabel('Как вас зовут')).toHaveValue('Анна')
  await anna.getByLabel('Имя для входа').fill('anna')
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('heading', { level: 1 })).toContainText('Добр')
  await call(anna, 'POST', '/tasks', { title: 'Только моё' })
  await anna.goto('/people')
  await expect(anna.getByText('Эта страница — для владельца')).toBeVisible()
  await anna.goto('/audit')
  await expect(anna.getByText('Вход по приглашению', { exact: true }).last()).toBeVisible()
  await anna.goto('/settings')
  await expect(anna.getByRole('heading', { name: 'Удалить свои записи' })).toBeVisible()

  // The page has heard of her by itself.
  const row = page.getByRole('listitem').filter({ hasText: 'имя для входа: anna' })
  await expect(row).toContainText('участник')
  await expect(page.getByTestId('new-invitation')).toBeHidden()
  await row.getByRole('button', { name: 'Приостановить' }).click()
  await look(page, 'people-suspending')
  await row.getByRole('button', { name: 'Приостановить доступ' }).click()
  await expect(row).toContainText('приостановлен')

  // She is out at once, and told why when she tries to come back.
  await expect(anna.getByText('Сеанс завершён')).toBeVisible()
  await anna.getByLabel('Имя для входа').fill('anna')
  await anna.getByLabel('Пароль').fill('девять жёлтых чашек')
  await anna.keyboard.press('Enter')
  await expect(anna.getByText('Владелец приостановил этот доступ')).toBeVisible()
  await look(anna, 'sign-in-suspended')

  await row.getByRole('button', { name: 'Вернуть доступ' }).click()
  await expect(row.getByRole('button', { name: 'Приостановить' })).toBeVisible()
  await row.getByLabel('Что может Анна').selectOption('reader')
  await expect(page.getByText('Роль изменена').first()).toBeVisible()
  await anna.getByLabel('Пароль').fill('девять жёлтых чашек')
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('heading', { level: 1 })).toHaveText('Настройки')
  await context.close()

  await row.getByRole('button', { name: 'Удалить' }).click()
  await row.getByRole('button', { name: 'Удалить навсегда' }).click()
  await expect(row).toHaveCount(0)
  await page.goto('/audit')
  await expect(page.getByTestId('audit')).toContainText('Удалён доступ со всеми записями')
  await page.getByLabel('Событие').selectOption('invitation-created')
  await expect(page.getByTestId('audit').getByText('Создано приглашение').first()).toBeVisible()
  await expect(page.getByTestId('audit')).not.toContainText('Удалён доступ')
  await look(page, 'audit')
  await page.goto('/audit?event=invitation-deleted&to=2020-01-01')
  await expect(page.getByText('По этим условиям записей нет')).toBeVisible()
})
