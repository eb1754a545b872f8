import type { Dashboard } from '@/platform/api/model'

/** What burns today: tasks that are late or of today, and payments that are due. */
export function burning({
  counts,
  overdue,
  today,
  loans,
}: Pick<Dashboard, 'counts' | 'overdue' | 'today' | 'loans'>): number {
  const late = new Set(overdue.map(({ id }) => id))
  const tasks = counts.overdue + today.filter(({ id, status }) => status === 'open' && !late.has(id)).length
  return tasks + loans.week.filter(({ daysLeft }) => daysLeft <= 0).length
}

type Badged = Navigator & { setAppBadge?: (n: number) => Promise<void>; clearAppBadge?: () => Promise<void> }

/** On the icon of the installed page; other pages have none. */
export function showBadge(dashboard: Dashboard): void {
  // Zero takes it away.
  ;(navigator as Badged).setAppBadge?.(burning(dashboard)).catch(() => {})
}

export function clearBadge(): void {
  ;(navigator as Badged).clearAppBadge?.().catch(() => {})
}
