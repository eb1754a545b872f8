import type { InstallationStatus } from '@/platform/api/model'

export type Overall = InstallationStatus['status'] | 'attention'

/** Whose meaning is known here; a newer server may look at more. */
const CHECKS = ['database', 'engine', 'redis', 'telegram'] as const
export type KnownCheck = (typeof CHECKS)[number] | 'other'
export type CheckState = InstallationStatus['status']

export interface Check {
  name: string
  known: KnownCheck
  state: CheckState
}

/** Those in trouble first. */
export function checksOf({ checks }: InstallationStatus): Check[] {
  const rank = { down: 0, degraded: 1, ok: 2 }
  return Object.entries(checks)
    .map(
      ([name, state]) =>
        ({
          name,
          known: CHECKS.find((check) => check === name) ?? 'other',
          state: state === 'ok' || state === 'degraded' ? state : 'down',
        }) as Check,
    )
    .sort((a, b) => rank[a.state] - rank[b.state] || a.name.localeCompare(b.name))
}

const COUNTS = ['due', 'awaiting', 'blocked', 'failed'] as const

export interface QueueNumber {
  name: (typeof COUNTS)[number]
  /** Undefined while the server does not know. */
  count: number | undefined
  bad: boolean
}

/** A reminder that is sent within a minute of its moment is in time. */
const LATE_SECONDS = 60

export function queueOf({ queue }: InstallationStatus): QueueNumber[] {
  return COUNTS.map((name) => {
    const count = queue[name] ?? undefined
    const bad =
      name === 'due'
        ? (count ?? 0) > 0 && (queue.oldestSeconds ?? 0) > LATE_SECONDS
        : name !== 'awaiting' && Boolean(count)
    return { name, count, bad }
  })
}

/** They are made once a day; the two hours are the worker's own patience. */
const BACKUP_HOURS = 26

export type BackupState = 'fresh' | 'old' | 'none'

export function backupState({ lastBackupAt, now }: InstallationStatus): BackupState {
  if (!lastBackupAt) return 'none'
  return Date.parse(now) - Date.parse(lastBackupAt) > BACKUP_HOURS * 3_600_000 ? 'old' : 'fresh'
}

/** Telegram keeps a few for a moment, and remembers a failure long after all works again. */
const UPDATES_WAITING = 20
const FAILED_LATELY_SECONDS = 600

/** Whether presses and messages may not reach the product. */
export const updatesStuck = ({ updates }: InstallationStatus): boolean =>
  // An older server does not tell.
  (updates?.pending ?? 0) > UPDATES_WAITING ||
  updates?.mismatch === 1 ||
  (updates?.errorSeconds ?? FAILED_LATELY_SECONDS) < FAILED_LATELY_SECONDS

/**
 * The worst of the checks, and of what a check does not look at: late or undelivered reminders, an old backup. No backup at
 * all may be a choice, such as on a first try; that is said in its own place.
 */
export function overallOf(status: InstallationStatus): Overall {
  if (status.status !== 'ok') return status.status
  return queueOf(status).some((number) => number.bad) ||
    backupState(status) === 'old' ||
    updatesStuck(status) ||
    status.zoneData.newer.length > 0
    ? 'attention'
    : 'ok'
}
