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

test('the owner is told who gets it as a notification or a letter, what a notification leaves out, and the way of each', async ({
  page,
}) => {
  const announcement = {
    id: 1,
    text: 'Сервер переезжает',
    state: 'done',
    createdAt: '2026-11-21T02:00:00Z',
    plannedAt: '2026-11-21T02:00:00Z',
    begunAt: '2026-11-21T02:00:00Z',
    stoppedAt: null,
    counts: {
      people: 4,
      sent: 3,
      waiting: 0,
      sending: 0,
      unknown: 1,
      noChat: 0,
      blocked: 0,
      deactivated: 0,
      failed: 0,
      stopped: 0,
    },
  }
  const copy = (accountId: number, name: string, state: string, way: string | null) => ({
    accountId,
    name,
    state,
    way,
    endedAt: '2026-11-21T02:00:05Z',
    heldUntil: null,
    heldBy: null,
    error: null,
  })
  await page.route('**/api/v1/announcements', (route) =>
    route.fulfill({
      json: {
        items: [announcement],
        audience: { people: 5, reached: 4, elsewhere: 2, withoutChat: 1, blocked: 0, deactivated: 0 },
      },
    }),
  )
  await page.route('**/api/v1/announcements/1', (route) =>
    route.fulfill({
      json: {
        announcement,
        people: [
          copy(1, 'Анна', 'sent', 'telegram'),
          copy(2, 'Борис', 'sent', 'push'),
          copy(3, 'Вера', 'sent', 'mail'),
          copy(4, 'Глеб', 'unknown', null),
        ],
      },
    }),
  )
  await page.goto('/announcements')
  const reach = page.getByTestId('reach')
  await expect(reach).toContainText('Получат 4 из 5; чат не привязан: 1.')
  await expect(reach).toContainText('Из них уведомлением или письмом, потому что в чат не написать: 2.')
  const beginning = reach.getByText('видно только начало, первые 400 знаков')
  await page.getByLabel('Текст').fill('я'.repeat(400))
  await expect(beginning).toBeHidden()
  await page.getByLabel('Текст').fill('я'.repeat(401))
  await expect(beginning).toBeVisible()
  await page.getByText('Кому и как').click()
  const people = page.getByTestId('announcement-people')
  await expect(people.getByRole('listitem').nth(0)).toContainText('отправлено 21 ноября')
  await expect(people.getByRole('listitem').nth(1)).toContainText('отправлено уведомлением')
  await expect(people.getByRole('listitem').nth(2)).toContainText('отправлено письмом')
  await expect(people.getByRole('listitem').nth(3)).toContainText('ответ потерян, сообщение могло дойти')
  await look(page, 'announcements-elsewhere')
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
