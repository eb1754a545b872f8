import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { artefact } from './artefacts'

/**
 * Drives a running product: BASE_URL says where it is, E2E_PASSWORD is the owner's, SANDBOX_URL is the Telegram sandbox,
 * SMTP_PORT is where it sends letters.
 * The browser is the system's Chromium: Playwright's own download is not needed (PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1). Its build
 * without windows takes a good third less of the processors for the same pages; where a machine has none, the whole one does.
 */
const baseURL = process.env.BASE_URL
if (!baseURL) throw new Error('BASE_URL must say where the product runs, such as http://localhost:8080')
if (!process.env.E2E_PASSWORD) throw new Error("E2E_PASSWORD must be the owner's password")

const APART = [
  'main-job.spec.ts',
  'pictures.spec.ts',
  'digest.spec.ts',
  'settings.spec.ts',
  'people.spec.ts',
  'mail.spec.ts',
  'owner.spec.ts',
  'sign-in.spec.ts',
  'followed.spec.ts',
]
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const desk = { viewport: { width: 1280, height: 860 } }
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

export default defineConfig({
  testDir: '.',
  outputDir: artefact(process.env.E2E_ARTEFACTS ?? 'e2e'),
  // One product, one account: tests make their own data and do not count what is there.
  workers: 2,
  forbidOnly: !!process.env.CI,
  // A machine shared with others can be too slow for a time-out; what passes on a second try is reported as flaky.
  retries: process.env.CI ? 2 : 0,
  // What passes takes seconds; beside other work one look of axe alone takes several.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  globalSetup: './signIn.setup.ts',
  use: {
    baseURL,
    locale: 'ru-RU',
    // What a worker fetches, a test's own routes do not see: those that are about it ask for it.
    serviceWorkers: 'block',
    storageState: artefact('session.json'),
    screenshot: 'only-on-failure',
    // Recording takes its time; where a failed test is tried again, the second try is recorded.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || CHROMIUM.find((path) => existsSync(path)),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    // First, because they wait for minutes while the other worker goes through the rest.
    { name: 'main-job', testMatch: 'main-job.spec.ts', use: desk },
    { name: 'pictures', testMatch: 'pictures.spec.ts', use: desk },
    { name: 'desk', testIgnore: APART, use: desk },
    { name: 'phone', testIgnore: APART, use: phone },
    // The account's zone and language, and the lock of this address: nothing else may run meanwhile.
    {
      name: 'settings',
      testMatch: 'settings.spec.ts',
      use: desk,
      dependencies: ['main-job', 'pictures', 'desk', 'phone'],
    },
    { name: 'people', testMatch: 'people.spec.ts', use: desk, dependencies: ['settings'] },
    { name: 'mail', testMatch: 'mail.spec.ts', use: desk, dependencies: ['people'] },
    { name: 'owner', testMatch: 'owner.spec.ts', use: desk, dependencies: ['mail'] },
    { name: 'digest', testMatch: 'digest.spec.ts', use: desk, dependencies: ['owner'] },
    { name: 'followed', testMatch: 'followed.spec.ts', use: desk, dependencies: ['digest'] },
    { name: 'sign-in', testMatch: 'sign-in.spec.ts', use: desk, dependencies: ['followed'] },
  ],
})
