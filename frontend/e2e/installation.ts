/** What an installation that has lived for a while would answer, where a test can't wait for it. */

/** The report of a check of the former program's database. */
export const checkedOriginal = {
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
    { reason: 'money-rounded', kind: 'loan', id: 7, title: 'МФО «Быстро»', value: '0.30000000000000004' },
    { reason: 'website-dropped', kind: 'loan', id: 9, title: 'Деньги сразу', value: 'javascript:alert(1)' },
  ],
  faults: [],
  people: [],
}

/** Much is wrong at once. */
export const troubledStatus = () => ({
  version: '1.0.0',
  now: new Date().toISOString(),
  status: 'down',
  checks: { database: 'down', engine: 'ok', redis: 'degraded', telegram: 'degraded' },
  queue: { due: 12, oldestSeconds: 1_900, awaiting: 4, blocked: 1, failed: 2 },
  lastBackupAt: new Date(Date.now() - 40 * 3_600_000).toISOString(),
  faults: [
    {
      at: new Date().toISOString(),
      level: 'error',
      source: 'app.zapiska.reminders.Dispatcher',
      message: 'The tick failed: connection refused',
    },
  ],
})

export const backup = (id: number, part: object) => ({
  id,
  version: 3,
  kind: 'scheduled',
  state: 'done',
  name: `zapiska-2026112${id}T020000Z.age`,
  step: null,
  bytesDone: null,
  bytesTotal: null,
  size: 5_400_000,
  sha256: 'ab'.repeat(32),
  downloadable: true,
  remote: 'stored',
  rows: 12_400,
  ledger: '5056.00',
  requestedAt: `2026-11-2${id}T23:00:00Z`,
  startedAt: `2026-11-2${id}T23:00:01Z`,
  finishedAt: `2026-11-2${id}T23:00:09Z`,
  error: null,
  errorText: null,
  proof: null,
  ...part,
})
const proof = (state: string, part: object = {}) => ({
  state,
  step: null,
  finishedAt: '2026-11-21T23:05:00Z',
  error: null,
  errorText: null,
  ...part,
})

export const BACKUPS: object[] = [
  backup(5, { proof: proof('done') }),
  backup(4, { proof: proof('failed', { errorText: 'восстановленные данные отличаются от сохранённых' }) }),
  backup(3, {
    state: 'failed',
    name: null,
    size: null,
    downloadable: false,
    remote: 'none',
    errorText: 'кончилось место на диске',
  }),
  backup(2, { downloadable: false }),
]
