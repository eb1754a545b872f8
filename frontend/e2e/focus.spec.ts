import type { Page } from '@playwright/test'
import { call, createTask, dayFromNow, expect, offerOnly, row, test, unique } from './product'

test.skip(({ isMobile }) => isMobile, 'a phone has no keyboard')

/** Where the keyboard stands: nowhere is the page's beginning, and a screen reader falls silent. */
const standsIn = (page: Page, where: string) =>
  expect
    .poll(() =>
      page.evaluate(
        (selector) =>
          document.activeElement?.closest(selector)
            ? ''
            : (document.activeElement?.outerHTML.slice(0, 160) ?? 'nowhere'),
        where,
      ),
    )
    .toBe('')

async function threeOpen(page: Page) {
  const word = unique('фокус').replace(' ', '')
  const tasks = []
  for (const [place, name] of ['Первая', 'Вторая', 'Третья'].entries())
    tasks.push(await createTask(page, { title: `${name} ${word}`, due: dayFromNow(place + 1) }))
  await page.goto(`/tasks?q=${word}&filter=all`)
  await expect(row(page, tasks[2]?.title ?? '')).toBeVisible()
  return tasks as [(typeof tasks)[0], (typeof tasks)[0], (typeof tasks)[0]]
}

test('a row that is ticked off, put off or deleted leaves the keyboard in the list', async ({ page }) => {
  const [first, second, third] = await threeOpen(page)
  await page.getByLabel(`Готово: ${first.title}`).focus()
  await page.keyboard.press('Space')
  await expect(page.getByTestId('toast')).toContainText(first.title)
  await standsIn(page, '[data-task]')

  await page.getByRole('link', { name: second.title }).focus()
  await page.keyboard.press('t')
  await expect(page.getByRole('dialog', { name: `Изменить: ${second.title}` })).toBeVisible()
  await page.getByRole('button', { name: 'Через неделю' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await standsIn(page, '[data-task]')

  await page.getByRole('link', { name: third.title }).focus()
  await call(page, 'POST', '/tasks/bulk', { ids: [third.id], action: 'delete' })
  await expect(row(page, third.title)).toHaveCount(0)
  await standsIn(page, '#main')
})

test('what was just done is undone by Ctrl + Z, and by the button that Tab reaches', async ({ page }) => {
  const [first] = await threeOpen(page)
  const status = async () => (await (await page.request.get(`/api/v1/tasks/${first.id}`)).json()).status
  const toast = page.getByTestId('toast')
  await page.getByLabel(`Готово: ${first.title}`).focus()
  await page.keyboard.press('Space')
  await expect(toast).toContainText(first.title)
  await expect.poll(status).toBe('done')
  await page.keyboard.press('Control+z')
  await expect.poll(status).toBe('open')
  await standsIn(page, '[data-task]')

  await page.getByLabel(`Готово: ${first.title}`).focus()
  await page.keyboard.press('Space')
  await expect.poll(status).toBe('done')
  const undo = toast.getByRole('button', { name: 'Вернуть' })
  await undo.focus()
  // It stays for as long as the keyboard is on it, whatever else is said meanwhile.
  await expect(undo).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(status).toBe('open')
  await standsIn(page, '#main')
})

test('one message at a time, said once, above the edge of an open dialog', async ({ page }) => {
  const [first, second] = await threeOpen(page)
  await page.getByLabel(`Готово: ${first.title}`).check()
  await expect(page.getByTestId('toast')).toContainText(first.title)
  await page.getByLabel(`Готово: ${second.title}`).check()
  await expect(page.getByTestId('toast')).toContainText(second.title)
  await expect(page.getByTestId('toast')).toHaveCount(1)
  await expect(page.locator('[role="status"]').filter({ hasText: second.title })).toHaveCount(1)
  // What is read out are the words alone, without the buttons beside them.
  await expect(page.locator('[role="status"] button').filter({ visible: true })).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Найти или сделать' })).toBeVisible()
  const undo = page.getByTestId('toast').getByRole('button', { name: 'Вернуть' })
  await undo.hover()
  const onTop = await undo.evaluate((one) => {
    const { x, y, width, height } = one.getBoundingClientRect()
    return one.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
  expect(onTop).toBe(true)
  await undo.click()
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/tasks/${second.id}`)).json()).status)
    .toBe('open')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await standsIn(page, '#main')
})

test('a dialog gives the keyboard back, also when what it was opened from is gone', async ({ page }) => {
  const [first, second] = await threeOpen(page)
  await page.getByRole('link', { name: first.title }).focus()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: first.title })).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await call(page, 'POST', '/tasks/bulk', { ids: [first.id], action: 'delete' })
  await expect(row(page, first.title)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await standsIn(page, '[data-task]')
  await expect(row(page, second.title)).toBeVisible()
})

test('a place that is edited where it is read keeps the keyboard, saved or not', async ({ page }) => {
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('На месте'),
    loanDate: dayFromNow(-10),
    amountBorrowed: '1000.00',
    installments: [{ dueDate: dayFromNow(5), amount: '1100.00' }],
  })
  await offerOnly(page, 'none')
  await page.goto(`/loans/${id}`)
  const sum = page.getByRole('button', { name: /^Сумма платежа 1: / })
  for (const key of ['Escape', 'Enter']) {
    await sum.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Сумма платежа 1', { exact: true })).toBeFocused()
    await page.keyboard.press(key)
    await expect(sum).toBeFocused()
  }
  await call(page, 'POST', `/loans/${id}/close`, { reason: 'конец проверки' })
})
