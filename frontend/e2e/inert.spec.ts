import type { Page } from '@playwright/test'
import { PAGES } from './addresses'
import { call, createTask, dayFromNow, expect, test, unique } from './product'

/** Each calls what notices, in a way of its own. */
const PAYLOADS = [
  '<script>window.opened("script")</script>',
  '"><img src=x onerror=window.opened("img")>',
  "'><svg onload=window.opened('svg')>",
  '</textarea></title></style><iframe src="javascript:parent.opened(1)"></iframe>',
  'javascript:window.opened("address")',
  '{{constructor.constructor("window.opened(1)")()}}',
]

const all = (name: string) => `${name} ${PAYLOADS.join(' ')}`

/** In fields with room for a hundred characters, one after the other. */
const short = (name: string, at: number) => `${name} ${PAYLOADS[at % PAYLOADS.length]}`.slice(0, 100)

async function plant(page: Page, name: string) {
  const made: string[] = []
  const make = async (path: string, body: unknown) => {
    const { id } = await call<{ id: number }>(page, 'POST', path, body)
    made.push(`${path}/${id}`)
    return id
  }
  for (let at = 0; at < PAYLOADS.length; at++) {
    await make('/categories', { name: short(`${name}${at}`, at), icon: '<b>x</b>' })
    await make('/auth/tokens', { name: short(`${name}${at}`, at), scope: 'read' })
    await make('/calendar/feeds', { name: short(`${name}${at}`, at), content: 'all' })
  }
  const template = await make('/reminder-templates', {
    name: short(name, 1),
    description: all(name).slice(0, 500),
    rules: [{ kind: 'before', minutes: 60 }],
  })
  const { id: task } = await createTask(page, {
    title: all(name).slice(0, 200),
    description: all(name),
    due: `${dayFromNow(2)}T12:00`,
    importance: 1,
    reminderTemplateId: template,
    subtasks: PAYLOADS.map((payload) => ({ title: payload })),
  })
  const loan = await call<{ id: number; installments: { id: number }[] }>(page, 'POST', '/loans', {
    orgName: all(name).slice(0, 200),
    website: 'https://bank.example/?q=%3Cscript%3Ewindow.opened(3)%3C/script%3E',
    loanDate: dayFromNow(-60),
    amountBorrowed: '10000.00',
    notes: all(name),
    paymentMethods: all(name),
    contract: { number: short(name, 0), dailyRate: 0.8 },
    installments: [
      { dueDate: dayFromNow(-5), amount: '6000.00' },
      { dueDate: dayFromNow(3), amount: '6000.00' },
    ],
  })
  await call(page, 'POST', `/loans/${loan.id}/payments`, { amount: '10.00', note: short(name, 2) })
  await make('/collector-contacts', {
    at: `${dayFromNow(-1)}T12:00`,
    kind: 'call',
    who: short(name, 1),
    note: all(name),
    loanId: loan.id,
  })
  return { task, loan: loan.id, made }
}

async function clear(page: Page, { task, loan, made }: Awaited<ReturnType<typeof plant>>) {
  for (const path of [`/tasks/${task}`, `/loans/${loan}`, ...made.reverse()]) {
    await page.request.delete(`/api/v1${path}`, { headers: { 'X-Requested-With': 'zapiska', 'If-Match': '*' } })
  }
}

test('S19: what was typed is only words on every page, whatever it looks like', async ({ page }) => {
  test.slow()
  const opened: string[] = []
  page.on('dialog', (dialog) => {
    opened.push(dialog.message())
    void dialog.dismiss()
  })
  await page.exposeFunction('opened', (what: string) => opened.push(what))
  const name = unique('Буквы')
  const planted = await plant(page, name)
  try {
    const views = [
      ...Object.values(PAGES),
      `/tasks/${planted.task}`,
      `/loans/${planted.loan}`,
      `/loans/${planted.loan}/ways`,
      `/contacts?loan=${planted.loan}`,
      `/tasks?q=${encodeURIComponent(PAYLOADS[0] ?? '')}`,
      `/loans?q=${encodeURIComponent(PAYLOADS[1] ?? '')}`,
      `/tasks/new?title=${encodeURIComponent(PAYLOADS[2] ?? '')}`,
      `/sign-in?next=${encodeURIComponent('javascript:window.opened("next")')}`,
      `/${encodeURIComponent(PAYLOADS[1] ?? '')}`,
    ]
    const shown: string[] = []
    for (const view of views) {
      await page.goto(view)
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
      await expect(page.getByText('Загружаю…')).toHaveCount(0)
      // Elements that only a payload could have made.
      const foreign = page.locator(
        'script:not([src]), iframe, [onerror], [onload], img[src="x"], [href^="javascript:"], main b:text-is("x")',
      )
      await expect(foreign, view).toHaveCount(0)
      if ((await page.content()).includes('window.opened(')) shown.push(view)
    }
    expect(shown.length, 'pages on which the words could be read').toBeGreaterThan(5)
    expect(opened).toEqual([])
  } finally {
    await clear(page, planted)
  }
})
