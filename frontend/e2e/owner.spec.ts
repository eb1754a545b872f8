import { look } from './look'
import { changeSettings, dayFromNow, expect, test, unique } from './product'
import { sendsOf, write } from './sandbox'

test('the owner tells everybody something; it comes to the chat, and the page says who got it', async ({ page }) => {
  const { workHours } = await changeSettings(page, {})
  await changeSettings(page, { workHours: { start: 0, end: 24, days: {} } })
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Объявления' }).click()
  await expect(page.getByTestId('reach')).toContainText('Получат')
  const words = unique('Сервер *переезжает*')
  await page.getByLabel('Текст').fill(words)
  await page.getByRole('button', { name: 'Отправить всем' }).click()
  const row = page.getByTestId('announcement').filter({ hasText: words })
  await expect(row).toHaveAttribute('data-state', 'done', { timeout: 15_000 })
  await expect(row).toContainText('получили: 1')
  expect(await sendsOf(words, 1, 5_000)).toHaveLength(1)
  await row.getByText('Кому и как').click()
  await expect(row.getByTestId('announcement-people')).toContainText('отправлено сегодня')

  const later = unique('Отменю')
  await page.getByLabel('Текст').fill(later)
  await page.getByText('В назначенное время').click()
  await page.getByRole('textbox', { name: 'День' }).fill(dayFromNow(2).split('-').reverse().join('.'))
  await page.getByRole('textbox', { name: 'Время' }).fill('12:30')
  await look(page, 'announcements')
  await page.getByRole('button', { name: 'Запланировать' }).click()
  const planned = page.getByTestId('announcement').filter({ hasText: later })
  await expect(planned).toContainText('12:30')
  await planned.getByRole('button', { name: 'Остановить' }).click()
  await expect(planned).toHaveAttribute('data-state', 'stopped')
  await changeSettings(page, { workHours })
})

test('updates come by the webhook and by polling, as the owner likes; what is written meanwhile is answered', async ({
  page,
}) => {
  await page.goto('/settings/status')
  const section = page.getByTestId('telegram-updates')
  await expect(section.getByText('Программа сама спрашивает Telegram')).toBeVisible()
  for (const [mode, said] of [
    ['webhook', 'Webhook задан, адрес тот, что нужен'],
    ['polling', 'Webhook не задан: Telegram ждёт'],
  ] as const) {
    const before = (await sendsOf('/today', 0, 0)).length
    await section.getByRole('button', { name: 'Переключить' }).click()
    await expect(section.getByTestId('telegram-said')).toContainText(said)
    await write('/help')
    expect((await sendsOf('/today', before + 1, 15_000)).length, mode).toBe(before + 1)
    if (mode === 'webhook') await look(page, 'status-webhook')
  }
})
