import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { createTask, expect, keepPicture, offerOnly, row, test, unique } from './product'

test('words find a task, and the address keeps the search', async ({ page }) => {
  const { title } = await createTask(page, { title: unique('Квартальный отчёт') })
  await createTask(page, { title: unique('Совсем другое') })
  await page.goto('/tasks')
  await page.getByLabel('Поиск по задачам').fill(title)
  await expect(page).toHaveURL(/q=/)
  await expect(row(page, title)).toBeVisible()
  await expect(page.getByRole('main').locator('[data-task]')).toHaveCount(1)
  await page.reload()
  await expect(page.getByLabel('Поиск по задачам')).toHaveValue(title)
  await expect(page.getByRole('main').locator('[data-task]')).toHaveCount(1)
})

test('a search for nothing says what to do', async ({ page }) => {
  await page.goto(`/tasks?q=${unique('нетакого')}`)
  await expect(page.getByText('ничего не нашлось')).toBeVisible()
  await page.getByRole('button', { name: 'Очистить поиск' }).click()
  await expect(page).toHaveURL(/\/tasks$/)
})

test('a tick completes at once, and can be taken back', async ({ page }) => {
  const { title } = await createTask(page, { title: unique('Галочка'), importance: 1 })
  await page.goto(`/tasks?q=${encodeURIComponent(title)}&filter=all`)
  await page.getByLabel(`Готово: ${title}`).check()
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect(page.getByLabel(`Готово: ${title}`)).not.toBeChecked()
})

test('the count of a filter follows', async ({ page }) => {
  const word = unique('счётчик').replace(' ', '')
  await createTask(page, { title: `Первое ${word}` })
  const second = await createTask(page, { title: `Второе ${word}` })
  await page.goto(`/tasks?q=${word}`)
  const open = page.getByRole('link', { name: /^Открытые/ })
  await expect(open).toContainText('2')
  await page.getByLabel(`Готово: ${second.title}`).check()
  await expect(open).toContainText('1')
})

test('several tasks are deleted together and come back together', async ({ page }) => {
  const word = unique('вместе').replace(' ', '')
  for (const name of ['Раз', 'Два', 'Три']) await createTask(page, { title: `${name} ${word}` })
  await page.goto(`/tasks?q=${word}`)
  const rows = page.getByRole('main').locator('[data-task]')
  await expect(rows).toHaveCount(3)
  await page.getByRole('button', { name: 'Выбрать', exact: true }).click()
  await page.getByLabel(`Выбрать: Раз ${word}`).check()
  await page.getByLabel(`Выбрать: Три ${word}`).check()
  await page.getByRole('button', { name: 'Удалить' }).click()
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect(rows).toHaveCount(3)
})

const bulkAnswer = (page: Page) =>
  page.waitForResponse((answer) => answer.url().endsWith('/tasks/bulk')).then((answer) => answer.json())

test('what was deleted together comes back after the page was loaded anew', async ({ page, isMobile }, { project }) => {
  const word = unique('заново').replace(' ', '')
  for (const name of ['Раз', 'Два', 'Три']) await createTask(page, { title: `${name} ${word}`, importance: 1 })
  await page.goto(`/tasks?q=${word}`)
  const rows = page.getByRole('main').locator('[data-task]')
  await expect(rows).toHaveCount(3)
  if (isMobile) {
    const finger = { pointerType: 'touch', clientX: 100, clientY: 100 }
    await rows.first().getByRole('link').dispatchEvent('pointerdown', finger)
    await expect(page.getByText('Выбрана 1 задача')).toBeVisible()
    await rows.first().getByRole('link').dispatchEvent('pointerup', finger)
    await rows.nth(1).getByRole('checkbox').check()
    await rows.nth(2).getByRole('checkbox').check()
  } else {
    await page.getByRole('button', { name: 'Выбрать', exact: true }).click()
    await rows.first().getByRole('checkbox').click()
    await rows
      .nth(2)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] })
  }
  await expect(page.getByText('Выбрано 3 задачи')).toBeVisible()
  await expect(page.getByText('Это все задачи')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await keepPicture(page, 'tasks-selected', project.name)
  const answered = bulkAnswer(page)
  await page.getByRole('button', { name: 'Удалить' }).click()
  await offerOnly(page, (await answered).undo)
  await expect(rows).toHaveCount(0)

  await page.reload()
  const line = page.getByTestId('undo-line')
  await expect(line).toContainText('Удалены 3 задачи')
  await expect(line).toContainText('ещё 10 мин')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await keepPicture(page, 'tasks-undo', project.name)
  await line.click()
  await expect(page.getByText('Всё снова как было: 3 задачи')).toBeVisible()
  await expect(rows).toHaveCount(3)
  await expect(line).toHaveCount(0)
})

test('everything that was found is selected, not only the page', async ({ page, isMobile }) => {
  test.skip(isMobile, 'the same on a phone')
  const word = unique('всё').replace(' ', '')
  await Promise.all(Array.from({ length: 52 }, (_, n) => createTask(page, { title: `${n} ${word}` })))
  // By days the next page comes by itself.
  await page.goto(`/tasks?q=${word}&sort=importance`)
  await page.getByRole('button', { name: 'Выбрать', exact: true }).click()
  await page.getByLabel('Выбрать все показанные').check()
  await expect(page.getByText('Выбрано 50 задач')).toBeVisible()
  await expect(page.getByText('Показаны не все: в списке 52 задачи')).toBeVisible()
  await page.getByRole('button', { name: 'Выбрать все 52' }).click()
  await expect(page.getByText('Это все задачи')).toBeVisible()
  const answered = bulkAnswer(page)
  await page.getByLabel('Изменить…').selectOption({ label: 'Хотелось бы' })
  expect((await answered).done).toBe(52)
  await expect(page.getByText('Другая важность у 52 задач')).toBeVisible()
})

test('the keyboard alone is enough', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard')
  const word = unique('клавиши').replace(' ', '')
  await createTask(page, { title: `А ${word}`, importance: 1 })
  const second = await createTask(page, { title: `Б ${word}`, importance: 2 })
  await page.goto(`/tasks?q=${word}`)
  await expect(page.getByRole('main').locator('[data-task]')).toHaveCount(2)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/tasks/${second.id}$`))
  await expect(page.getByLabel('Название', { exact: true })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/\/tasks\/new$/)
})
