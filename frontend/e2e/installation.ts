import type { components } from '../src/platform/api/schema'

/** What an installation that has lived for a while would answer, where a test can't wait for it. */

type Schemas = components['schemas']

/** The report of a check of the former program's database. */
export const checkedOriginal: Schemas['Import'] = {
  id: 900,
  version: 4,
  kind: 'original',
  dryRun: true,
  state: 'done',
  step: null,
  done: 0,
  total: null,
  requestedAt: '2026-11-21T18:00:00Z',
  finishedAt: '2026-11-21T18:00:00Z',
  error: null,
  errorText: null,
  settings: false,
  counts: [
    { kind: 'template', found: 3, added: 0, present: 3, refused: 0 },
    { kind: 'task', found: 214, added: 212, present: 0, refused: 2 },
    { kind: 'loan', found: 18, added: 18, present: 0, refused: 0 },
  ],
  reasons: [
    { reason: 'money-rounded', doubtful: true, count: 2, text: 'сумма была не в целых копейках и округлена' },
    { reason: 'paid-by-flag', doubtful: true, count: 47, text: 'оплата записана по отметке у платежа' },
    { reason: 'website-dropped', doubtful: false, count: 1, text: 'адрес сайта опасен или не читается, отброшен' },
  ],
  remarks: [
    { reason: 'money-rounded', kind: 'loan', id: 3, title: 'Банк', value: '5056.004999' },
    { reason: 'money-rounded', kind: 'loan', id: 7, title: 'Быстрые деньги', value: '0.30000000000000004' },
    { reason: 'website-dropped', kind: 'loan', id: 9, title: 'Деньги сразу', value: 'javascript:alert(1)' },
  ],
  faults: [],
  people: [],
}

/** Much is wrong at once. */
export const troubledStatus = (): Schemas['InstallationStatus'] => ({
  version: '1.0.0',
  now: new Date().toISOString(),
  status: 'down',
  checks: { database: 'down', engine: 'ok', redis: 'degraded', telegram: 'degraded' },
  queue: { due: 12, oldestSeconds: 1_900, awaiting: 4, blocked: 1, failed: 2 },
  updates: { pending: 25, errorSeconds: 60, mismatch: 0 },
  lastBackupAt: new Date(Date.now() - 40 * 3_600_000).toISOString(),
  zoneData: {
    version: '2026f',
    newer: [
      { where: 'system', version: '2027a', zones: [] },
      { where: 'database', zones: ['America/Vancouver', 'Africa/Casablanca'] },
    ],
  },
  faults: [
    {
      at: new Date().toISOString(),
      level: 'error',
      source: 'app.zapiska.reminders.Dispatcher',
      message: 'The tick failed: connection refused',
    },
  ],
})

const nightly = (daysAgo: number, time: string) =>
  `${new Date(Date.now() - daysAgo * 24 * 3_600_000).toISOString().slice(0, 10)}T${time}Z`

/** As the worker leaves one behind. @param daysAgo at least 1 for one that is over */
export const backup = (daysAgo: number, part: Partial<Schemas['Backup']> = {}): Schemas['Backup'] => ({
  id: 1_000 - daysAgo,
  version: 3,
  kind: 'scheduled',
  state: 'done',
  name: `zapiska-${nightly(daysAgo, '23:00:00').replace(/[-:]/g, '')}.age`,
  step: null,
  bytesDone: null,
  bytesTotal: null,
  size: 5_400_000,
  sha256: 'ab'.repeat(32),
  downloadable: true,
  remote: 'stored',
  rows: 12_400,
  ledger: '5056.00',
  requestedAt: nightly(daysAgo, '23:00:00'),
  startedAt: nightly(daysAgo, '23:00:01'),
  finishedAt: nightly(daysAgo, '23:00:09'),
  error: null,
  errorText: null,
  proof: null,
  ...part,
})

export const proof = (
  daysAgo: number,
  state: Schemas['BackupProof']['state'],
  errorText: string | null = null,
): Schemas['BackupProof'] => ({
  state,
  step: null,
  finishedAt: nightly(daysAgo, '23:05:00'),
  error: null,
  errorText,
})

/** One that is being made at this moment. */
export const runningBackup = () => {
  const now = new Date().toISOString()
  return backup(0, {
    ...{ kind: 'manual', state: 'running', name: null, size: null, rows: null, ledger: null },
    ...{ downloadable: false, remote: 'none', requestedAt: now, startedAt: now, finishedAt: null },
    ...{ step: 'dumping', bytesDone: 3_000_000, bytesTotal: 5_400_000 },
  })
}

export const BACKUPS = [
  backup(1, { proof: proof(1, 'done') }),
  backup(2, { proof: proof(2, 'failed', 'восстановленные данные отличаются от сохранённых') }),
  backup(3, {
    state: 'failed',
    name: null,
    size: null,
    downloadable: false,
    remote: 'none',
    errorText: 'кончилось место на диске',
  }),
  backup(4, { downloadable: false }),
]
