import { addDays, type Day, dayOf, isDay, isTime } from './dates'

/** Which of the years is meant when none was typed: the nearest day not past, or the nearest one not ahead. */
export type Leaning = 'coming' | 'past'

const WORDS: Readonly<Record<string, number>> = {
  позавчера: -2,
  вчера: -1,
  сегодня: 0,
  завтра: 1,
  послезавтра: 2,
  yesterday: -1,
  today: 0,
  tomorrow: 1,
}

/** How each month begins in either language, in every form it is written in: «мая», «май», “Sept”. */
const MONTHS: readonly RegExp[] = [
  /^(?:янв|jan)/,
  /^(?:фев|feb)/,
  /^(?:мар|mar)/,
  /^(?:апр|apr)/,
  /^(?:ма[йя]|may)/,
  /^(?:июн|jun)/,
  /^(?:июл|jul)/,
  /^(?:авг|aug)/,
  /^(?:сен|sep)/,
  /^(?:окт|oct)/,
  /^(?:ноя|nov)/,
  /^(?:дек|dec)/,
]

/**
 * A day as a person types it: «22.11.2026», «22.11.26», «22.11», «22 ноября», «завтра», and as the API writes it. Day before
 * month, always: guessing the other way round costs money.
 *
 * @param today of the account
 * @returns nothing when it is no day, or none that exists
 */
export function readDay(text: string, today: Day, leaning: Leaning = 'coming'): Day | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const distance = Object.hasOwn(WORDS, words) ? WORDS[words] : undefined
  if (distance !== undefined) return addDays(today, distance)
  if (isDay(words)) return words
  const numbers = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?$/.exec(words)
  if (numbers) return dayIn(numbers[1], Number(numbers[2]), numbers[3], today, leaning)
  const written = /^(\d{1,2}) ([a-zа-яё]{3,})\.?(?:,? (\d{4}))?(?: ?(?:г|год|года)\.?)?$/.exec(words)
  if (!written) return undefined
  const month = MONTHS.findIndex((beginning) => beginning.test(written[2] ?? '')) + 1
  return month ? dayIn(written[1], month, written[3], today, leaning) : undefined
}

function dayIn(date = '', month: number, year: string | undefined, today: Day, leaning: Leaning): Day | undefined {
  const on = (full: number) => {
    const day = `${String(full).padStart(4, '0')}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`
    return isDay(day) ? day : undefined
  }
  if (year) return on(year.length === 2 ? 2000 + Number(year) : Number(year))
  const thisYear = Number(dayOf(today).slice(0, 4))
  // 29 February may be some years away.
  const years = leaning === 'coming' ? [0, 1, 2, 3, 4, 5, 6, 7, 8] : [0, -1, -2, -3, -4, -5, -6, -7, -8]
  return years
    .map((step) => on(thisYear + step))
    .find((day) => day !== undefined && (leaning === 'coming' ? day >= today : day <= today))
}

/** Whether nothing can come after it that would make it another day: then it counts while it is being typed. */
export const isWholeDay = (text: string): boolean => /\d{4}$|^\d{4}-\d{2}-\d{2}$/.test(text.trim())

/** «22.11.2026», in English “22/11/2026”; what is no day stays as it is. */
export function writeDay(day: Day | string, locale: string): string {
  if (!isDay(day)) return day
  const [year, month, date] = day.split('-')
  return [date, month, year].join(locale.startsWith('ru') ? '.' : '/')
}

/** A time of day as a person types it: «18:00», «18.00», «9:05», «1800», «18». Nothing for what no clock shows. */
export function readTime(text: string): string | undefined {
  const parts =
    /^(\d{1,2})(?:[:.\s-](\d{2}))?$/.exec(text.trim()) ?? /^(\d{1,2})(\d{2})$/.exec(text.trim()) ?? undefined
  if (!parts) return undefined
  const time = `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? '00'}`
  return isTime(time) ? time : undefined
}
