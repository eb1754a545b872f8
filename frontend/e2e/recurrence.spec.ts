import { call, createTask, expect, test, unique } from './product'

const MONTHLY = 'FREQ=MONTHLY;BYMONTHDAY=31'

test('every month on the 31st: the rule in words, and six dates through short months', async ({ page }) => {
  const title = unique('Заплатить за гараж')
  await page.goto('/tasks/new')
  await page.getByLabel('Название', { exact: true }).fill(title)
  await page.getByLabel('Дата срока').fill('31.01.2031')
  await page.getByLabel('Время срока').fill('10:00')
  const repeat = page.getByLabel('Повторять', { exact: true })
  await repeat.selectOption({ label: 'Каждый месяц 31-го числа' })
  const preview = page.getByTestId('recurrence-preview')
  await expect(preview).toContainText('31-го числа в 10:00, в коротком месяце в последний день')
  await expect(preview.getByRole('listitem')).toHaveText([
    '28 февраля 2031, 10:00',
    '31 марта 2031, 10:00',
    '30 апреля 2031, 10:00',
    '31 мая 2031, 10:00',
    '30 июня 2031, 10:00',
    '31 июля 2031, 10:00',
  ])
  // What was read off the date goes along with it.
  await page.getByLabel('Дата срока').fill('30.01.2031')
  await expect(preview).toContainText('30-го числа')
  await page.getByLabel('Дата срока').fill('31.01.2031')
  await expect(preview).toContainText('31-го числа')
  await page.getByRole('button', { name: 'Создать задачу' }).click()
  await expect(page).toHaveURL(/\/tasks\/\d+$/)
  await expect(page.getByTestId('series').getByText('31 июля 2031, 10:00')).toBeVisible()
  await expect(repeat.locator('option:checked')).toHaveText('Каждый месяц 31-го числа')
})

test('what is done comes again, once, and can be taken back', async ({ page }) => {
  const { title } = await createTask(page, {
    title: unique('Каждый месяц'),
    due: '2031-01-31T10:00',
    recurrence: MONTHLY,
  })
  await page.goto(`/tasks?q=${encodeURIComponent(title)}`)
  const rows = page.getByRole('main').locator('[data-task]')
  await expect(rows.getByRole('img', { name: /31-го числа/ })).toBeVisible()
  // The next one takes its row at once: `check` would look there whether the box is ticked, and tick that one, too.
  await page.getByLabel(`Готово: ${title}`).click()
  await expect(page.getByText('Следующее: 28 февраля 2031, 10:00')).toBeVisible()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('28 февраля 2031')
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect(rows).toContainText('31 января 2031')
  await expect(rows).toHaveCount(1)
})

test('the last one says that nothing comes any more', async ({ page }) => {
  const { id } = await createTask(page, {
    title: unique('В последний раз'),
    due: '2031-01-31T10:00',
    recurrence: `${MONTHLY};COUNT=1`,
  })
  await page.goto(`/tasks/${id}`)
  await page.getByRole('button', { name: 'Готово' }).click()
  await expect(page.getByTestId('follows')).toHaveText('Это был последний раз')
})

test('one time is skipped, and that can be undone', async ({ page }) => {
  const { id, title } = await createTask(page, {
    title: unique('Пропустить'),
    due: '2031-01-31T10:00',
    recurrence: MONTHLY,
  })
  await page.goto(`/tasks/${id}`)
  await page.getByRole('button', { name: 'Пропустить этот раз' }).click()
  await expect(page.getByLabel('Дата срока')).toHaveValue('28.02.2031')
  await expect(page).not.toHaveURL(new RegExp(`/tasks/${id}$`))
  await expect(page.getByText(`Пропущено: ${title}. Следующее: 28 февраля 2031, 10:00`)).toBeVisible()
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/tasks/${id}$`))
  await expect(page.getByLabel('Дата срока')).toHaveValue('31.01.2031')
})

test('a change is for this time only, or for all that follow', async ({ page }) => {
  const { id, title } = await createTask(page, {
    title: unique('Полить цветы'),
    due: '2031-01-31T10:00',
    recurrence: 'FREQ=WEEKLY;BYDAY=FR',
  })
  await page.goto(`/tasks/${id}`)
  const scope = page.getByTestId('scope')
  const name = page.getByLabel('Название', { exact: true })

  // Moved to Saturday for once: the series stays on Fridays.
  await page.getByLabel('Дата срока').fill('01.02.2031')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(scope).toContainText('каждую пятницу')
  await page.keyboard.press('Escape')
  await expect(scope).toBeHidden()
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeVisible()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(scope.getByRole('button', { name: 'Только этот раз' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeHidden()
  await expect(page.getByLabel('Дата срока')).toHaveValue('01.02.2031')
  await expect(page.getByTestId('series')).toContainText('7 февраля 2031, 10:00')

  await name.fill(`${title} и фикус`)
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await scope.getByRole('button', { name: 'Этот и все следующие' }).click()
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeHidden()
  await page.getByRole('button', { name: 'Готово' }).click()
  await page.getByTestId('follows').getByRole('link').click()
  await expect(name).toHaveValue(`${title} и фикус`)
  await expect(page).not.toHaveURL(new RegExp(`/tasks/${id}$`))

  // The rule itself belongs to all: nobody is asked.
  await page.getByLabel('Повторять', { exact: true }).selectOption({ label: 'Каждый день' })
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeHidden()
  await expect(page.getByTestId('recurrence-preview')).toContainText('Каждый день в 10:00', { ignoreCase: true })
})

test('the page tells the series’ history', async ({ page }) => {
  const { id } = await createTask(page, {
    title: unique('История'),
    due: '2031-01-31T10:00',
    recurrence: MONTHLY,
  })
  const { followedBy } = await call<{ followedBy: { id: number } }>(page, 'POST', `/tasks/${id}/complete`)
  await page.goto(`/tasks/${followedBy.id}`)
  const occurrences = page.getByTestId('occurrences').getByRole('listitem')
  await expect(occurrences).toHaveCount(2)
  await expect(occurrences.first()).toContainText('эта задача')
  await expect(occurrences.last()).toContainText('выполнена: сегодня')
  await occurrences.last().getByRole('link', { name: '31 января 2031, 10:00' }).click()
  await expect(page).toHaveURL(new RegExp(`/tasks/${id}$`))
  await expect(page.getByTestId('follows')).toHaveText('Следующее: 28 февраля 2031, 10:00')
})

test('a rule of one’s own, and a refusal in words', async ({ page }) => {
  const { id } = await createTask(page, { title: unique('Своё правило'), due: '2031-01-31T10:00' })
  await page.goto(`/tasks/${id}`)
  await page.getByLabel('Повторять', { exact: true }).selectOption({ label: 'Своё…' })
  const editor = page.getByTestId('rule-editor')
  const preview = page.getByTestId('recurrence-preview')
  await expect(editor.getByRole('button', { name: 'пятница' })).toHaveAttribute('aria-pressed', 'true')
  await editor.getByLabel('Раз в').fill('2')
  await expect(preview).toContainText('вторую пятницу в 10:00')
  await editor.getByLabel('Единица').selectOption('MONTHLY')
  await editor.getByLabel('В какой день').last().selectOption('weekday')
  await editor.getByLabel('Который по счёту').selectOption('-1')
  await editor.getByLabel('День недели', { exact: true }).selectOption('WORK')
  await editor.getByLabel('Закончить').selectOption('count')
  await editor.getByLabel('Сколько всего раз').fill('3')
  await expect(preview).toContainText('последний рабочий день месяца')
  await expect(preview.getByRole('listitem')).toHaveText(['31 марта 2031, 10:00', '30 мая 2031, 10:00'])
  await expect(preview).toContainText('На этом серия закончится.')

  await editor.getByLabel('Раз в').fill('')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(editor.getByText('Целое число от 1 до 999.')).toBeVisible()
  await expect(editor.getByLabel('Раз в')).toBeFocused()

  await page.locator('summary', { hasText: 'Правило текстом' }).click()
  await page.getByRole('textbox', { name: 'Правило текстом' }).fill('FREQ=MONTHLY;BYMONTHDAY=32')
  await page.keyboard.press('Tab')
  await expect(preview).toContainText('BYMONTHDAY')
})

test('a rule that the fields can’t show is kept, and stopping is one choice', async ({ page }) => {
  const recurrence = 'FREQ=MONTHLY;BYMONTHDAY=1,15'
  const { id, title } = await createTask(page, { title: unique('Два раза в месяц'), due: '2031-01-15', recurrence })
  await page.goto(`/tasks/${id}`)
  await expect(page.getByTestId('recurrence-preview')).toContainText('1-го и 15-го числа')
  await expect(page.getByTestId('rule-editor')).toHaveCount(0)
  await page.getByLabel('Название', { exact: true }).fill(`${title}!`)
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByTestId('scope').getByRole('button', { name: 'Этот и все следующие' }).click()
  await expect(page.getByText('Сохранено', { exact: true })).toBeVisible()
  const saved = async () => (await (await page.request.get(`/api/v1/tasks/${id}`)).json()).recurrence
  expect(await saved()).toBe(recurrence)

  await page.getByRole('button', { name: 'Больше не повторять' }).click()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect.poll(saved).toBeNull()
  await expect(page.getByLabel('Повторять', { exact: true }).locator('option:checked')).toHaveText('Не повторять')
})

test('deleting asks whether the series ends', async ({ page }) => {
  const { id, title } = await createTask(page, { title: unique('Удалить раз'), due: '2031-01-31', recurrence: MONTHLY })
  const scope = page.getByTestId('scope')
  await page.goto(`/tasks/${id}`)
  await page.getByRole('button', { name: 'Удалить задачу' }).click()
  await scope.getByRole('button', { name: 'Только этот раз' }).click()
  await expect(page).toHaveURL(/\/tasks$/)
  await page.goto(`/tasks?q=${encodeURIComponent(title)}`)
  const rows = page.getByRole('main').locator('[data-task]')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('28 февраля 2031')
  await rows.getByRole('link').click()
  await page.getByRole('button', { name: 'Удалить задачу' }).click()
  await scope.getByRole('button', { name: 'Этот и все следующие' }).click()
  await expect(page.getByText(`Удалено: ${title}`)).toBeVisible()
  await page.goto(`/tasks?q=${encodeURIComponent(title)}`)
  await expect(page.getByText(/ничего не нашлось/)).toBeVisible()
})

test('a template tells two weeks of a series, who uses it, and what becomes of them when it goes', async ({ page }) => {
  const name = unique('Футбол')
  await call(page, 'POST', '/reminder-templates', {
    name,
    rules: [
      { kind: 'every', minutes: 30, from: '16:00', untilMinutesBefore: 30 },
      { kind: 'beforeEnd', minutes: 20 },
    ],
  })
  await page.goto('/reminder-templates')
  await page.getByLabel('Найти шаблон').fill(`${name} до конца`)
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('article')).toContainText('Пока не используется')
  await page.getByRole('button', { name: `Изменить: ${name}` }).click()
  await page.getByLabel('Дата срока').fill('30.11.2099')
  await page.getByLabel('Время срока').fill('20:00')
  await page.getByLabel('длится, минут').fill('60')
  await page.getByRole('button', { name: 'понедельник' }).click()
  await page.getByRole('button', { name: 'среда' }).click()
  await expect(page.getByTestId('series-preview').getByRole('listitem')).toHaveText([
    /^30 ноября 2099: 9 напоминаний\s+16:00, 16:30, .*, 20:40/,
    /^2 декабря 2099: 9 напоминаний/,
    /^7 декабря 2099: 9 напоминаний/,
    /^9 декабря 2099: 9 напоминаний/,
  ])
  await page.getByRole('button', { name: 'Отмена' }).click()

  const { items } = await (await page.request.get('/api/v1/reminder-templates')).json()
  const template = items.find((one: { name: string }) => one.name === name).id
  const tasks = await Promise.all(
    [1, 2].map(() =>
      createTask(page, { title: unique('Матч'), due: '2031-01-31T20:00', reminderTemplateId: template }),
    ),
  )
  await page.reload()
  await page.getByLabel('Найти шаблон').fill(name)
  await expect(page.getByRole('article')).toContainText('Используют: 2 задачи')
  await page.getByRole('button', { name: `Удалить: ${name}` }).click()
  await expect(page.getByRole('article')).toContainText('останутся у них как свои и придут')
  await page.getByRole('button', { name: 'Удалить', exact: true }).click()
  await expect(page.getByText('Такого шаблона нет')).toBeVisible()
  const kept = await (await page.request.get(`/api/v1/tasks/${tasks[0]?.id}`)).json()
  expect(kept.reminders.length).toBeGreaterThan(0)
  expect(kept.reminderTemplateId).toBeNull()
})

test('a series is paused until a day: the page says what comes, and nothing comes before', async ({ page }) => {
  const { id } = await createTask(page, {
    title: unique('Бассейн'),
    due: '2031-01-31T10:00',
    recurrence: 'FREQ=WEEKLY;BYDAY=FR',
  })
  await page.goto(`/tasks/${id}`)
  const next = page.getByTestId('recurrence-preview').getByRole('listitem').first()
  await expect(next).toHaveText('7 февраля 2031, 10:00')
  await page.getByLabel('Пауза до').fill('01.03.2031')
  await expect(page.getByText('Раньше этого дня не повторится.')).toBeVisible()
  await expect(next).toHaveText('7 марта 2031, 10:00')
  await page.getByRole('button', { name: 'Снять паузу' }).click()
  await expect(next).toHaveText('7 февраля 2031, 10:00')
  await page.getByLabel('Пауза до').fill('01.03.2031')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeHidden()
  // Nothing is left to do before: the open one itself waits for the end of the pause.
  await expect(page.getByLabel('Дата срока')).toHaveValue('07.03.2031')
  await page.reload()
  await expect(page.getByLabel('Пауза до')).toHaveValue('01.03.2031')
  await expect(page.getByLabel('Дата срока')).toHaveValue('07.03.2031')
  await page.getByRole('button', { name: 'Готово' }).click()
  await expect(page.getByTestId('follows')).toContainText('14 марта 2031, 10:00')
})
