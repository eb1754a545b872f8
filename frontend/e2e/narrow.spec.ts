import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { PAGES } from './addresses'
import { call, createTask, dayFromNow, expect, keepPicture, test, unique } from './product'

/** 1280 pixels at four times the size, and the narrowest phones. */
const NARROW = { width: 320, height: 640 }

/** What people press or fill in and what of it can't be got at: outside the window, without a size, or under something else. */
const unreachable = (page: Page) =>
  page.evaluate(() => {
    const wrong: string[] = []
    for (const one of document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    )) {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.matches(':disabled, .sr-only, [href="#main"]'))
        continue
      // Its label is what is pressed where the control itself is drawn by it.
      const target = one.closest<HTMLElement>('label') ?? one
      target.scrollIntoView({ block: 'center', inline: 'nearest' })
      const { left, right, top, width, height } = (one.getClientRects()[0] ?? target.getBoundingClientRect()) as DOMRect
      if (width <= 1 && height <= 1) continue
      const name = `${one.tagName} ${one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 40)}`
      if (left < -1 || right > window.innerWidth + 1) wrong.push(`${name}: ${Math.round(left)}…${Math.round(right)}`)
      const over = document.elementFromPoint(left + width / 2, top + height / 2)
      if (!over || !(target.contains(over) || over.contains(target)))
        wrong.push(`${name}: under ${over?.outerHTML.slice(0, 80)}`)
    }
    window.scrollTo(0, 0)
    return wrong
  })

async function fits(page: Page, name: string) {
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
  await expect(page.getByText('Загружаю…')).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(
    0,
  )
  expect(await unreachable(page), name).toEqual([])
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
}

async function taskWithAll(page: Page): Promise<number> {
  const { id } = await createTask(page, {
    title: unique('Передать показания счётчиков горячей и холодной воды'),
    due: '2031-01-31T10:00',
    importance: 1,
    recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31',
    subtasks: [{ title: 'Горячая' }, { title: 'Холодная' }],
  })
  return id
}

const loanOfThree = (page: Page) =>
  call<{ id: number }>(page, 'POST', '/loans', {
    orgName: unique('Быстроденьги'),
    loanDate: dayFromNow(-40),
    amountBorrowed: '1000000.00',
    installments: [-5, 3, 30].map((days) => ({ dueDate: dayFromNow(days), amount: '356789.50' })),
  })

test.describe('320 px wide', () => {
  test.beforeEach(async ({ page }, { project }) => {
    test.skip(project.name !== 'desk', 'a phone has a width of its own')
    await page.setViewportSize(NARROW)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  })

  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name}: nothing sticks out, and everything can be reached`, async ({ page }) => {
      await page.goto(path)
      await fits(page, name)
      await keepPicture(page, `${name}-320`, 'dark')
    })
  }

  test('a task and a loan: nothing sticks out, and everything can be reached', async ({ page }) => {
    const id = await taskWithAll(page)
    await page.goto(`/tasks/${id}`)
    await fits(page, 'task')
    await keepPicture(page, 'task-320', 'dark')
    const loan = await loanOfThree(page)
    await page.goto(`/loans/${loan.id}`)
    await expect(page.getByTestId('schedule').getByRole('listitem')).toHaveCount(3)
    await fits(page, 'loan')
    await keepPicture(page, 'loan-320', 'dark')
    await page.goto(`/loans/${loan.id}/ways`)
    await expect(page.getByRole('heading', { name: 'Кредитные каникулы' })).toBeVisible()
    await fits(page, 'ways')
    await keepPicture(page, 'ways-320', 'dark')
    await call(page, 'POST', `/loans/${loan.id}/close`, { reason: 'конец проверки' })
  })
})

test('where the system paints, what is chosen, ticked and done is still told', async ({ page }, { project }) => {
  test.skip(project.name !== 'desk', 'once is enough')
  const { title } = await createTask(page, { title: unique('Выбрать'), importance: 1, due: dayFromNow(0) })
  await page.emulateMedia({ forcedColors: 'active' })
  for (const [width, scheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 860 })
    await page.emulateMedia({ colorScheme: scheme })
    for (const [name, path] of [
      ['today', '/'],
      ['tasks', `/tasks?q=${encodeURIComponent(title)}`],
      ['loans', '/loans?status=all'],
      ['statistics', '/statistics'],
      ['calendar', '/calendar'],
      ['settings', '/settings'],
    ] as const) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
      await expect(page.getByText('Загружаю…')).toHaveCount(0)
      const current = page.locator('header nav [aria-current], body nav.fixed [aria-current]').filter({ visible: true })
      if ((await current.count()) > 0)
        expect(await current.first().evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid')
      await keepPicture(page, `forced-${name}-${scheme}`, String(width))
    }
  }
  await page.goto('/settings/loans')
  const tick = page.getByTestId('digest-morning').getByRole('checkbox')
  const ground = () => tick.evaluate((one) => getComputedStyle(one).backgroundColor)
  const before = await ground()
  await tick.setChecked(!(await tick.isChecked()))
  expect(await ground()).not.toBe(before)
})

/** What a finger has to hit and has less than 44 pixels, page by page. */
const tooSmall = (page: Page) =>
  page.evaluate(() => {
    /** Half a pixel for what the browser rounds. */
    const ENOUGH = 43.5
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, textarea')].flatMap(
      (one) => {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.matches('.sr-only, .sr-only *, [href="#main"]'))
          return []
        // Words in a sentence have the sentence's height, as WCAG 2.5.8 allows.
        if (getComputedStyle(one).display === 'inline') return []
        // A whole row is its link's.
        if (getComputedStyle(one, '::after').position === 'absolute') return []
        // A tick is pressed around it, too, and so is its label.
        const around = one.matches('.tick') ? 24 : 0
        const rect = one.getBoundingClientRect()
        const label = one.closest('label')?.getBoundingClientRect() ?? rect
        return Math.max(label.height, rect.height + around) < ENOUGH ||
          Math.max(label.width, rect.width + around) < ENOUGH
          ? [`${one.outerHTML.slice(0, 140)} ${Math.round(rect.width)}×${Math.round(rect.height)}`]
          : []
      },
    )
  })

test('a finger has 44 pixels for whatever is pressed, on every page', async ({ page }, { project }) => {
  test.skip(project.name !== 'phone', 'a mouse does with less')
  test.setTimeout(180_000)
  const small: Record<string, string[]> = {}
  const loan = await loanOfThree(page)
  const own = { task: `/tasks/${await taskWithAll(page)}`, loan: `/loans/${loan.id}`, ways: `/loans/${loan.id}/ways` }
  for (const [name, path] of Object.entries({ ...PAGES, ...own })) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    await expect(page.getByText('Загружаю…')).toHaveCount(0)
    const found = await tooSmall(page)
    if (found.length) small[name] = found.slice(0, 12)
  }
  await call(page, 'POST', `/loans/${loan.id}/close`, { reason: 'конец проверки' })
  expect(small).toEqual({})
})
