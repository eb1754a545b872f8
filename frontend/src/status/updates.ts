import type { TelegramUpdates } from '@/platform/api/model'

export type Why = 'refused' | 'timeout' | 'certificate' | 'name' | 'status' | 'other'

/** What Telegram's words about a failed delivery mean, as far as they are known. */
export function whyOf(words: string): { why: Why; code: string } {
  const code = /Wrong response from the webhook: (\d{3})/i.exec(words)?.[1] ?? ''
  if (code) return { why: 'status', code }
  if (/refused|unreachable/i.test(words)) return { why: 'refused', code }
  if (/timed? ?out/i.test(words)) return { why: 'timeout', code }
  if (/certificate|SSL|TLS/i.test(words)) return { why: 'certificate', code }
  if (/resolve/i.test(words)) return { why: 'name', code }
  return { why: 'other', code }
}

/** What stands at Telegram, against what should. */
export function standing({ mode, telegram }: TelegramUpdates): 'setNone' | 'setOurs' | 'setForeign' | 'setMissing' {
  if (!telegram?.url) return mode === 'webhook' ? 'setMissing' : 'setNone'
  return telegram.asAgreed ? 'setOurs' : 'setForeign'
}

/** More than that wait only when something is wrong. */
const MANY = 20

export const tooMany = ({ telegram }: TelegramUpdates): boolean => (telegram?.pending ?? 0) > MANY

/** Telegram remembers a failure long after all works again. */
const RECENT_MS = 10 * 60_000

export const failsNow = ({ mode, telegram }: TelegramUpdates, now: Date): boolean =>
  mode === 'webhook' &&
  Boolean(telegram?.lastErrorAt) &&
  now.getTime() - Date.parse(telegram?.lastErrorAt ?? '') < RECENT_MS
