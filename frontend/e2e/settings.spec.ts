import AxeBuilder from '@axe-core/playwright'
import { settingsAtFirst } from './anew'
import { artefact } from './artefacts'
import { call, changeSettings, createTask, dayFromNow, expect, keepPicture, row, test, unique } from './product'
import { ownerId, write, writeInGroup } from './sandbox'

test.beforeEach(({ page }) => settingsAtFirst(page))

test('a time zone is found by its city and saved', async ({ page }) => {
  await page.goto('/settings/general')
  const zone = page.getByLabel('Часовой пояс')
  for (const [city, name] of [
    ['Новосибирск', 'Asia/Novosibirsk'],
    ['Москва', 'Europe/Moscow'],
  ] as const) {
    await zone.fill(city)
    await page.getByRole('option', { name }).click()
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await expect(page.getByText('Настройки сохранены').first()).toBeVisible()
    await page.reload()
    await expect(zone).toHaveValue(name)
  }
})

test('working hours that end before they begin are refused', async ({ page }) => {
  await page.goto('/settings/reminders')
  await page.getByLabel('С', { exact: true }).first().selectOption('23')
  await page.getByLabel('До', { exact: true }).first().selectOption('7')
  await expect(page.getByText('Начало должно быть раньше конца.')).toBeVisible()
  await page.getByRole('button', { name: 'Отменить изменения' }).click()
  await expect(page.getByText('Начало должно быть раньше конца.')).toBeHidden()
})

test('what loans need is set: urgent days, times of the message, currency', async ({ page }) => {
  await changeSettings(page, { digestTimes: ['10:00', '20:00'] })
  const loan = await call<{ id: number; version: number }>(page, 'POST', '/loans', {
    orgName: unique('Валюта'),
    loanDate: '2026-01-15',
    amountBorrowed: '5056.00',
  })
  await page.goto('/settings/loans')
  const days = page.getByLabel('Горящий, если до платежа меньше')
  await days.fill('61')
  await expect(page.getByText('Целое число от 0 до 60.')).toBeVisible()
  await days.fill('7')
  await page.getByRole('button', { name: 'Время', exact: true }).click()
  await page.getByLabel('Время 3', { exact: true }).fill('10:00')
  await expect(page.getByText('Такое время уже есть.')).toBeVisible()
  await page.getByLabel('Время 3', { exact: true }).fill('15:30')
  await page.getByLabel('Валюта').selectOption('USD')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByText('Настройки сохранены').first()).toBeVisible()
  await page.reload()
  await expect(days).toHaveValue('7')
  await expect(page.getByLabel('Время 2', { exact: true })).toHaveValue('15:30')
  await page.goto(`/loans/${loan.id}`)
  await expect(page.getByTestId('loan-sums')).toContainText(/5\s056\s\$/)

  await page.goto('/settings/loans')
  await days.fill('5')
  await page.getByRole('button', { name: 'Убрать время 2' }).click()
  await page.getByLabel('Валюта').selectOption('RUB')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByText('Настройки сохранены').first()).toBeVisible()
})

test('that a loan comes to its ceiling is told until it is switched off, and its page promises no more than that', async ({
  page,
}) => {
  await changeSettings(page, { ceilingMessages: true })
  const loan = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Потолок'),
    loanDate: dayFromNow(-10),
    dueDate: dayFromNow(20),
    amountBorrowed: '10000.00',
    contract: { dailyRate: 0.8 },
  })
  const { owed } = await call<{ owed: { ceiling: { told: boolean } } }>(page, 'GET', `/loans/${loan.id}`)
  const told = page.getByTestId('ceiling-told')
  await page.goto(`/loans/${loan.id}`)
  await expect(page.getByTestId('ceiling')).toContainText('Это если ничего не платить.')
  await expect(told).toHaveCount(owed.ceiling.told ? 1 : 0)
  await page.goto('/settings/loans')
  const wanted = page.getByRole('checkbox', { name: 'Сообщать, когда займ дошёл до потолка' })
  await expect(wanted).toBeChecked()
  await wanted.uncheck()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByText('Настройки сохранены').first()).toBeVisible()
  await page.reload()
  await expect(wanted).not.toBeChecked()
  await page.goto(`/loans/${loan.id}`)
  await expect(page.getByTestId('ceiling')).toContainText('Это если ничего не платить.')
  await expect(told).toHaveCount(0)
  await changeSettings(page, { ceilingMessages: true })
})

test('messages about the day are switched on, and the page tells when the next comes', async ({ page }, info) => {
  await changeSettings(page, { workHours: { start: 7, end: 22, days: {} } })
  await page.goto('/settings/loans')
  const morning = page.getByTestId('digest-morning')
  await expect(morning).toContainText('Не приходит.')
  await morning.getByRole('checkbox', { name: 'Утренний план' }).check()
  await expect(morning).toContainText('после сохранения')
  const time = morning.getByLabel('Во сколько: Утренний план')
  await time.fill('99')
  await time.blur()
  await expect(morning).toContainText('Укажите время.')
  await time.fill('23:30')
  await page.getByTestId('digest-weekly').getByRole('checkbox').check()
  await page.getByLabel('День недели: Итоги недели').selectOption('1')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(morning).toContainText('бот молчит')
  await time.fill('07:45')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(morning).toContainText(/Ближайшее сообщение: (сегодня|завтра), 07:45/)
  await expect(page.getByTestId('digest-urgent')).toContainText('Ближайшее сообщение')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await keepPicture(page, 'settings-digests', info.project.name)

  await page.reload()
  await expect(time).toHaveValue('07:45')
  await morning.getByRole('checkbox').uncheck()
  await page.getByTestId('digest-weekly').getByRole('checkbox').uncheck()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(morning).toContainText('Не приходит.')
})

test('the language changes at once, everywhere', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('combobox', { name: 'Язык' }).selectOption('en')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('General')
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ru')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Основные')
})

test('a personal token is shown once', async ({ page }) => {
  const name = unique('скрипт')
  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: 'Новый ключ' }).click()
  await page.getByLabel('Для чего').fill(name)
  await page.getByRole('button', { name: 'Создать ключ' }).click()
  await expect(page.getByTestId('new-token')).not.toHaveValue('')
  await page.reload()
  const token = page.getByRole('listitem').filter({ hasText: name })
  await expect(token).toBeVisible()
  await expect(page.getByTestId('new-token')).toBeHidden()
  await token.getByRole('button', { name: 'Отозвать' }).click()
  await token.getByRole('button', { name: 'Точно отозвать' }).click()
  await expect(token).toBeHidden()
})

test('a template of one’s own: copied, changed, deleted', async ({ page }) => {
  const name = unique('Мой шаблон')
  await page.goto('/reminder-templates')
  await page.getByRole('button', { name: 'Копировать: За 1 день до срока' }).click()
  await page.getByLabel('Название шаблона').fill(name)
  await page.getByRole('button', { name: 'Правило', exact: true }).click()
  // An empty rule that waits for its number.
  const added = page.getByLabel('Сколько').last()
  await expect(added).toBeFocused()
  await expect(added).toHaveValue('')
  await page.keyboard.type('45')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  const template = page.getByRole('article').filter({ hasText: name })
  await expect(template).toContainText('за 1 день')
  await expect(template).toContainText('за 45 минут')
  await template.getByRole('button', { name: `Удалить: ${name}` }).click()
  await template.getByRole('button', { name: 'Удалить', exact: true }).click()
  await expect(template).toBeHidden()
})

test('«Футбол»: every half an hour from four o’clock, and before the end', async ({ page }) => {
  const name = unique('Футбол')
  await page.goto('/reminder-templates')
  await page.getByRole('button', { name: 'Новый шаблон' }).click()
  await page.getByLabel('Название шаблона').fill(name)
  await page.getByLabel('Вид правила 1').selectOption('every')
  await page.getByLabel('Начать', { exact: true }).selectOption('time')
  await page.getByLabel('Время', { exact: true }).fill('16:00')
  await page.getByRole('button', { name: 'Правило', exact: true }).click()
  await page.getByLabel('Вид правила 2').selectOption('beforeEnd')
  await expect(page.getByText('Без длительности задачи ничего не придёт.')).toBeVisible()

  const preview = page.getByRole('region', { name: 'Если срок' })
  await preview.getByLabel('Время срока').fill('21:00')
  await preview.getByLabel('длится, минут').fill('60')
  await expect(preview.getByRole('listitem')).toHaveCount(11)
  await expect(preview.getByRole('listitem').first()).toContainText('16:00')
  await expect(preview.getByRole('listitem').last()).toContainText('21:40')
  await expect(page.getByText('Без длительности задачи')).toBeHidden()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await preview.getByLabel('Время срока').fill('09:00')
  await expect(page.getByText('При таком сроке окно пустое, ничего не придёт.')).toBeVisible()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  const template = page.getByRole('article').filter({ hasText: name })
  await expect(template).toContainText('каждые 30 минут с 16:00, последнее за 30 минут')
  await expect(template).toContainText('за 20 минут до конца')
})

test('a category is made, renamed and deleted', async ({ page }) => {
  const name = unique('Дача')
  await page.goto('/categories')
  await page.getByRole('button', { name: 'Новая категория' }).first().click()
  await page.getByLabel('Название категории').fill(name)
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('button', { name: `Изменить: ${name}` }).click()
  await page.getByLabel('Название категории').fill(`${name} у озера`)
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('button', { name: `Удалить: ${name} у озера` }).click()
  await page.getByRole('button', { name: 'Удалить', exact: true }).click()
  await expect(page.getByRole('link', { name: `${name} у озера` })).toBeHidden()
})

test('a reminder in the night says when it comes', async ({ page }) => {
  await changeSettings(page, { workHours: { start: 7, end: 22, days: {} } })
  try {
    await page.goto('/tasks/new')
    await page.getByRole('button', { name: 'Напоминание', exact: true }).click()
    await page.getByLabel('Дата напоминания 1').fill('2031-05-18')
    await page.getByLabel('Время напоминания 1').fill('03:30')
    await expect(page.getByTestId('preview')).toContainText('18 мая 2031, 03:30 — вне рабочих часов, придёт в 07:00')
    await page.getByLabel('Время напоминания 1').fill('23:50')
    await expect(page.getByTestId('preview')).toContainText('придёт 19 мая 2031 в 07:00')
  } finally {
    await changeSettings(page, { workHours: { start: 0, end: 24, days: {} } })
  }
})

test('what reminds by default is chosen once, and nothing is a choice, too', async ({ page }) => {
  await page.goto('/settings/reminders')
  await page.getByLabel('О задачах', { exact: true }).selectOption({ label: 'Без напоминаний' })
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  await expect(page.getByText('Настройки сохранены')).toBeVisible()
  const title = unique('Без звонка')
  await page.goto('/')
  await page.getByLabel('Название новой задачи').fill(title)
  await page.keyboard.press('Enter')
  await expect(row(page, title).locator('[data-next-message]')).toHaveText(/бот не напомнит/)
  await page.goto('/tasks/new')
  await expect(page.getByLabel('Шаблон напоминаний', { exact: true }).locator('option:checked')).toHaveText(
    'Без шаблона',
  )
  await page.goto('/settings/reminders')
  await page.getByLabel('О задачах', { exact: true }).selectOption({ label: 'Интенсивные ⭐' })
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  await expect(page.getByText('Настройки сохранены')).toBeVisible()
})

test('open pages hear at once that the chat was unlinked, and linked again from the chat itself', async ({
  page,
  context,
}) => {
  const settings = await context.newPage()
  await settings.goto('/settings/telegram')
  const telegram = settings.getByRole('region', { name: 'Чат с ботом' })
  await expect(telegram).toContainText('Работает учебный чат.')
  await page.goto('/')
  const banner = page.getByText('Чат не привязан.')
  await expect(page.getByLabel('Название новой задачи')).toBeVisible()
  await expect(banner).toBeHidden()

  await call(page, 'DELETE', '/telegram/link')
  try {
    await expect(banner).toBeVisible({ timeout: 3_000 })
    // Since when the bot itself is well says nothing of the chat.
    await expect(telegram).toContainText(/Чат не привязан\. @\w+_bot\s*Привяжите чат/, { timeout: 3_000 })
    await telegram.getByRole('button', { name: 'Привязать чат' }).click()
    const code = await telegram.getByText(/^\/start /).innerText()
    await write(code)
    // Whoever has brought the code: the chat has no power before the page says that it was them.
    const question = telegram.getByRole('status').filter({ hasText: 'Это вы?' })
    await expect(question).toContainText('По вашей ссылке бота открывает')
    await question.screenshot({ path: artefact('screens/link-request.png') })
    await expect(banner).toBeVisible()
    await question.getByRole('button', { name: 'Да, это я' }).click()
  } catch (failed) {
    // What comes after needs the chat.
    const { code } = await call<{ code: string }>(page, 'POST', '/telegram/link-code')
    await write(`/start ${code}`)
    const asked = async () => (await (await page.request.get('/api/v1/telegram/status')).json()).linkRequest?.id
    await expect.poll(asked).toBeTruthy()
    await call(page, 'POST', `/telegram/link-requests/${await asked()}/confirm`)
    throw failed
  }
  await expect(banner).toBeHidden()
  await expect(telegram).toContainText('Работает учебный чат.')
  await expect(telegram.getByText(/^\/start /), 'a code that was used is not offered any more').toBeHidden()
  await settings.close()
})

test('a pause is begun in the settings, seen on every screen and ended there', async ({ page }, { project }) => {
  const { id } = await createTask(page, { title: unique('В отпуске'), due: `${dayFromNow(1)}T12:00` })
  await page.goto('/settings/reminders')
  await page.getByRole('button', { name: 'Включить паузу' }).click()
  await expect(page.getByText('Пауза включена').first()).toBeVisible()
  const banner = page.locator('[data-pause-banner]')
  await expect(banner).toContainText('Бот напоминает только о платежах.')
  await keepPicture(page, 'pause-settings', project.name)
  await page.goto(`/tasks/${id}`)
  await expect(page.locator('[data-next-message]').first()).toContainText('после паузы')
  await page.goto('/')
  await keepPicture(page, 'pause-today', project.name)
  await banner.getByRole('button', { name: 'Снять паузу' }).click()
  await expect(banner).toBeHidden()
})

test.describe('with its worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('this browser takes messages when Telegram does not, and their buttons act', async ({ page, context }, info) => {
    // No push service can be reached from here: the browser's own edge is played, what stands behind it is real.
    await context.grantPermissions(['notifications'])
    await page.addInitScript(() => {
      const kept = 'test-subscription'
      const subscription = () => {
        const endpoint = localStorage.getItem(kept)
        if (!endpoint) return null
        const key = Uint8Array.from({ length: 65 }, (_, place) => (place === 0 ? 4 : place))
        const text = (bytes: Uint8Array) =>
          btoa(String.fromCharCode(...bytes))
            .replace(/\+/g, '-')
            .replace(/\//g, '_')
            .replace(/=/g, '')
        return {
          endpoint,
          options: { applicationServerKey: null },
          toJSON: () => ({ endpoint, keys: { p256dh: text(key), auth: text(key.slice(0, 16)) } }),
          unsubscribe: async () => {
            localStorage.removeItem(kept)
            return true
          },
        } as unknown as PushSubscription
      }
      PushManager.prototype.getSubscription = async () => subscription()
      PushManager.prototype.subscribe = async () => {
        localStorage.setItem(kept, `https://push.example.test/${Math.random()}`)
        return subscription() as PushSubscription
      }
      Notification.requestPermission = async () => 'granted'
      const permission = () => localStorage.getItem('test-permission') ?? 'granted'
      Object.defineProperty(Notification, 'permission', { get: permission })
    })
    await page.goto('/settings/channels')
    const section = page.getByRole('region', { name: 'Если Telegram недоступен' })
    await expect(section.getByText('Пока ни одного')).toBeVisible()
    await section.getByRole('button', { name: 'Включить уведомления здесь' }).click()
    await expect(section.getByTestId('push-here')).toHaveText('На этом устройстве уведомления включены.', {
      timeout: 40_000,
    })
    await expect(section.getByRole('listitem').filter({ hasText: 'это устройство' })).toBeVisible()
    await keepPicture(page, 'settings-push', info.project.name)
    expect((await new AxeBuilder({ page }).include('#push').analyze()).violations).toEqual([])

    await section.getByLabel('Через сколько минут без Telegram').fill('0')
    await section.getByRole('button', { name: 'Сохранить' }).click()
    await expect(section.getByText('Целое число от 1 до 1440.')).toBeVisible()
    await section.getByLabel('Через сколько минут без Telegram').fill('5')
    await section.getByRole('button', { name: 'Сохранить' }).click()
    await expect(section.getByRole('button', { name: 'Сохранить' })).toBeHidden()

    const done = await createTask(page, { title: unique('Выполнить из уведомления') })
    const later = await createTask(page, { title: unique('Отложить из уведомления') })
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
    const shown = await worker.evaluate(
      async ([doneId, laterId]) => {
        const scope = self as unknown as {
          registration: { showNotification: unknown }
          dispatchEvent: (event: Event) => boolean
        }
        const shown: { title: string; body: string; actions: string[] }[] = []
        scope.registration.showNotification = async (
          title: string,
          options: { body: string; actions: { title: string }[] },
        ) => shown.push({ title, body: options.body, actions: options.actions.map((one) => one.title) })
        const told = async (type: string, parts: object) => {
          let work: Promise<unknown> = Promise.resolve()
          scope.dispatchEvent(
            Object.assign(new Event(type), parts, { waitUntil: (promise: Promise<unknown>) => (work = promise) }),
          )
          await work
        }
        const message = {
          title: 'Дело',
          body: 'Срок: завтра',
          task: doneId,
          done: 'Выполнил',
          snooze: 'Отложить',
          doneAnswer: 'Выполнено',
          snoozedAnswer: 'Отложено',
          failed: 'Не получилось',
          snoozeMinutes: 60,
        }
        await told('push', { data: { json: () => message } })
        const notification = (task: unknown) => ({ notification: { data: { ...message, task }, close: () => {} } })
        await told('notificationclick', { action: 'done', ...notification(doneId) })
        await told('notificationclick', { action: 'snooze', ...notification(laterId) })
        await told('notificationclick', { action: 'done', ...notification(999_999_999) })
        return shown
      },
      [done.id, later.id],
    )
    expect(shown).toEqual([
      { title: 'Дело', body: 'Срок: завтра', actions: ['Выполнил', 'Отложить'] },
      { title: 'Дело', body: 'Выполнено', actions: [] },
      { title: 'Дело', body: 'Отложено', actions: [] },
      { title: 'Дело', body: 'Не получилось', actions: [] },
    ])
    expect((await (await page.request.get(`/api/v1/tasks/${done.id}`)).json()).status).toBe('done')
    expect((await (await page.request.get(`/api/v1/tasks/${later.id}`)).json()).nextMessageReason).toBe('snoozed')

    await section.getByRole('button', { name: 'Выключить здесь' }).click()
    await expect(section.getByText('Пока ни одного')).toBeVisible()
    await page.evaluate(() => localStorage.setItem('test-permission', 'denied'))
    await page.reload()
    await expect(section.getByText('Браузер запретил уведомления')).toBeVisible()
  })
})

test('a group is linked, somebody in it is named, and it is unlinked', async ({ page }) => {
  await call(page, 'DELETE', '/telegram/group')
  const group = -Date.now()
  await page.goto('/settings#telegram-group')
  const section = page.getByRole('region', { name: 'Группа в Telegram' })
  await expect(section).toContainText('Группы пока нет.')
  await section.getByRole('button', { name: 'Привязать группу' }).click()
  const command = await section.getByText(/^\/start@/).innerText()
  await section.screenshot({ path: artefact('screens/group-code.png') })

  await writeInGroup(group, 'Семья Ивановых', await ownerId(), command)
  const question = section.getByTestId('group-request')
  await expect(question).toContainText('Группа «Семья Ивановых» просит доступ')
  await expect(question).toContainText('увидят ваши задачи, займы и суммы')
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await section.screenshot({ path: artefact(`screens/group-request-${scheme}.png`) })
  }
  await question.getByRole('button', { name: 'Да, показывать в этой группе' }).click()
  await expect(section).toContainText('Привязана группа «Семья Ивановых»')
  await expect(section).toContainText('Больше пока никто')

  // Whoever has written there is proposed, and may nothing before.
  await writeInGroup(group, 'Семья Ивановых', 555_001, '/tasks')
  const person = section.getByTestId('group-people').getByRole('checkbox')
  await expect(person).not.toBeChecked()
  await person.click()
  await expect(person).toBeChecked()
  expect((await new AxeBuilder({ page }).include('#telegram-group').analyze()).violations).toEqual([])
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await section.screenshot({ path: artefact(`screens/group-${width}.png`) })
  }
  await section.getByRole('button', { name: 'Отвязать группу' }).click()
  await section.getByRole('button', { name: 'Отвязать группу' }).click()
  await expect(section).toContainText('Группы пока нет.')
})

test('each section has its address, its title and its place in the menu; the old addresses lead there', async ({
  page,
}) => {
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/settings\/general$/)
  const menu = page.getByRole('navigation', { name: 'Разделы настроек' })
  for (const [name, path] of [
    ['Напоминания', 'reminders'],
    ['Займы и сводки', 'loans'],
    ['Telegram', 'telegram'],
    ['Уведомления и почта', 'channels'],
    ['Вход и безопасность', 'security'],
    ['Ключи для программ', 'tokens'],
  ] as const) {
    await menu.getByRole('link', { name, exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/settings/${path}$`))
    await expect(page).toHaveTitle(`${name} — Записная книжка`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expect(menu.locator('[aria-current]')).toHaveText(name)
    // The keyboard goes on in the section, and not in the menu before it.
    await expect(page.locator('#section')).toBeFocused()
  }
  for (const [place, path, what] of [
    ['telegram', 'telegram', 'Чат с ботом'],
    ['telegram-group', 'telegram', 'Группа в Telegram'],
    ['push', 'channels', 'Если Telegram недоступен'],
    ['pause', 'reminders', 'Пауза'],
    ['passkeys', 'security', 'Ключи доступа'],
    ['second-factor', 'security', 'Второй шаг'],
  ] as const) {
    await page.goto('/')
    await page.goto(`/settings#${place}`)
    await expect(page).toHaveURL(new RegExp(`/settings/${path}#${place}$`))
    await expect(page.locator(`#${place}`).getByRole('heading', { name: what }).first()).toBeInViewport()
  }
})

test('what is changed in one section is asked about before another is opened', async ({ page }) => {
  await page.goto('/settings/loans')
  await page.getByLabel('Горящий, если до платежа меньше').fill('9')
  await page.getByRole('link', { name: 'Напоминания', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Сохранить изменения?' })
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Остаться' }).click()
  await expect(page.getByLabel('Горящий, если до платежа меньше')).toHaveValue('9')
  await page.getByRole('button', { name: 'Отменить изменения' }).click()
  await page.getByRole('link', { name: 'Напоминания', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Напоминания')
})
