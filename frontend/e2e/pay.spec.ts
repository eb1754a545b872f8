import { call, expect, keepPicture, test, unique } from './product'

interface Created {
  id: number
}

/** As a contract has them; the numbers go together. */
const CONTRACT = `Получатель: ООО МКК «Пример»
ИНН/КПП 7707083893/770701001
р/с 40701810900000012345
Банк: ПАО СБЕРБАНК
БИК 044525225, к/с 30101810400000000225
Назначение платежа: Погашение займа по договору № 12345-67`

test('requisites from a contract: pasted, corrected, copied, and shown as a code for the sum that is due', async ({
  page,
  context,
}, { project }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // The last day before long holidays, on which nobody works.
  const loan = await call<Created>(page, 'POST', '/loans', {
    orgName: unique('Займ Быстро'),
    website: 'https://lk.example.org/',
    loanDate: '2026-01-10',
    amountBorrowed: '10000.00',
    installments: [{ dueDate: '2027-12-31', amount: '5056.50' }],
  })
  await page.goto(`/loans/${loan.id}`)
  const section = page.getByTestId('how-to-pay')
  await expect(section).toContainText('Здесь появятся QR-код для приложения банка')
  await section.getByRole('button', { name: 'Добавить реквизиты' }).click()

  await section.getByLabel('Вставить целиком').fill(CONTRACT)
  await expect(section).toContainText('Заполнено 8 полей. Сверьте с договором.')
  const account = section.getByLabel('Счёт получателя')
  await expect(account).toHaveValue('40701810900000012345')
  await account.fill('40701810900000012346')
  await section.getByRole('button', { name: 'Сохранить реквизиты' }).click()
  await expect(section).toContainText('Проверьте счёт: он не подходит к этому БИК')
  await account.fill('40701 810 9 0000 0012345')
  await section.getByLabel('Ссылка СБП, если есть').fill('https://example.org/AS1')
  await section.getByRole('button', { name: 'Сохранить реквизиты' }).click()
  await expect(section).toContainText('Нужна ссылка СБП: она начинается с https://qr.nspk.ru/')
  await section.getByLabel('Ссылка СБП, если есть').fill('https://qr.nspk.ru/AS1000')
  await section.getByRole('button', { name: 'Сохранить реквизиты' }).click()

  await expect(section.getByRole('link', { name: 'Оплатить по СБП' })).toHaveAttribute(
    'href',
    'https://qr.nspk.ru/AS1000',
  )
  await section.getByRole('button', { name: 'Копировать: Счёт получателя' }).click()
  await expect(section.getByRole('status').filter({ hasText: 'Скопировано' })).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('40701810900000012345')
  await expect(section).toContainText('Проверьте получателя и сумму в приложении банка.')

  await expect(section.getByRole('img', { name: /^QR-код для оплаты, 5\s056,50\s₽$/ })).toBeVisible()
  await keepPicture(page, 'how-to-pay', project.name)
  await section.getByLabel('Сумма в QR-коде').fill('100')
  await expect(section.getByRole('img', { name: /^QR-код для оплаты, 100\s₽$/ })).toBeVisible()
  const download = page.waitForEvent('download')
  await section.getByRole('button', { name: 'Скачать картинку' }).click()
  expect((await download).suggestedFilename()).toBe('qr.png')

  await section.getByRole('button', { name: 'Изменить реквизиты' }).click()
  await section.getByLabel('Банк получателя').fill('')
  await section.getByRole('button', { name: 'Сохранить реквизиты' }).click()
  await expect(section.getByTestId('findings')).toHaveText('Впишите название банка: без него QR-код не составить')
  await expect(section.getByTestId('payment-code')).toBeHidden()

  await section.getByRole('button', { name: 'Изменить реквизиты' }).click()
  await section.getByRole('button', { name: 'Удалить реквизиты' }).click()
  await expect(section.getByRole('button', { name: 'Добавить реквизиты' })).toBeVisible()
  await page.getByRole('button', { name: 'Вернуть' }).click()
  await expect(section).toContainText('40701810900000012345')
})

test('beside a due day that is a day off stands where the law moves it, and the reminders do not follow', async ({
  page,
}) => {
  const loan = await call<Created>(page, 'POST', '/loans', {
    orgName: unique('Праздники'),
    loanDate: '2026-01-10',
    amountBorrowed: '300.00',
    installments: [
      { dueDate: '2027-02-21', amount: '100.00' },
      { dueDate: '2027-02-24', amount: '100.00' },
      { dueDate: '2031-01-01', amount: '100.00' },
    ],
  })
  await page.goto(`/loans/${loan.id}`)
  await expect(page.getByTestId('next-payment').getByTestId('working-day')).toHaveText(
    /^по ст\. 193 ГК — 24 февраля 2027; лучше раньше$/,
  )
  await expect(page.getByTestId('schedule').getByTestId('working-day')).toHaveCount(1)

  const overdue = await call<Created>(page, 'POST', '/loans', {
    orgName: unique('Давно прошло'),
    loanDate: '2025-12-10',
    amountBorrowed: '100.00',
    installments: [{ dueDate: '2026-01-03', amount: '100.00' }],
  })
  await page.goto(`/loans/${overdue.id}`)
  await expect(page.getByTestId('next-payment')).toContainText('3 января 2026')
  await expect(page.getByTestId('working-day')).toHaveCount(0)
})
