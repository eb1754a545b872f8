// How light the page is to those who use it: Lighthouse over the pages that are open every day, signed in and with data, on a
// phone and on a desk, and how long a slow phone waits. `make lighthouse` starts the product behind nginx and runs this.
//   --runs 5          tries of each figure; the median counts
//   --only today,loan of these pages alone; the table in the documentation is left as it is then
//   --strict          ends with a failure when a goal is missed
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { chromium } from '@playwright/test'

// No devDependency: everybody would install its hundred and fifty packages, and few run this.
const LIGHTHOUSE = 'lighthouse@12.8.2'
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium'
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=ru-RU',
]
const GOALS = {
  phone: { performance: 90, accessibility: 100, 'best-practices': 96, cls: 0.02 },
  desk: { performance: 98, accessibility: 100, 'best-practices': 96, cls: 0.02 },
}
/** Lighthouse's own slow 4G, of the connection and not of each request: 150 ms there and back, 1.6 Mbit/s down. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 }
const SLOWER = 4
const FROM = '<!-- make lighthouse writes from here -->'
const TO = '<!-- make lighthouse writes to here -->'

const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    strict: { type: 'boolean', default: false },
  },
})
const RUNS = Number(asked.runs)
const only = asked.only.split(',').filter(Boolean)
const base = process.env.BASE_URL
const run = promisify(execFile)
let missed = 0
/** Whatever happens, no browser outlives this. */
const atExit = []
process.on('exit', () => {
  for (const end of atExit) end()
})

/** The middle one; of an even number the worse of the two in the middle. */
const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]
const day = (days) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Moscow' })

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  const { port } = server.address()
  await new Promise((closed) => server.close(closed))
  return port
}

async function call(request, path, data) {
  const answer = await request.post(`${base}/api/v1${path}`, { headers: { 'X-Requested-With': 'zapiska' }, data })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

/** A life with some forty tasks and six loans. */
async function live(request) {
  const loans = []
  for (const [at, orgName] of [
    'Быстроденьги',
    'Займ до зарплаты',
    'Городской ломбард',
    'МигКредит',
    'Турбозайм',
    'Веб-займ',
  ].entries())
    loans.push(
      await call(request, '/loans', {
        orgName,
        loanDate: day(-40 + at),
        amountBorrowed: '15000.00',
        installments: [-10, 2, 16, 30, 44, 58].map((days) => ({ dueDate: day(days + at), amount: '5056.00' })),
      }),
    )
  const tasks = []
  for (let at = 0; at < 40; at++)
    tasks.push(
      await call(request, '/tasks', {
        title: `Позвонить по договору № ${at + 1} и записать ответ`,
        due: `${day((at % 12) - 3)}T${String(9 + (at % 9)).padStart(2, '0')}:30`,
      }),
    )
  return { loan: loans[0].id, task: tasks[5].id }
}

/** A browser of its own with its own profile, as Lighthouse wants one; signed in where `signIn` says how. */
async function browser(signIn) {
  const profile = await mkdtemp(join(tmpdir(), 'zapiska-lighthouse-'))
  const port = await freePort()
  const program = spawn(
    CHROMIUM,
    [...FLAGS, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: 'ignore',
    },
  )
  atExit.push(() => program.kill())
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/json/version`)
      break
    } catch (notYet) {
      if (tries > 100) throw notYet
      await new Promise((later) => setTimeout(later, 100))
    }
  }
  if (signIn) {
    const seen = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    await signIn(seen.contexts()[0])
    await seen.close()
  }
  return {
    port,
    async close() {
      program.kill()
      await new Promise((ended) => program.once('exit', ended))
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A trace that was not recorded whole says nothing of the page: it is asked for again, twice at most. */
async function lighthouse(url, port, device, more = 2) {
  try {
    return await audit(url, port, device)
  } catch (thrown) {
    const said = /"message": "([^"]*)"|Runtime error encountered: (.*)/.exec(
      `${thrown.stderr ?? ''}\n${thrown.message}`,
    )
    console.log(`    ${url}, ${device}: ${said?.[1] ?? said?.[2] ?? thrown.message.slice(0, 200)}`)
    if (!more) throw new Error(`${url} could not be measured on a ${device}`)
    return lighthouse(url, port, device, more - 1)
  }
}

async function audit(url, port, device) {
  const { stdout } = await run(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      url,
      `--port=${port}`,
      '--output=json',
      '--quiet',
      '--only-categories=performance,accessibility,best-practices',
      ...(device === 'desk' ? ['--preset=desktop'] : []),
    ],
    { maxBuffer: 200_000_000 },
  )
  const { categories, audits, runtimeError } = JSON.parse(stdout)
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`)
  const failed = Object.values(categories)
    .filter((category) => category.id !== 'performance')
    .flatMap((category) => category.auditRefs)
    .map((ref) => audits[ref.id])
    .filter((audit) => audit.score !== null && audit.score < 1)
  const figures = Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, Math.round(score * 100)]))
  return {
    ...figures,
    cls: audits['cumulative-layout-shift'].numericValue,
    lcp: audits['largest-contentful-paint'].numericValue,
    tbt: audits['total-blocking-time'].numericValue,
    requests: audits['network-requests'].details.items.length,
    failed: failed.map(
      (audit) =>
        `${audit.id}: ${(audit.details?.items ?? []).map((one) => one.node?.selector ?? one.description ?? '').join('; ')}`,
    ),
  }
}

const good = (met) => {
  if (!met) missed++
  return met ? 'met' : '**missed**'
}

async function scores(pages, out, inside) {
  const rows = [
    '| on | page | performance | accessibility | best practices | CLS | LCP, s | TBT, ms | requests | |',
    '|---|---|---|---|---|---|---|---|---|---|',
  ]
  for (const device of ['phone', 'desk'])
    for (const { name, path, open } of pages) {
      const tries = []
      for (let at = 0; at < RUNS; at++) tries.push(await lighthouse(base + path, (open ? out : inside).port, device))
      const of = (figure) => median(tries.map((one) => one[figure]))
      const goal = GOALS[device]
      const met =
        of('performance') >= goal.performance &&
        of('accessibility') >= goal.accessibility &&
        of('best-practices') >= goal['best-practices'] &&
        of('cls') <= goal.cls
      rows.push(
        `| ${device} | ${name} | ${of('performance')} | ${of('accessibility')} | ${of('best-practices')} | ${of('cls').toFixed(3)} | ${(of('lcp') / 1000).toFixed(2)} | ${of('tbt').toFixed(0)} | ${of('requests')} | ${good(met)} |`,
      )
      console.log(rows.at(-1))
      for (const fault of new Set(tries.flatMap((one) => one.failed))) console.log(`    ${fault}`)
    }
  return rows
}

/** How long until something is to be seen, by the page's own clock, on a phone four times slower and on slow 4G. */
async function wait(context, path, selector) {
  const page = await context.newPage()
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  await wire.send('Network.emulateNetworkConditions', SLOW_4G)
  await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.addInitScript((sought) => {
    const look = () => {
      if (document.querySelector(sought)?.checkVisibility()) globalThis.seenAfter = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, selector)
  await page.goto(base + path, { waitUntil: 'commit' })
  const after = await page.waitForFunction(() => globalThis.seenAfter, undefined, { timeout: 60_000 })
  const seconds = (await after.jsonValue()) / 1000
  await page.waitForTimeout(1_000)
  await page.close()
  return seconds
}

async function waits(state) {
  const seen = await chromium.launch({
    executablePath: CHROMIUM,
    args: FLAGS.filter((flag) => !flag.startsWith('--headless')),
  })
  const phone = { viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true, locale: 'ru-RU' }
  const figures = { signIn: [], first: [], second: [] }
  const ROW = 'main li a[href^="/tasks/"], main li a[href^="/loans/"]'
  for (let at = 0; at < RUNS; at++) {
    const stranger = await seen.newContext(phone)
    figures.signIn.push(await wait(stranger, '/sign-in', 'input[type=password]'))
    await stranger.close()
    const owner = await seen.newContext({ ...phone, storageState: state })
    figures.first.push(await wait(owner, '/', ROW))
    figures.second.push(await wait(owner, '/', ROW))
    await owner.close()
  }
  await seen.close()
  return [
    `| ${SLOWER} × slower, slow 4G | s | goal | |`,
    '|---|---|---|---|',
    ...[
      ['sign-in to be seen', figures.signIn, 1.5],
      ['Today with its data, first visit', figures.first, 3],
      ['Today with its data, second visit', figures.second, 1],
    ].map(
      ([what, tries, goal]) =>
        `| ${what} | ${median(tries).toFixed(2)} | ≤ ${goal.toFixed(1)} | ${good(median(tries) <= goal)} |`,
    ),
  ]
}

if (!base || !process.env.E2E_PASSWORD)
  throw new Error('BASE_URL says where the product runs, E2E_PASSWORD is the owner’s')
let state
let ids
const out = await browser()
const inside = await browser(async (context) => {
  await call(context.request, '/auth/login', { password: process.env.E2E_PASSWORD })
  ids = await live(context.request)
  const page = await context.newPage()
  await page.goto(base)
  await page.locator('main h1').waitFor()
  await page.close()
  state = await context.storageState()
})
try {
  const pages = [
    { name: 'Today', path: '/' },
    { name: 'tasks', path: '/tasks' },
    { name: 'task', path: `/tasks/${ids.task}` },
    { name: 'loans', path: '/loans' },
    { name: 'loan', path: `/loans/${ids.loan}` },
    { name: 'calendar', path: '/calendar' },
    { name: 'sign-in', path: '/sign-in', open: true },
  ].filter(({ name }) => only.length === 0 || only.includes(name.toLowerCase()))
  const load = loadavg()[0]
  const slow = await waits(state)
  console.log(slow.join('\n'))
  const rows = await scores(pages, out, inside)
  const { stdout: version } = await run(CHROMIUM, ['--version'])
  const text = [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${LIGHTHOUSE.replace('@', ' ')}, ${version.trim().split(' ').slice(0, 2).join(' ')}, medians of ${RUNS}; the machine’s load at the beginning ${load.toFixed(1)}.`,
    rows.join('\n'),
    slow.join('\n'),
  ].join('\n\n')
  if (only.length === 0) {
    const file = new URL('../../docs/benchmarks.md', import.meta.url)
    const kept = await readFile(file, 'utf8')
    await writeFile(
      file,
      `${kept.slice(0, kept.indexOf(FROM) + FROM.length)}\n${text}\n${kept.slice(kept.indexOf(TO))}`,
    )
  }
  console.log(missed ? `${missed} goals are missed` : 'every goal is met')
} finally {
  await Promise.all([out.close(), inside.close()])
}
process.exit(asked.strict && missed ? 1 : 0)
