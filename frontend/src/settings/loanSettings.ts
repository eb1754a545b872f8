import type { Settings } from '@/platform/api/model'
import { isTime } from '@/platform/dates/dates'

export const MOST_URGENT_DAYS = 60
export const MOST_DIGESTS = 6

type Chosen = Pick<Settings, 'urgentDays' | 'digestTimes'>
export type LoanSettingsError = { field: string; name: 'daysError' | 'digestWrong' | 'digestTwice' }

/** What the server would refuse, by the field of the request. */
export function loanSettingsErrors({ urgentDays, digestTimes }: Chosen): LoanSettingsError[] {
  const errors: LoanSettingsError[] = []
  if (!Number.isInteger(urgentDays) || urgentDays < 0 || urgentDays > MOST_URGENT_DAYS)
    errors.push({ field: 'urgentDays', name: 'daysError' })
  digestTimes.forEach((time, at) => {
    if (!isTime(time)) errors.push({ field: `digestTimes[${at}]`, name: 'digestWrong' })
    else if (digestTimes.indexOf(time) < at) errors.push({ field: `digestTimes[${at}]`, name: 'digestTwice' })
  })
  return errors
}

/** The account's own currency first, then the usual ones, then the rest of what the browser knows. */
export function currencies(chosen: string): string[] {
  const usual = ['RUB', 'USD', 'EUR', 'KZT', 'BYN', 'UAH', 'GEL', 'AMD', 'TRY', 'CNY', 'GBP']
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('currency') : []
  return [...new Set([chosen, ...usual, ...known])]
}

/** «RUB — российский рубль» */
export function currencyName(code: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'currency', fallback: 'none' }).of(code)
    return name ? `${code} — ${name}` : code
  } catch {
    return code
  }
}
