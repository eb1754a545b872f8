import { createTask, expect, keepPicture, row, test, unique } from './product'

test('a line and Enter make a task', async ({ page }) => {
  const title = unique('Позвонить в банк')
  await page.goto('/')
  await page.getByLabel('Название новой задачи').fill(title)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Добавлено: ${title}`).first()).toBeVisible()
  await expect(page.getByLabel('Название новой задачи')).toHaveValue('')
  // However full the day is.
  await expect(row(page, title)).toBeVisible()
  await page.goto(`/tasks?q=${encodeURIComponent(title)}`)
  await expect(row(page, title)).toBeVisible()
})

test('what is written down and has no place in the lists stands where it was written, until it is done', async ({
  page,
}) => {
  const title = unique('Без места')
  // A day with more than the first screen holds.
  await page.route('**/api/v1/dashboard', async (route) => {
    const answer = await route.fetch()
    const screen = await answer.json()
    for (const list of ['overdue', 'today', 'next']) {
      screen[list] = screen[list].filter((task: { title: string }) => task.title !== title)
    }
    await route.fulfill({ response: answer, json: screen })
  })
  await page.goto('/')
  await page.getByLabel('Название новой задачи').fill(title)
  await page.keyboard.press('Enter')
  const added = page.getByTestId('just-added')
  await expect(row(page, title)).toHaveCount(1)
  await expect(added).toContainText(title)
  await keepPicture(page, 'just-added', test.info().project.name)
  await added.getByLabel(`Готово: ${title}`).click()
  await expect(added).toBeHidden()

  const later = unique('Без срока записано')
  await page.goto('/tasks?filter=overdue')
  await page.getByLabel('Название новой задачи').fill(later)
  await page.getByLabel('Когда', { exact: true }).selectOption({ label: 'Без срока' })
  await page.keyboard.press('Enter')
  await expect(added).toContainText(later)
  await page.getByRole('link', { name: /^Открытые/ }).click()
  await expect(added).toBeHidden()
})

test('a task with everything on one page and one save', async ({ page }) => {
  const title = unique('Собрать документы <b>&amp;</b> 🙂')
  await page.goto('/tasks/new')
  await page.getByLabel('Название', { exact: true }).fill(title)
  await page.getByLabel('Описание').fill('Первая строка\nвторая строка')
  await page.getByRole('radio', { name: 'Важная' }).check()
  await page.getByLabel('Дата срока').fill('2031-05-20')
  await page.getByLabel('Время срока').fill('18:00')
  await page.getByRole('button', { name: 'Подзадача', exact: true }).click()
  await page.getByLabel('Подзадача 1').fill('Паспорт')
  await page.keyboard.press('Enter')
  await page.getByLabel('Подзадача 2').fill('Справка')
  await page.getByLabel('Шаблон напоминаний', { exact: true }).selectOption({ label: 'За 1 день до срока' })
  await page.getByRole('button', { name: 'Напоминание', exact: true }).click()
  await page.getByLabel('Дата напоминания 1').fill('2031-05-18')
  await page.getByLabel('Время напоминания 1').fill('12:30')

  const preview = page.getByTestId('preview')
  await expect(preview).toContainText('18 мая 2031, 12:30')
  await expect(preview).toContainText('19 мая 2031, 18:00')

  await page.getByRole('button', { name: 'Создать задачу' }).click()
  await expect(page).toHaveURL(/\/tasks\/\d+$/)
  await expect(page.getByTestId('reminders').getByRole('listitem')).toHaveCount(2)
  await page.reload()
  await expect(page.getByLabel('Название', { exact: true })).toHaveValue(title)
  await expect(page.getByLabel('Описание')).toHaveValue('Первая строка\nвторая строка')
  await expect(page.getByLabel('Подзадача 2')).toHaveValue('Справка')
  await expect(page).toHaveTitle(/Собрать документы/)
})

test('bug 30: a subtask’s tick is saved at once and survives a save of the task', async ({ page }) => {
  const { id } = await createTask(page, { title: unique('С шагами'), subtasks: [{ title: 'Один' }, { title: 'Два' }] })
  await page.goto(`/tasks/${id}`)
  await page.getByLabel('Сделано: Один').check()
  await expect(page.getByTestId('progress')).toHaveText('сделано 1 из 2')
  await page.getByLabel('Описание').fill('Дополнено')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeHidden()
  await page.reload()
  await expect(page.getByLabel('Сделано: Один')).toBeChecked()
  await expect(page.getByLabel('Сделано: Два')).not.toBeChecked()
})

test('bug 17: moments already past are announced and not planned', async ({ page }) => {
  await page.goto('/tasks/new')
  await page.getByLabel('Дата срока').fill('2020-01-10')
  await page.getByLabel('Шаблон напоминаний', { exact: true }).selectOption({ label: 'За 1 день до срока' })
  await expect(page.getByTestId('preview')).toContainText('1 момент уже прошёл')
})

test('what is wrong is said at the field, and nothing is created', async ({ page }) => {
  await page.goto('/tasks/new')
  await page.getByLabel('Название', { exact: true }).fill('   ')
  await page.getByRole('button', { name: 'Создать задачу' }).click()
  await expect(page.getByText('Напишите, что нужно сделать.')).toBeVisible()
  await expect(page.getByLabel('Название', { exact: true })).toBeFocused()
  await page.getByLabel('Название', { exact: true }).fill('x'.repeat(201))
  await expect(page.getByText('Название не длиннее 200 знаков.')).toBeVisible()
  await expect(page).toHaveURL(/\/tasks\/new$/)
})

test('deleting can be undone', async ({ page }) => {
  const { id, title } = await createTask(page, { title: unique('Удалить и вернуть') })
  await page.goto(`/tasks/${id}`)
  await page.getByRole('button', { name: 'Удалить задачу' }).click()
  await expect(page).toHaveURL(/\/tasks$/)
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  // Leaving at once would take the request back.
  await expect(page.getByText('Задача возвращена')).toBeVisible()
  await page.goto(`/tasks/${id}`)
  await expect(page.getByLabel('Название', { exact: true })).toHaveValue(title)
})

test('snoozing leaves exactly one future reminder (bug 19)', async ({ page }) => {
  const { id } = await createTask(page, {
    title: unique('Отложить'),
    due: '2031-05-20T18:00',
    reminders: ['2031-05-18T12:00', '2031-05-19T12:00'],
  })
  await page.goto(`/tasks/${id}`)
  await page.getByRole('button', { name: 'Отложить' }).click()
  await page.getByRole('menuitem', { name: 'Завтра утром' }).click()
  const reminders = page.getByTestId('reminders').getByRole('listitem')
  await expect(reminders.and(page.locator('[data-reminder-state="snoozed"]'))).toHaveCount(1)
  await expect(reminders.and(page.locator('[data-reminder-state="scheduled"]'))).toHaveCount(0)
})

test('a change made elsewhere shows in an open page without a reload', async ({ page, context }) => {
  const { id, title } = await createTask(page, { title: unique('Сделать в другом окне') })
  await page.goto(`/tasks/${id}`)
  await expect(page.getByLabel('Название', { exact: true })).toHaveValue(title)
  const other = await context.newPage()
  await other.goto(`/tasks/${id}`)
  await other.getByRole('button', { name: 'Готово' }).click()
  await expect(page.getByText('Выполнена: сегодня')).toBeVisible({ timeout: 4_000 })
})

test('bug 11: two people edit: nobody’s words are lost', async ({ page, context }) => {
  const { id } = await createTask(page, { title: unique('Вдвоём'), description: 'было' })
  await page.goto(`/tasks/${id}`)
  await page.getByLabel('Описание').fill('моё')
  const other = await context.newPage()
  await other.goto(`/tasks/${id}`)
  await other.getByLabel('Описание').fill('чужое')
  await other.getByRole('button', { name: 'Сохранить' }).click()
  const notice = page.getByTestId('conflict')
  await expect(notice).toContainText('чужое')
  await expect(page.getByLabel('Описание')).toHaveValue('моё')
  await notice.getByRole('button', { name: 'Оставить моё' }).click()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeHidden()
  await expect(other.getByLabel('Описание')).toHaveValue('моё')
})

test('leaving with unsaved words asks first', async ({ page }) => {
  const { id } = await createTask(page, { title: unique('Не сохранено') })
  await page.goto(`/tasks/${id}`)
  await page.getByLabel('Описание').fill('ещё не сохранено')
  await page.getByRole('link', { name: 'К списку' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Остаться' }).click()
  await expect(page.getByLabel('Описание')).toHaveValue('ещё не сохранено')
  await page.getByRole('link', { name: 'К списку' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click()
  await expect(page).toHaveURL(/\/tasks$/)
})

test('a task that is gone says so', async ({ page }) => {
  await page.goto('/tasks/999999999')
  await expect(page.getByText('Такой задачи нет').last()).toBeVisible()
})
