import { createHmac } from 'node:crypto'
import { ownerAlone } from './anew'
import { look } from './look'
import { call, dayFromNow, expect, test } from './product'
import { buttonOf, press, sendsOf, standing, writeAs } from './sandbox'

/** Her chat with the bot. */
const VERA = 555_777

// While there are two people, signing in asks for a name: the project it is in runs alone.
test('somebody is invited, comes in, links a chat, acts there, is shut out and deleted; the log tells of it', async ({
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
  await anna.goto('/settings/security')
  await expect(anna.getByRole('heading', { name: 'Удалить свои записи' })).toBeVisible()

  // Her own chat, which nobody else's messages come to.
  const chat = Date.now()
  await anna.goto('/settings/telegram')
  const telegram = anna.locator('#telegram')
  await telegram.getByRole('button', { name: 'Привязать чат' }).click()
  const start = await telegram.getByText(/^\/start /).innerText()
  await writeAs(chat, 'Анна', start)
  await expect(telegram.getByText('бота открывает Анна')).toBeVisible()
  await look(anna, 'link-request')
  await telegram.getByRole('button', { name: 'Да, это я' }).click()
  await expect(telegram).toContainText('Работает учебный чат')
  await anna.goto('/tasks')
  await expect(anna.getByRole('listitem').filter({ hasText: 'Только моё' })).toBeVisible()
  await look(anna, 'members-tasks')
  await writeAs(chat, 'Анна', '/tasks')
  await expect.poll(async () => (await standing('Только моё', chat)).length).toBe(1)
  const list = async () => (await standing('Только моё', chat)).at(-1)
  await press((await list())?.messageId ?? 0, buttonOf(await list(), 'Только моё'), chat)
  await expect.poll(async () => JSON.stringify((await list())?.replyMarkup)).toContain('Выполнил')
  await press((await list())?.messageId ?? 0, buttonOf(await list(), '✅ Выполнил'), chat)
  await expect(anna.getByRole('listitem').filter({ hasText: 'Только моё' })).toHaveCount(0)
  await anna.goto('/settings')

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
  await writeAs(chat, 'Анна', '/today')
  await expect.poll(async () => (await standing('приостанов', chat)).length).toBe(1)

  await row.getByRole('button', { name: 'Вернуть доступ' }).click()
  await expect(row.getByRole('button', { name: 'Приостановить' })).toBeVisible()
  await row.getByLabel('Что может Анна').selectOption('reader')
  await expect(page.getByText('Роль изменена').first()).toBeVisible()
  await anna.getByLabel('Пароль').fill('девять жёлтых чашек')
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('heading', { level: 1 })).toHaveText('Основные')
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

/** What an authenticator app shows, so many steps of half a minute from now. */
function codeOf(secret: string, stepsAhead = 0) {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead))
  const hash = createHmac('sha1', key).update(step).digest()
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

const PASSWORD = 'девять жёлтых чашек'

test('the second step is switched on, asked for, and switched off by a link for a new password', async ({
  page,
  browser,
}) => {
  test.setTimeout(90_000)
  await page.goto('/people')
  const { items } = await (await page.request.get('/api/v1/accounts')).json()
  for (const left of items.filter((one: { login: string }) => one.login === 'boris')) {
    await call(page, 'DELETE', `/accounts/${left.id}`)
  }
  const { url } = await call<{ url: string }>(page, 'POST', '/invitations', { role: 'member' })
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: 'ru-RU' })
  const boris = await context.newPage()
  const code = new URL(url).hash.slice(1)
  await call(boris, 'POST', '/invitations/accept', { code, login: 'boris', name: 'Борис', password: PASSWORD })

  await boris.goto('/settings#second-factor')
  const section = boris.locator('#second-factor')
  await expect(section).toContainText('Выключен')
  await section.getByRole('button', { name: 'Включить' }).click()
  await section.getByLabel('Текущий пароль').fill(PASSWORD)
  await boris.keyboard.press('Enter')
  const secret = ((await section.getByRole('group', { name: 'Ключ для приложения' }).textContent()) ?? '').replace(
    /\s/g,
    '',
  )
  await section.getByLabel('Код из приложения').fill(codeOf(secret, 15))
  await boris.keyboard.press('Enter')
  await expect(section.getByText(/часы телефона спешат примерно на [78] минут/)).toBeVisible()
  await look(boris, 'second-factor-setup')
  await section.getByLabel('Код из приложения').fill(codeOf(secret))
  await boris.keyboard.press('Enter')
  const codes = section.getByTestId('recovery-codes').getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const recovery = (await codes.first().textContent()) ?? ''
  await look(boris, 'second-factor-codes')
  await section.getByRole('button', { name: 'Коды сохранены' }).click()
  await expect(section).toContainText('Осталось 10 кодов')

  await context.clearCookies()
  await boris.goto('/sign-in')
  await boris.getByLabel('Имя для входа').fill('boris')
  await boris.getByLabel('Пароль').fill(PASSWORD)
  await boris.keyboard.press('Enter')
  const step = boris.getByTestId('code-step')
  await step.getByLabel('Код из приложения').fill('abc')
  await boris.keyboard.press('Enter')
  await expect(step).toContainText('Код не подошёл')
  await look(boris, 'second-factor-asked')
  await step.getByRole('button', { name: 'Нет телефона?' }).click()
  await step.getByLabel('Код восстановления').fill(recovery)
  await boris.keyboard.press('Enter')
  await expect(boris.getByRole('heading', { level: 1 })).toContainText('Добр')
  await expect(boris.getByText('Вы вошли с кодом восстановления, осталось ещё 9.')).toBeVisible()
  await boris.getByRole('button', { name: 'Новые коды восстановления' }).click()
  await expect(section).toContainText('Осталось 9 кодов')

  const row = page.getByRole('listitem').filter({ hasText: 'имя для входа: boris' })
  await expect(row).toContainText('второй шаг включён')
  await row.getByRole('button', { name: 'Новый пароль' }).click()
  await row.getByLabel('Заодно выключить второй шаг').check()
  await row.getByRole('button', { name: 'Создать ссылку' }).click()
  const link = new URL(await row.getByRole('textbox', { name: 'Ссылка для нового пароля' }).inputValue())

  await boris.goto(link.pathname + link.hash)
  await boris.getByLabel('Новый пароль').fill('семь синих чашек')
  await boris.getByLabel('Повторите новый').fill('семь синих чашек')
  await boris.getByRole('button', { name: 'Задать пароль' }).click()
  await expect(boris.getByText('Имя для входа: boris')).toBeVisible()
  await boris.getByRole('link', { name: 'Войти' }).click()
  await boris.getByLabel('Имя для входа').fill('boris')
  await boris.getByLabel('Пароль').fill('семь синих чашек')
  await boris.keyboard.press('Enter')
  await expect(boris.getByRole('heading', { level: 1 })).toContainText('Добр')
  await context.close()

  await expect(row).not.toContainText('второй шаг включён')
  await row.getByRole('button', { name: 'Удалить' }).click()
  await row.getByRole('button', { name: 'Удалить навсегда' }).click()
  await expect(row).toHaveCount(0)
})

test('a new person is led to a loan, a task and a reminder that rings until it is answered', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  await ownerAlone(page)
  const { url } = await call<{ url: string }>(page, 'POST', '/invitations', { role: 'member' })
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: 'ru-RU' })
  const vera = await context.newPage()
  const code = new URL(url).hash.slice(1)
  await call(vera, 'POST', '/invitations/accept', { code, login: 'vera', name: 'Вера', password: PASSWORD })
  await vera.goto('/')
  const steps = vera.getByTestId('first-steps')
  const step = (name: string) => steps.locator(`[data-step="${name}"]`)
  await expect(steps.getByRole('listitem')).toHaveCount(3)
  // Nobody can write to her yet, and the step does not promise it.
  await expect(step('trial')).toContainText('Сначала нужно, чтобы боту было куда писать.')
  await look(vera, 'first-steps')

  await step('loan').getByRole('button', { name: 'Записать займ' }).click()
  await expect(step('loan').getByLabel('Кредитор')).toBeFocused()
  await vera.keyboard.press('Enter')
  await expect(step('loan')).toContainText('Напишите, кто дал займ.')
  await expect(step('loan')).toContainText('без неё бот не напомнит')
  await step('loan').getByLabel('Кредитор').fill('Первый займ Веры')
  await step('loan').getByLabel('Взято').fill('5 000')
  await step('loan').getByLabel('К возврату').fill('6 500')
  await step('loan').getByLabel('Вернуть до').fill(dayFromNow(4))
  await look(vera, 'first-steps-loan')
  await step('loan').getByRole('button', { name: 'Создать займ' }).click()
  await expect(step('loan')).toHaveCount(0)
  await expect(vera.getByTestId('ahead')).toContainText('Первый займ Веры')
  await expect(vera.getByTestId('money').locator('[data-sum="debt"]')).toHaveText(/^6\s500\s₽$/)

  await step('task').getByRole('button', { name: 'Написать' }).click()
  await expect(vera.getByLabel('Название новой задачи')).toBeFocused()
  await vera.keyboard.type('Вынести ёлку')
  await vera.keyboard.press('Enter')
  await expect(step('task')).toHaveCount(0)

  const { code: link } = await call<{ code: string }>(vera, 'POST', '/telegram/link-code')
  await writeAs(VERA, 'Вера', `/start ${link}`)
  const asked = async () => (await (await vera.request.get('/api/v1/telegram/status')).json()).linkRequest?.id
  await expect.poll(asked).toBeTruthy()
  await call(vera, 'POST', `/telegram/link-requests/${await asked()}/confirm`)
  await step('trial').getByRole('button', { name: 'Пришлите мне пробное напоминание через минуту' }).click()
  await expect(step('trial')).toContainText('Придёт сегодня')
  // What it is, is known after a reload, too, and it is not asked for twice.
  await vera.reload()
  await expect(step('trial')).toContainText('Придёт сегодня')
  const [first] = await sendsOf('Пробное напоминание', 1, 150_000)
  expect(first, 'the trial reminder came').toBeDefined()
  await expect(step('trial')).toContainText('Без ответа бот напомнит снова')
  await look(vera, 'first-steps-came')
  const [, again] = await sendsOf('Пробное напоминание', 2, 90_000)
  expect(again, 'it nags as others do').toBeDefined()
  expect(await press(again?.messageId ?? 0, '✅ Выполнил', VERA)).toMatchObject({ answered: true })
  await expect(steps).toHaveCount(0)
  await expect(vera.getByRole('status').filter({ hasText: 'Напоминания работают.' })).toBeVisible()
  await vera.reload()
  await expect(vera.getByTestId('agenda')).toBeVisible()
  await expect(steps).toHaveCount(0)
  await look(vera, 'first-day-over')
  await context.close()
  await ownerAlone(page)
})
