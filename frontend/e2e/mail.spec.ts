import { look } from './look'
import { MailServer } from './mailServer'
import { call, expect, test, unique } from './product'

// While there are two people, signing in asks for a name: the project it is in runs alone.
test('an address for letters is refused, confirmed by the link of its letter, changed and removed', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  await page.goto('/people')
  const { items } = await (await page.request.get('/api/v1/accounts')).json()
  for (const left of items.filter((one: { login: string }) => one.login === 'vera'))
    await call(page, 'DELETE', `/accounts/${left.id}`)
  const { url } = await call<{ url: string }>(page, 'POST', '/invitations', { role: 'member' })
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: 'ru-RU' })
  const vera = await context.newPage()
  const code = new URL(url).hash.slice(1)
  await call(vera, 'POST', '/invitations/accept', {
    code,
    login: 'vera',
    name: 'Вера',
    password: 'девять жёлтых чашек',
  })
  const someone = unique('vera').replace(' ', '-')
  const server = new MailServer()

  await vera.goto('/settings#push')
  const section = vera.locator('#push')
  const address = section.getByLabel('Адрес для писем')
  await expect(section).toContainText('Адреса нет: писем не будет.')
  await address.fill('vera')
  await vera.keyboard.press('Enter')
  await expect(section).toContainText('Это не адрес электронной почты.')
  await address.fill(`${someone}@mail.test`)
  await vera.keyboard.press('Enter')
  await expect(section).toContainText('Почтовый сервер сейчас не принимает письма')
  await expect(section).toContainText('Адреса нет: писем не будет.')

  await server.open()
  try {
    await address.fill(`nobody-${someone}@mail.test`)
    await vera.keyboard.press('Enter')
    await expect(section).toContainText('5.1.1')
    await look(vera, 'mail-refused')

    await address.fill(`${someone}@mail.test`)
    await vera.keyboard.press('Enter')
    await expect(vera.getByText('Письмо отправлено: откройте ссылку в нём').first()).toBeVisible()
    await expect(section.getByTestId('mail-pending')).toContainText('Не подтверждён')
    await look(vera, 'mail-pending')
    const letter = server.letters.find((one) => one.to === `${someone}@mail.test`)
    const link = new URL(/\S+\/mail#\S+/.exec(letter?.text ?? '')?.[0] ?? '')

    await vera.goto('/mail')
    await expect(vera.getByText('Подтверждать нечего')).toBeVisible()
    // The page that is open already takes the link as well.
    await vera.goto(link.pathname + link.hash)
    await expect(vera.getByText(`письмами на ${someone}@mail.test`)).toBeVisible()
    await look(vera, 'mail-confirm')
    await vera.getByRole('button', { name: 'Подтвердить' }).click()
    await expect(vera.getByText(`Адрес ${someone}@mail.test подтверждён`)).toBeVisible()

    await vera.goto('/settings#push')
    const known = section.getByTestId('mail-address')
    await expect(known).toContainText(`${someone}@mail.test`)
    await expect(known).toContainText('писем ещё не было')
    await known.getByRole('button', { name: 'Сменить' }).click()
    await address.fill(`new-${someone}@mail.test`)
    await vera.keyboard.press('Enter')
    await expect(section.getByTestId('mail-pending')).toContainText(`new-${someone}@mail.test`)
    await expect(known, 'until the new one is confirmed').toContainText(`${someone}@mail.test`)
    await look(vera, 'mail-changing')
    await known.getByRole('button', { name: 'Убрать' }).click()
    await expect(section).toContainText('Адреса нет: писем не будет.')
    expect(server.complaints).toEqual([])
  } finally {
    await server.close()
    await context.close()
    for (const one of (await (await page.request.get('/api/v1/accounts')).json()).items)
      if (one.login === 'vera') await call(page, 'DELETE', `/accounts/${one.id}`)
  }
})
