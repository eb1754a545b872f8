import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { archivedTask, archiveOf } from './archive'
import { BACKUPS, checkedOriginal, runningBackup, troubledStatus } from './installation'
import { answerChanged, createTask, expect, keepPicture, test, unique } from './product'

// The server takes one import of an account at a time, and all tests share the account.
test.skip(({ isMobile }) => isMobile, 'once is enough')

const upload = (page: Page) => page.getByTestId('upload')
const report = (page: Page) => upload(page).getByTestId('import-report')
const choose = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel(/Выбрать (архив|другой)…/).setInputFiles({ name, mimeType: 'application/zip', buffer })

async function open(page: Page) {
  await page.goto('/settings/data')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Данные')
}

test('everything is exported as a real archive, and bringing it back brings nothing twice', async ({ page }) => {
  const title = unique('В архив')
  await createTask(page, { title })
  await page.goto('/settings')
  await page.getByRole('link', { name: /^Данные/ }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Выгрузить всё' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^zapiska-\d{4}-\d\d-\d\d\.zip$/)
  await expect(page.getByText(/^Архив готов: zapiska-/)).toBeVisible()
  const archive = await readFile(await file.path())
  expect(archive.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
  expect(archive.includes('manifest.json')).toBe(true)

  await choose(page, file.suggestedFilename(), archive)
  await expect(report(page)).toHaveAttribute('data-outcome', 'wouldAddNothing')
  await expect(report(page).getByRole('row', { name: /^Задачи/ })).toBeVisible()
  await expect(upload(page).getByRole('button', { name: 'Загрузить', exact: true })).toBeHidden()
})

test('another’s archive is checked first, then imported, and is found again in the list', async ({ page }) => {
  const titles = [unique('Из архива'), unique('И эта')]
  const archive = archiveOf(titles.map((title, at) => archivedTask(at + 1, title)))
  await open(page)
  await choose(page, 'zapiska-2026-01-15.zip', archive)
  await expect(report(page)).toHaveAttribute('data-outcome', 'wouldAdd')
  await expect(report(page).getByRole('row', { name: 'Задачи 2 2 0 0' })).toBeVisible()
  expect(
    (await (await page.request.get(`/api/v1/tasks?q=${encodeURIComponent(titles[0] ?? '')}`)).json()).items,
  ).toEqual([])
  await keepPicture(page, 'data-checked', 'desk')

  // Another page in between loses neither the file nor the report.
  await page.getByRole('link', { name: 'Настройки' }).first().click()
  await page.getByRole('link', { name: /^Данные/ }).click()
  await upload(page).getByRole('button', { name: 'Загрузить', exact: true }).click()
  await expect(report(page)).toHaveAttribute('data-outcome', 'added')
  await keepPicture(page, 'data-imported', 'desk')

  const saved = page.waitForEvent('download')
  await report(page).getByRole('button', { name: 'Скачать отчёт' }).click()
  expect(await readFile(await (await saved).path(), 'utf8')).toContain('Готово')

  await choose(page, 'zapiska-2026-01-15.zip', archive)
  await expect(report(page)).toHaveAttribute('data-outcome', 'wouldAddNothing')

  await page.reload()
  await expect(page.getByTestId('imports').getByRole('listitem').first()).toContainText('проверка')
  await page.goto('/tasks?filter=all')
  for (const title of titles) {
    await page.getByLabel('Поиск по задачам').fill(title)
    await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: title })).toBeVisible()
  }
})

test('what is no archive is refused with words, and nothing is lost', async ({ page }) => {
  await open(page)
  await choose(page, 'фото.zip', Buffer.from('GIF89a, not an archive'))
  await expect(upload(page).getByRole('alert')).toContainText('Это не архив ZIP')

  await choose(page, 'cut.zip', archiveOf([archivedTask(1, 'x')]).subarray(0, 700))
  await expect(upload(page).getByRole('alert')).toContainText('обрезан')

  // A fault inside is named with its place.
  await choose(page, 'wrong.zip', archiveOf([archivedTask(1, 'Хорошая'), archivedTask(2, 'Плохая', { importance: 9 })]))
  await expect(report(page)).toHaveAttribute('data-outcome', 'failed')
  await expect(report(page)).toContainText('tasks.json, запись 2')
  await expect(report(page)).toContainText('поле importance')
  await keepPicture(page, 'data-faults', 'desk')
})

test('an archive that is too large is refused with words', async ({ page }) => {
  await page.route('**/api/v1/import?*', (route) => route.fulfill({ status: 413, body: '<html>nginx</html>' }))
  await open(page)
  await choose(page, 'big.zip', archiveOf([]))
  await expect(upload(page).getByRole('alert')).toContainText('больше, чем сервер принимает')
})

test('a broken connection says so, and the file is still there to try again', async ({ page }) => {
  const title = unique('Со второго раза')
  await open(page)
  await page.route('**/api/v1/import?*', (route) => route.abort('connectionreset'))
  await choose(page, 'zapiska.zip', archiveOf([archivedTask(1, title)]))
  await expect(upload(page).getByRole('alert')).toContainText('Связь прервалась')
  await page.unroute('**/api/v1/import?*')
  await upload(page).getByRole('button', { name: 'Повторить' }).click()
  await expect(report(page)).toHaveAttribute('data-outcome', 'wouldAdd')
})

test('a running import is shown to whoever opens the page in the middle of it', async ({ page }) => {
  await open(page)
  await choose(page, 'zapiska.zip', archiveOf([archivedTask(1, unique('Долго'))]))
  await expect(report(page)).toHaveAttribute('data-outcome', 'wouldAdd')
  // As if it were a long one: the server's own answer, but not done yet.
  let state = 'running'
  const slow = (one: object) => (state === 'running' ? { ...one, state, step: 'writing', done: 500, total: 1200 } : one)
  await page.route('**/api/v1/imports/*', (route) => answerChanged(route, slow))
  await page.route('**/api/v1/imports?*', (route) =>
    answerChanged(route, (page: { items: object[] }) => ({
      ...page,
      items: page.items.map((one, place) => (place === 0 ? slow(one) : one)),
    })),
  )
  await page.reload()
  await expect(page.getByTestId('import-progress')).toContainText(/Записываю: 500 из 1\s200/)
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', '500')
  await keepPicture(page, 'data-running', 'desk')
  state = 'done'
  await expect(report(page)).toBeVisible()
  // The file went with the page that was left.
  await expect(upload(page)).toContainText('выберите этот архив ещё раз')
})

test('the former program: the address is looked at, its password moves to where it is hidden', async ({ page }) => {
  await open(page)
  const original = page.getByTestId('original')
  await original.getByRole('button', { name: 'Перенести…' }).click()
  await original.getByRole('button', { name: 'Проверить' }).click()
  await expect(original.getByText('Укажите адрес базы.')).toBeVisible()
  await original.getByLabel('Адрес базы').fill('mysql://me@server/db')
  await original.getByRole('button', { name: 'Проверить' }).click()
  await expect(original.getByText(/^Нужен адрес вида/)).toBeVisible()

  await original.getByLabel('Адрес базы').fill('postgresql://me:s%40cret@127.0.0.1:1/notes')
  await original.getByLabel('Пароль базы').focus()
  await expect(original.getByLabel('Адрес базы')).toHaveValue('postgresql://me@127.0.0.1:1/notes')
  await expect(original.getByLabel('Пароль базы')).toHaveValue('s@cret')
  await expect(original.getByLabel('Пароль базы')).toHaveAttribute('type', 'password')
  await original.getByRole('button', { name: 'Проверить' }).click()
  await expect(original.getByTestId('import-report')).toContainText('База данных не отвечает')
})

test('the former program: its report says what is doubtful and what stays behind', async ({ page }) => {
  await page.route('**/api/v1/import/original', (route) => route.fulfill({ status: 202, json: checkedOriginal }))
  await page.route('**/api/v1/imports/900', (route) => route.fulfill({ json: checkedOriginal }))
  await open(page)
  const original = page.getByTestId('original')
  await original.getByRole('button', { name: 'Перенести…' }).click()
  await original.getByLabel('Адрес базы').fill('postgresql://me:secret@server:5432/notes')
  await original.getByRole('button', { name: 'Проверить' }).click()
  await expect(original.getByTestId('import-report')).toHaveAttribute('data-outcome', 'wouldAdd')
  await original.getByText('Сумма была не в целых копейках').click()
  await expect(original.getByText('0.30000000000000004')).toBeVisible()
  await expect(original.getByText('Поимённо показаны первые 3')).toBeVisible()
  await keepPicture(page, 'data-original', 'desk')
  const sent = page.waitForRequest((request) => request.url().endsWith('/import/original'))
  await original.getByRole('button', { name: 'Перенести' }).click()
  expect((await sent).postDataJSON()).toEqual({
    url: 'postgresql://me:secret@server:5432/notes',
    person: null,
    dryRun: false,
  })
  await expect(original.getByLabel('Пароль базы')).toHaveValue('')
})

test('the status says that all is well, and what it last knew when the server is gone', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('link', { name: /^Состояние/ }).click()
  await expect(page.getByTestId('check')).toHaveCount(4)
  for (const check of await page.getByTestId('check').all()) await expect(check).toHaveAttribute('data-state', 'ok')
  await expect(page.getByTestId('overall')).toBeVisible()
  await expect(page.getByTestId('queue')).toContainText('Ждут вашей реакции')
  await expect(page.getByText(/^Проверено: сегодня, \d\d:\d\d\. Обновляется само/)).toBeVisible()

  await page.route('**/api/v1/status', (route) => route.abort('connectionrefused'))
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByTestId('stale')).toContainText('Сервер не отвечает. Показано последнее известное')
  await expect(page.getByTestId('check')).toHaveCount(4)
  await keepPicture(page, 'status-stale', 'desk')
  await page.unroute('**/api/v1/status')
  await page.getByTestId('stale').getByRole('button', { name: 'Повторить' }).click()
  await expect(page.getByTestId('stale')).toBeHidden()
})

test('trouble comes first on the status page, each with what to do', async ({ page }) => {
  await page.route('**/api/v1/status', (route) => route.fulfill({ json: troubledStatus() }))
  await page.goto('/settings/status')
  await expect(page.getByTestId('overall')).toHaveText('Не работает главное')
  await expect(page.getByTestId('check').first()).toContainText('docker compose logs postgres')
  await expect(page.getByTestId('queue')).toContainText(/Самое старое ждёт 31\sминута/)
  await expect(page.getByRole('main')).toContainText('больше суток назад')
  await keepPicture(page, 'status-trouble', 'desk')
})

test('without BACKUP_DIR the backups’ page says what to do', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('link', { name: /^Резервные копии/ }).click()
  const explained = page.getByTestId('not-set-up')
  await expect(explained).toContainText('Здесь копии не делаются')
  await expect(explained).toContainText('BACKUP_KEY')
  await expect(explained.getByLabel('Команда, которая запускает службу')).toHaveValue(
    'BACKUP_ENV_FILE=.env deploy/backup/zapiska-backup work',
  )
  await expect(page.getByRole('button', { name: 'Сделать сейчас' })).toBeHidden()
})

test('backups are shown with where they lie and whether they can be restored, and one is asked for', async ({
  page,
}) => {
  let items = [...BACKUPS]
  await page.route('**/api/v1/backups*', (route) => {
    if (route.request().method() === 'POST') {
      items = [runningBackup(), ...items]
      return route.fulfill({ status: 202, json: items[0] })
    }
    return route.fulfill({ json: { items, nextCursor: null, setUp: true } })
  })
  await page.goto('/settings/backups')
  const rows = page.getByTestId('backup')
  await expect(rows.nth(0)).toContainText('здесь и во внешнем хранилище')
  await expect(rows.nth(0)).toContainText('Пробное восстановление удалось')
  await expect(rows.nth(1)).toContainText('Не восстанавливается: восстановленные данные отличаются')
  await expect(rows.nth(2)).toContainText('Не получилась: кончилось место на диске.')
  await rows.nth(3).getByText('Как восстановить').click()
  await expect(rows.nth(3).getByLabel('Команда восстановления')).toHaveValue(
    `make backup-restore NAME=${BACKUPS[3]?.name}`,
  )
  await page.getByRole('button', { name: 'Сделать сейчас' }).click()
  await expect(rows.nth(0)).toContainText(/Выгружаю и шифрую: 2,9\sМБ из 5,1\sМБ/)
  await expect(page.getByRole('button', { name: 'Сделать сейчас' })).toBeDisabled()
  await keepPicture(page, 'backups-made', 'desk')
})

test('who does not own the installation sees neither its status nor its backups', async ({ page }) => {
  await page.route('**/api/v1/auth/me', (route) => answerChanged(route, (me: object) => ({ ...me, role: 'member' })))
  const asked: string[] = []
  page.on('request', (request) => {
    if (/\/api\/v1\/(status|backups)/.test(request.url())) asked.push(request.url())
  })
  await page.goto('/settings')
  await expect(page.getByRole('link', { name: /^Данные/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Состояние/ })).toBeHidden()
  await expect(page.getByRole('link', { name: /^Резервные копии/ })).toBeHidden()
  for (const path of ['/settings/status', '/settings/backups']) {
    await page.goto(path)
    await expect(page.getByText('Эта страница — для владельца')).toBeVisible()
  }
  await open(page)
  await expect(page.getByTestId('original')).toBeHidden()
  expect(asked).toEqual([])
})

test('the pages speak the other language, too, and change it at once', async ({ page }) => {
  await page.route('**/api/v1/settings', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ json: { ...route.request().postDataJSON(), version: 99 }, headers: { ETag: '"v99"' } })
      : route.continue(),
  )
  await open(page)
  await page.getByRole('button', { name: 'Eng' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Data')
  await expect(page.getByRole('button', { name: 'Export everything' })).toBeVisible()
  await page.goto('/settings/status')
  await page.getByRole('button', { name: 'Рус' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Состояние')
})
