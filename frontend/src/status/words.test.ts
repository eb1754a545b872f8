import { describe, expect, it } from 'vitest'
import type { InstallationStatus } from '@/platform/api/model'
import { backupState, checksOf, overallOf, queueOf } from './words'

const NOW = '2026-11-21T10:00:00Z'
const seen = (part: Partial<InstallationStatus>): InstallationStatus => ({
  version: '1.0.0',
  now: NOW,
  status: 'ok',
  checks: { database: 'ok', engine: 'ok', redis: 'ok', telegram: 'ok' },
  queue: { due: 0, oldestSeconds: 0, awaiting: 2, blocked: 0, failed: 0 },
  updates: { pending: 0, errorSeconds: undefined, mismatch: 0 },
  lastBackupAt: '2026-11-21T02:00:00Z',
  zoneData: { version: '2026f', newer: [] },
  faults: [],
  ...part,
})

describe('the checks', () => {
  it('put trouble first', () => {
    const status = seen({ checks: { database: 'down', engine: 'ok', redis: 'degraded', telegram: 'ok' } })
    expect(checksOf(status).map(({ name }) => name)).toEqual(['database', 'redis', 'engine', 'telegram'])
  })

  it('are shown also when this page is older than the server, and a strange state is no good one', () => {
    const [strange] = checksOf(seen({ checks: { mail: 'melting' } }))
    expect(strange).toEqual({ name: 'mail', known: 'other', state: 'down' })
  })
})

describe('the queue', () => {
  it('is late when the oldest has waited for more than a minute, not before', () => {
    const due = (oldestSeconds: number) =>
      queueOf(seen({ queue: { due: 3, oldestSeconds } })).find(({ name }) => name === 'due')?.bad
    expect(due(60)).toBe(false)
    expect(due(61)).toBe(true)
  })

  it('does not mind reminders that wait for the person', () => {
    expect(queueOf(seen({})).filter(({ bad }) => bad)).toEqual([])
  })

  it('that is not known is not called empty', () => {
    expect(queueOf(seen({ queue: {} })).map(({ count }) => count)).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('the whole', () => {
  it('is fine when all is', () => expect(overallOf(seen({}))).toBe('ok'))

  it('is as bad as the worst check', () => {
    expect(overallOf(seen({ status: 'down' }))).toBe('down')
    expect(overallOf(seen({ status: 'degraded', queue: { blocked: 4 } }))).toBe('degraded')
  })

  it('asks for a look at what no check looks at', () => {
    expect(overallOf(seen({ queue: { blocked: 1 } }))).toBe('attention')
    expect(overallOf(seen({ queue: { failed: 1 } }))).toBe('attention')
    expect(overallOf(seen({ lastBackupAt: '2026-11-20T07:59:00Z' }))).toBe('attention')
  })

  it('asks for a look when somebody knows newer rules of time zones', () => {
    const newer = [{ where: 'database' as const, zones: ['Europe/Samara'] }]
    expect(overallOf(seen({ zoneData: { version: '2026f', newer } }))).toBe('attention')
  })

  it('does not cry over an installation that makes no backups', () => {
    expect(overallOf(seen({ lastBackupAt: undefined }))).toBe('ok')
    expect(backupState(seen({ lastBackupAt: undefined }))).toBe('none')
  })
})

it('a backup is old after 26 hours', () => {
  expect(backupState(seen({ lastBackupAt: '2026-11-20T08:00:00Z' }))).toBe('fresh')
  expect(backupState(seen({ lastBackupAt: '2026-11-20T07:59:59Z' }))).toBe('old')
})

it('presses that do not arrive are no good state', () => {
  expect(overallOf(seen({ updates: { pending: 21, mismatch: 0 } }))).toBe('attention')
  expect(overallOf(seen({ updates: { pending: 0, mismatch: 1 } }))).toBe('attention')
  expect(overallOf(seen({ updates: { pending: 0, mismatch: 0, errorSeconds: 60 } }))).toBe('attention')
  expect(overallOf(seen({ updates: { pending: 3, mismatch: 0, errorSeconds: 6000 } }))).toBe('ok')
})
