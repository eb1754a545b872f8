import type { Backup } from '@/platform/api/model'

export type Place = 'both' | 'here' | 'hereFailed' | 'away' | 'gone'

/** Where the file of a finished backup is. */
export function placeOf({ downloadable, remote }: Backup): Place {
  if (downloadable) return remote === 'stored' ? 'both' : remote === 'failed' ? 'hereFailed' : 'here'
  return remote === 'stored' ? 'away' : 'gone'
}

/** A worker looks every few seconds; after this long there is none. The owner's chat is told after as long. */
const WORKER_GRACE_MS = 15 * 60_000

export function nobodyBegins({ state, requestedAt }: Backup, now: Date): boolean {
  return state === 'requested' && now.getTime() - Date.parse(requestedAt) > WORKER_GRACE_MS
}

/** Another one can be asked for when none waits or is being made. */
export const underWay = (backups: Backup[]): boolean =>
  backups.some(({ state }) => state === 'requested' || state === 'running')

/** Something on the page changes by itself. */
export const moving = (backups: Backup[]): boolean =>
  underWay(backups) || backups.some(({ proof }) => proof?.state === 'requested' || proof?.state === 'running')
