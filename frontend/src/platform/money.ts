/**
 * Exact sums. The API writes them as text with two decimals, "5056.00"; arithmetic is done on whole minor units as bigint.
 * Nothing here ever becomes a float: 0.10 + 0.20 + 0.30 is 0.60 (bug 4).
 */
export type MinorUnits = bigint

/** The most one sum may be: 999 999 999 999.99. */
export const MOST: MinorUnits = 99_999_999_999_999n

export type MoneyError = 'missing' | 'wrong' | 'precise' | 'zero' | 'much'

/** What people put around a sum: its currency, and spaces of every width between the thousands. */
const CURRENCY = /^(?:[₽$€£₸₴₺¥]|руб\.?|р\.?)|(?:[₽$€£₸₴₺¥]|руб(?:л(?:ей|я|ь))?\.?|р\.?)$/gi
const SPACES = /[\s\u00a0\u2007\u2009\u202f]/g

/**
 * A positive sum as a person types or pastes it: «5 056,00», «5056.5», «5 056 ₽». Refused with a reason: signs, words,
 * exponents, more than two decimals, zero, more than {@link MOST}. A comma is a decimal point here and never parts
 * thousands, except where a point follows it («1,234.50»): «5,056» could mean either, and guessing costs money.
 */
export function readMoney(text: string): { minorUnits: MinorUnits } | { error: MoneyError } {
  const bare = text.trim().replace(CURRENCY, '').replace(SPACES, '')
  if (!bare) return { error: text.trim() ? 'wrong' : 'missing' }
  const plain = /^\d{1,3}(?:,\d{3})+\.\d+$/.test(bare) ? bare.replaceAll(',', '') : bare
  const parts = /^(\d+)(?:[.,](\d*))?$/.exec(plain)
  if (!parts) return { error: 'wrong' }
  const [, whole = '', decimals = ''] = parts
  if (decimals.length > 2) return { error: 'precise' }
  if (whole.replace(/^0+/, '').length > 12) return { error: 'much' }
  const minorUnits = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'))
  return minorUnits === 0n ? { error: 'zero' } : { minorUnits }
}

/** Of a sum the API wrote, signed: "-3000.00". */
export function minorUnitsOf(amount: string): MinorUnits {
  const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount)
  if (!parts) throw new RangeError(`not a sum: ${amount}`)
  const size = BigInt(parts[2] ?? '0') * 100n + BigInt((parts[3] ?? '').padEnd(2, '0'))
  return parts[1] ? -size : size
}

/** As the API takes it: "5056.00". */
export function amountOf(minorUnits: MinorUnits): string {
  const size = minorUnits < 0n ? -minorUnits : minorUnits
  return `${minorUnits < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

export const sumOf = (sums: readonly MinorUnits[]): MinorUnits => sums.reduce((total, sum) => total + sum, 0n)

const formats = new Map<string, Intl.NumberFormat>()

function formatFor(locale: string, currency: string | undefined, decimals: 0 | 2): Intl.NumberFormat {
  const key = `${locale} ${currency} ${decimals}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      ...(currency ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {}),
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })
    formats.set(key, format)
  }
  return format
}

/**
 * «5 056 ₽», «5 056,50 ₽»; in English “₽5,056”. Kopeks are shown only where there are some.
 *
 * @param currency ISO 4217; without it the number alone
 */
export function showMoney(minorUnits: MinorUnits, locale: string, currency?: string): string {
  const size = minorUnits < 0n ? -minorUnits : minorUnits
  const rest = size % 100n
  const shown = formatFor(locale, currency, rest ? 2 : 0)
    // The formatter gets whole roubles as a bigint, so that it can't round; its own kopeks are always 00.
    .formatToParts(size / 100n)
    .map((part) => (part.type === 'fraction' ? String(rest).padStart(2, '0') : part.value))
    .join('')
  return minorUnits < 0n ? `−${shown}` : shown
}

/** As it stands in a field to be changed: «5056» or «5056,50», with the language's decimal point. */
export function editableMoney(amount: string, locale: string): string {
  const [whole = '', decimals = '00'] = amountOf(minorUnitsOf(amount)).split('.')
  return decimals === '00' ? whole : `${whole}${locale.startsWith('ru') ? ',' : '.'}${decimals}`
}
