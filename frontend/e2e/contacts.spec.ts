import { readFile } from 'node:fs/promises'
import { look } from './look'
import { call, dayFromNow, expect, test, unique } from './product'

/** Calls of a collector are written down, those that look like too many are marked, and a table is taken along. */

const typed = (day: string) => day.split('-').reverse().join('.')

test('calls about an overdue loan: written down, marked, mended, counted, and downloaded', async ({ page }) => {
  test.slow()
  const name = unique('Быстрозайм')
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: name,
    loanDate: dayFromNow(-60),
    amountBorrowed: '10000.00',
    installments: [{ dueDate: dayFromNow(-10), amount: '12000.00' }],
  })
  await page.goto(`/loans/${id}`)
  await page.getByRole('link', { name: 'Записать звонок или визит' }).click()
  await expect(page).toHaveURL(new RegExp(`/contacts\\?loan=${id}$`))
  await expect(page.getByText('Пока ни одной записи')).toBeVisible()
  await expect(page.getByText('сколько их может быть, ограничено законом')).toBeVisible()

  const add = async (time: string, note: string) => {
    await page.getByRole('button', { name: 'Новая запись' }).click()
    const form = page.getByTestId('contact-form')
    await form.getByLabel('День', { exact: true }).fill(typed(dayFromNow(-1)))
    await form.getByLabel('Время', { exact: true }).fill(time)
    await form.getByLabel('Кто', { exact: true }).fill('Ирина, служба взыскания')
    await form.getByLabel('Что сказали').fill(note)
    await expect(form.getByLabel('О каком займе')).toHaveValue(String(id))
    await form.getByRole('button', { name: 'Записать', exact: true }).click()
    await expect(form).toBeHidden()
  }
  const list = page.getByTestId('contacts')
  await add('10:00', 'Первый')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list.getByTestId('excess')).toHaveCount(0)
  await add('18:00', `=Второй ${name}`)
  await expect(list.getByRole('listitem').first()).toContainText(
    'похоже на превышение: второй звонок за день, по закону — не больше одного (230-ФЗ, ст. 7 ч. 3 и 5)',
  )
  await expect(list.getByRole('listitem').last().getByTestId('excess')).toHaveCount(0)

  const law = page.getByTestId('contact-law')
  await expect(law.getByTestId('allowed')).toContainText('Звонки: 1 в день, 2 в неделю, 8 в месяц')
  await expect(law.getByTestId('allowed')).toContainText('с 8 до 22 часов, в выходные и праздники с 9 до 20')
  await expect(law.getByTestId('refusals')).toContainText(new RegExp(`${name}: просрочка с .+, отказ .+ возможен с `))
  await expect(law).toContainText('не юридическая консультация')
  await look(page, 'contacts')

  await list.getByRole('button', { name: 'Исправить запись, 18:00' }).click()
  const form = page.getByTestId('contact-form')
  await form.getByLabel('Время', { exact: true }).fill('23:30')
  await form.getByLabel('Что это было').selectOption({ label: 'СМС или сообщение' })
  await form.getByRole('button', { name: 'Сохранить' }).click()
  await expect(list.getByRole('listitem').first()).toContainText('сообщение в 23:30, по закону')
  await expect(list.getByRole('listitem').first()).not.toContainText('второй')

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Скачать все записи' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^contacts-\d{4}-\d\d-\d\d\.csv$/)
  const table = await readFile(await download.path(), 'utf8')
  expect(table).toContain(`"'=Второй ${name}"`)
  expect(table).toContain('Europe/Moscow (UTC+03:00)')

  await list.getByRole('button', { name: 'Удалить запись, 23:30' }).click()
  await expect(list).toContainText('Запись удалится насовсем')
  await look(page, 'contacts-delete')
  await list.getByRole('button', { name: 'Удалить запись', exact: true }).click()
  await expect(list.getByRole('listitem')).toHaveCount(1)
})

test('what is missing or still to come is said where it is, and the palette leads here', async ({ page }, {
  project,
}) => {
  test.skip(project.name !== 'desk', 'the keys are those of a keyboard')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('коллектор')
  await page.getByRole('option', { name: 'Звонки и визиты взыскателей' }).click()
  await expect(page).toHaveURL(/\/contacts$/)
  await page.getByRole('button', { name: 'Новая запись' }).click()
  const form = page.getByTestId('contact-form')
  await form.getByRole('button', { name: 'Записать', exact: true }).click()
  await expect(form).toContainText('Напишите, кто связывался, или выберите займ')
  await form.getByLabel('Кто', { exact: true }).fill(unique('Коллектор'))
  await form.getByLabel('День', { exact: true }).fill(typed(dayFromNow(1)))
  await form.getByRole('button', { name: 'Записать', exact: true }).click()
  await expect(form).toContainText('Это время ещё не наступило')
  await look(page, 'contact-form')
})
