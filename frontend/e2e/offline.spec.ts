import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { look } from './look'
import { answerChanged, call, createTask, dayFromNow, expect, row, test, unique } from './product'

const HEADERS = { 'X-Requested-With': 'zapiska' }

interface Loan {
  id: number
  orgName: string
}
interface Entry {
  kind: string
  amount: string
}

const createLoan = (page: Page, sum = '5000.00') =>
  call<Loan>(page, 'POST', '/loans', {
    orgName: unique('Банк без связи'),
    loanDate: dayFromNow(-30),
    amountBorrowed: sum,
    installments: [{ dueDate: dayFromNow(3), amount: sum }],
  })

const get = async <T>(page: Page, path: string): Promise<T> => (await page.request.get(`/api/v1${path}`)).json()
const payments = async (page: Page, loan: number) =>
  (await get<{ items: Entry[] }>(page, `/loans/${loan}/payments`)).items.map(({ kind, amount }) => `${kind} ${amount}`)
const found = async (page: Page, words: string) =>
  (await get<{ items: { title: string }[] }>(page, `/tasks?filter=all&q=${encodeURIComponent(words)}`)).items

/** Everything that this device keeps beside the page's own files. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const rows: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      for (const store of db.objectStoreNames) {
        const all = await new Promise<unknown[]>((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll()
          request.onsuccess = () => resolve(request.result)
        })
        rows.push(...all.map((one) => `${store} ${JSON.stringify(one)}`))
      }
      db.close()
    }
    const files: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) files.push(new URL(url).pathname)
    return { rows, files, local: Object.keys(localStorage), tab: { ...sessionStorage } }
  })

/** The worker has all of the page, and this page is its. */
async function installed(page: Page) {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 30_000 })
    .toBe('activated')
}

/** Opened while there is a network, and kept. */
async function read(page: Page, path: string, api: string) {
  await page.goto(path)
  await expect.poll(async () => (await kept(page)).rows.some((one) => one.includes(`"/api/v1${api}`))).toBe(true)
}

/** The large one, not the schedule's. */
const payButton = (page: Page) => page.getByRole('button', { name: /^Оплачено 5.000.₽$/ })
const queue = (page: Page) => page.getByTestId('queue')
const quickAdd = (page: Page) => page.getByRole('textbox', { name: 'Название новой задачи' })

/** Signed in for itself, so that what ends here ends for nobody else. */
async function ownContext(browser: Browser, baseURL: string | undefined): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, storageState: undefined, locale: 'ru-RU' })
  const answer = await context.request.post('/api/v1/auth/login', {
    headers: HEADERS,
    data: { password: process.env.E2E_PASSWORD },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return context
}

test.describe('with its worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('Offline walk: read, tick, add and pay without a network, in a tab that is killed, and all of it is there once', async ({
    page: first,
    context,
  }) => {
    test.setTimeout(120_000)
    let page = first
    const words = unique('Прогулка')
    const task = await createTask(page, { title: `${words} хлеб` })
    const long = await createTask(page, { title: `${words} дача`, subtasks: [{ title: 'окна' }, { title: 'двери' }] })
    const loan = await createLoan(page)
    const list = `/tasks?filter=all&q=${encodeURIComponent(words)}`

    await page.goto('/')
    await installed(page)
    await read(page, '/', '/dashboard')
    await read(page, list, '/tasks?filter=all&q=')
    await read(page, `/tasks/${long.id}`, `/tasks/${long.id}`)
    await read(page, `/loans/${loan.id}`, `/loans/${loan.id}/payments`)
    await context.setOffline(true)

    await page.goto('/')
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByTestId('connection')).toHaveText(/Без связи · данные на \d\d:\d\d/)
    // The worker answers for no question to the server, and for no page that is not this one's.
    expect(
      await page.evaluate(() =>
        fetch('/api/v1/dashboard').then(
          () => 'answered',
          () => 'failed',
        ),
      ),
    ).toBe('failed')
    expect((await kept(page)).files.filter((path) => path.startsWith('/api/'))).toEqual([])

    await page.goto(list)
    await row(page, task.title).getByRole('checkbox').check()
    await expect(page.getByText('Записано на этом устройстве').first()).toBeVisible()
    await expect(row(page, task.title)).toContainText('ждёт отправки')
    await quickAdd(page).fill(`${words} новое`)
    await quickAdd(page).press('Enter')
    await expect(queue(page)).toContainText('Ждут отправки: 2 записи')
    await page.goto(`/tasks/${long.id}`)
    await page.getByRole('checkbox', { name: /окна/ }).check()
    await expect(queue(page)).toContainText('Ждут отправки: 3 записи')
    await page.goto(`/loans/${loan.id}`)
    await payButton(page).click()
    await expect(page.getByText('Ждёт отправки: оплачено')).toBeVisible()
    await expect(payButton(page)).toHaveCount(0)

    // Without a word: nothing of the page has time to say goodbye.
    await page.close()
    page = await context.newPage()
    await page.goto(list)
    await expect(queue(page)).toContainText('Ждут отправки: 4 записи')
    await expect(row(page, task.title).getByRole('checkbox')).toBeChecked()
    await queue(page).getByRole('button', { name: 'Показать' }).click()
    await expect(queue(page).getByTestId('queue-entry')).toHaveText([
      /Готово: .*хлеб/,
      /Новая задача: .*новое/,
      /Подзадача сделана: окна/,
      /Оплачено 5.000.₽: Банк/,
    ])
    expect(await payments(page, loan.id)).toEqual([])
    await look(page, 'offline-queue')

    await context.setOffline(false)
    await expect(page.getByText('Отправлены 4 записи')).toBeVisible({ timeout: 30_000 })
    await expect(queue(page)).toHaveCount(0)
    await expect(page.getByTestId('connection')).toHaveCount(0)
    await expect(row(page, `${words} новое`)).toBeVisible()
    const state = async () => ({
      task: (await get<{ status: string }>(page, `/tasks/${task.id}`)).status,
      subtasks: (await get<{ subtasks: { completed: boolean }[] }>(page, `/tasks/${long.id}`)).subtasks.map(
        ({ completed }) => completed,
      ),
      added: (await found(page, `${words} новое`)).length,
      payments: await payments(page, loan.id),
    })
    const once = { task: 'done', subtasks: [true, false], added: 1, payments: ['payment 5000.00'] }
    expect(await state()).toEqual(once)
    // Nothing is left that could be sent a second time.
    await page.reload()
    await expect(row(page, `${words} новое`)).toBeVisible()
    expect((await kept(page)).rows.filter((one) => one.startsWith('queue'))).toEqual([])
    expect(await state()).toEqual(once)
  })

  test('ways in, Telegram’s frame and what is downloaded are none of the worker’s', async ({ page, context }) => {
    await page.goto('/')
    await installed(page)
    await context.setOffline(true)
    for (const path of ['/sign-in', '/sign-in-link', '/telegram', '/api/v1/export', '/q/health', '/healthz'])
      await expect(page.goto(path), path).rejects.toThrow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    // An address of the page that was never opened is the page all the same, and says what it does not know.
    const other = await context.newPage()
    await other.goto('/loans?q=never')
    await expect(other.getByRole('main')).toContainText('Нет связи с сервером')
  })

  test('a newer page is offered, and never taken in the middle of an edit', async ({ page, context }) => {
    // The worker of an older version: the file differs, what it does is the same.
    await context.route('**/sw.js', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: `${await response.text()}\n// older` })
    })
    await page.goto('/tasks/new')
    // And its page: it knows its version by the name of its script.
    await page.evaluate(() => {
      const script = document.querySelector<HTMLScriptElement>('script[type="module"]')
      if (script) script.src = '/assets/start-older.js'
    })
    await installed(page)
    await context.unroute('**/sw.js')
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    const waits = () => page.evaluate(async () => !!(await navigator.serviceWorker.getRegistration())?.waiting)
    await expect.poll(waits, { timeout: 30_000 }).toBe(true)
    await expect(page.getByTestId('new-version')).toContainText('Вышла новая версия')
    await page.getByRole('textbox', { name: 'Название' }).fill('Ещё не сохранено')
    const asked = page.waitForEvent('dialog')
    const pressed = page.getByRole('button', { name: 'Обновить' }).click()
    await (await asked).dismiss()
    await pressed
    await expect(page.getByRole('textbox', { name: 'Название' })).toHaveValue('Ещё не сохранено')
    await look(page, 'new-version')
    await page.getByRole('button', { name: 'Очистить' }).click()
    await page.getByRole('button', { name: 'Обновить' }).click()
    await expect(page.getByTestId('new-version')).toHaveCount(0)
    await expect.poll(waits).toBe(false)
  })
})

test('an answer that is lost does not pay twice', async ({ page }) => {
  const loan = await createLoan(page)
  await page.goto(`/loans/${loan.id}`)
  let lost = 0
  await page.route(`**/api/v1/loans/${loan.id}/payments`, async (route) => {
    if (route.request().method() !== 'POST' || lost >= 4) return route.continue()
    lost++
    // The server has done it, and nobody hears of it.
    await route.fetch()
    await route.abort('connectionreset')
  })
  await payButton(page).click()
  await expect(page.getByText('Записано на этом устройстве')).toBeVisible()
  await expect(page.getByText('Отправлена 1 запись')).toBeVisible({ timeout: 30_000 })
  expect(lost).toBe(4)
  expect(await payments(page, loan.id)).toEqual(['payment 5000.00'])
})

test('what the server refuses is kept with its words until the person decides', async ({ page, context }) => {
  const loan = await createLoan(page)
  const task = await createTask(page, { title: unique('Удалят тем временем') })
  await read(page, `/tasks?q=${encodeURIComponent(task.title)}`, '/tasks?')
  await context.setOffline(true)
  await row(page, task.title).getByRole('checkbox').check()
  await expect(queue(page)).toBeVisible()
  const { version } = await get<{ version: number }>(page, `/tasks/${task.id}`)
  await page.request.delete(`/api/v1/tasks/${task.id}`, { headers: { ...HEADERS, 'If-Match': `"v${version}"` } })
  await context.setOffline(false)
  await expect(queue(page)).toContainText('Этого уже нет', { timeout: 20_000 })
  await queue(page)
    .getByRole('button', { name: /Удалить/ })
    .click()
  await expect(queue(page)).toHaveCount(0)

  await read(page, `/loans/${loan.id}`, `/loans/${loan.id}/payments`)
  const pay = payButton(page)
  await context.setOffline(true)
  await pay.click()
  await expect(queue(page)).toContainText('Ждёт отправки: 1 запись')
  // Somebody has paid it in Telegram.
  await call(page, 'POST', `/loans/${loan.id}/payments`, { amount: '5000.00' })
  await context.setOffline(false)
  const entry = queue(page).getByTestId('queue-entry')
  await expect(queue(page)).toContainText('Сервер не принял 1 запись', { timeout: 20_000 })
  await expect(entry).toContainText('Сервер не принял: ')
  await look(page, 'offline-refused')
  // Sent again it is refused again, and is not lost.
  await entry.getByRole('button', { name: /Отправить снова/ }).click()
  await expect(queue(page)).toContainText('Сервер не принял 1 запись')
  expect(await payments(page, loan.id)).toEqual(['payment 5000.00'])
  await entry.getByRole('button', { name: /Удалить/ }).click()
  await expect(queue(page)).toHaveCount(0)
})

test('who signs out leaves nothing on the device, and is asked about what was not sent', async ({
  browser,
  baseURL,
  isMobile,
}) => {
  const context = await ownContext(browser, baseURL)
  const page = await context.newPage()
  const title = unique('Чужое дело')
  await createTask(page, { title, due: dayFromNow(0) })
  await read(page, `/tasks?q=${encodeURIComponent(title)}`, '/tasks?')
  expect((await kept(page)).rows.join()).toContain(title)
  await context.setOffline(true)
  await quickAdd(page).fill(unique('Не отправлено'))
  await quickAdd(page).press('Enter')
  await expect(queue(page)).toBeVisible()
  // The server is away while the network is there: it waits on.
  await page.route('**/api/v1/tasks', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await context.setOffline(false)
  // A phone has it in the settings.
  if (isMobile) await page.getByRole('link', { name: 'Настройки' }).click()
  let asked = ''
  page.once('dialog', (dialog) => {
    asked = dialog.message()
    void dialog.dismiss()
  })
  await page.getByRole('button', { name: 'Выйти' }).click()
  await expect.poll(() => asked).toContain('Не отправлена 1 запись')
  await expect(queue(page)).toBeVisible()
  page.once('dialog', (dialog) => void dialog.accept())
  await page.getByRole('button', { name: 'Выйти' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await expect.poll(async () => (await kept(page)).rows).toEqual([])
  const { local, tab } = await kept(page)
  expect(local.filter((key) => key.startsWith('draft:') || key === 'signedIn')).toEqual([])
  expect(tab).not.toHaveProperty('queue')
  await context.close()
})

test('a session that ended leaves nothing on the device; what waits, waits in this tab and goes when its writer is back', async ({
  browser,
  baseURL,
}) => {
  const context = await ownContext(browser, baseURL)
  const page = await context.newPage()
  const title = unique('После сеанса')
  await page.goto('/tasks')
  await page.goto('/tasks/new')
  await page.getByRole('textbox', { name: 'Название' }).fill('Черновик')
  await expect.poll(async () => (await kept(page)).local).toContain('draft:task:new')
  await page.getByRole('button', { name: 'Очистить' }).click()
  await page.goto('/tasks')
  await expect.poll(async () => (await kept(page)).rows.length).toBeGreaterThan(0)
  await context.setOffline(true)
  await quickAdd(page).fill(title)
  await quickAdd(page).press('Enter')
  await expect(queue(page)).toBeVisible()
  await context.request.post('/api/v1/auth/logout', { headers: HEADERS })
  await context.setOffline(false)
  await expect(page).toHaveURL(/sign-in/, { timeout: 30_000 })
  await expect.poll(async () => (await kept(page)).rows).toEqual([])
  expect((await kept(page)).local.filter((key) => key.startsWith('draft:') || key === 'signedIn')).toEqual([])
  await page.reload()
  await expect(page.getByText('В этой вкладке ждёт отправки 1 запись')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await context.request.post('/api/v1/auth/login', { headers: HEADERS, data: { password: process.env.E2E_PASSWORD } })
  await page.goto('/')
  await expect(page.getByText('Отправлена 1 запись')).toBeVisible({ timeout: 30_000 })
  expect(await found(page, title)).toHaveLength(1)
  await context.close()
})

test('whoever comes after somebody else finds nothing of theirs', async ({ page, context }) => {
  const title = unique('Первого человека')
  await createTask(page, { title })
  await read(page, `/tasks?q=${encodeURIComponent(title)}`, '/tasks?')
  await context.setOffline(true)
  await quickAdd(page).fill(unique('Первый не отправил'))
  await quickAdd(page).press('Enter')
  await expect(queue(page)).toBeVisible()
  let added = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/tasks')) added++
  })
  await page.route('**/api/v1/auth/me', (route) =>
    answerChanged(route, (me: { id: number }) => ({ ...me, id: me.id + 1 })),
  )
  // The page goes on with the other one's session before anything could be sent.
  await page.evaluate(() => localStorage.setItem('signedIn', '0'))
  await context.setOffline(false)
  await page.goto('/settings')
  await expect
    .poll(async () => (await kept(page)).rows.filter((one) => one.includes(title) || one.startsWith('queue')))
    .toEqual([])
  await expect(queue(page)).toHaveCount(0)
  expect(added).toBe(0)
})

test('what is written in a form is there again after its tab was killed', async ({ page: first, context }) => {
  let page = first
  await page.goto('/tasks/new')
  await page.getByRole('textbox', { name: 'Название' }).fill('Не успел сохранить')
  await expect.poll(async () => (await kept(page)).local).toContain('draft:task:new')
  await page.close()
  page = await context.newPage()
  await page.goto('/tasks/new')
  await expect(page.getByText('Ваш несохранённый текст на месте')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Название' })).toHaveValue('Не успел сохранить')
  await page.getByRole('button', { name: 'Очистить' }).click()
  await expect.poll(async () => (await kept(page)).local).not.toContain('draft:task:new')

  await page.goto('/loans/new')
  await page.getByRole('textbox', { name: 'Кредитор', exact: true }).fill('Банк черновика')
  await expect.poll(async () => (await kept(page)).local).toContain('draft:loan:new')
  await page.close()
  page = await context.newPage()
  await page.goto('/loans/new')
  await expect(page.getByRole('textbox', { name: 'Кредитор', exact: true })).toHaveValue('Банк черновика')
})

test('what is shared into it stands in the line of a new task and is not saved by itself', async ({ page }) => {
  const words = unique('Оплатить счёт')
  await page.goto(
    `/share?title=${encodeURIComponent(words)}&text=${encodeURIComponent('до пятницы\nhttps://example.test/1')}`,
  )
  await expect(quickAdd(page)).toHaveValue(`${words} до пятницы https://example.test/1`)
  await expect(page).toHaveURL(/\/tasks$/)
  expect(await found(page, words)).toEqual([])
})

test('the icon says how much burns today', async ({ page }) => {
  await createTask(page, { title: unique('Горит'), due: dayFromNow(-1) })
  await page.addInitScript(() => {
    Object.assign(navigator, { setAppBadge: async (n: number) => sessionStorage.setItem('badge', String(n)) })
  })
  await page.goto('/')
  await expect.poll(async () => Number((await kept(page)).tab.badge)).toBeGreaterThan(0)
})

test('it can be installed: a name, icons of every kind, ways in, and what it takes', async ({ page }) => {
  const manifest = await (await page.request.get('/manifest.webmanifest')).json()
  expect(manifest).toMatchObject({
    id: '/',
    display: 'standalone',
    share_target: { action: '/share', method: 'GET' },
  })
  expect(manifest.icons.map((icon: { purpose?: string }) => icon.purpose ?? 'any')).toContain('maskable')
  for (const { src } of manifest.icons) expect((await page.request.get(src)).ok(), src).toBe(true)
  for (const { url } of manifest.shortcuts) expect((await page.request.get(url)).ok(), url).toBe(true)
  const worker = await page.request.get('/sw.js')
  expect(worker.headers()['cache-control']).toBe('no-cache')
  expect(worker.headers()['content-security-policy']).toContain("worker-src 'self'")
})
