import type { Entry } from '@/platform/later'
import { QUEUE_IN_TAB } from '@/platform/later'

/** What waits when the session has ended: in this tab, until its writer is back. */
export function keepInTab(entries: readonly Entry[]): void {
  if (entries.length) sessionStorage.setItem(QUEUE_IN_TAB, JSON.stringify(entries))
}

/** Gives it back once, and only to who wrote it; whoever else comes makes it go. */
export function takeFromTab(account: number): Entry[] {
  const text = sessionStorage.getItem(QUEUE_IN_TAB)
  sessionStorage.removeItem(QUEUE_IN_TAB)
  try {
    return (JSON.parse(text ?? '[]') as Entry[]).filter((one) => one.account === account)
  } catch {
    return []
  }
}
