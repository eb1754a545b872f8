/**
 * Wall time of the account, never of the browser. A day is `YYYY-MM-DD`, a moment is `YYYY-MM-DDTHH:MM`, both without
 * an offset, as the API writes them: such texts compare and sort as they stand.
 */
export type Day = string
export type Moment = string

const PARTS = new Map<string, Intl.DateTimeFormat>()

function partsFormat(zone: string): Intl.DateTimeFormat {
  let format = PARTS.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    PARTS.set(zone, format)
  }
  return format
}

/** The wall time of an instant in a zone, cut to the minute. */
export function momentIn(zone: string, instant: Date | string): Moment {
  const parts = partsFormat(zone).formatToParts(typeof instant === 'string' ? new Date(instant) : instant)
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? '00'
  return `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}`
}

export const dayOf = (moment: Day | Moment): Day => moment.slice(0, 10)

/** Empty for a day without a time. */
export const timeOf = (moment: Day | Moment): string => moment.slice(11, 16)

/** The form the app compares by: `T` between date and time, minutes at the end. */
export function normalMoment(moment: Day | Moment): Day | Moment {
  return moment.length > 10 ? `${moment.slice(0, 10)}T${moment.slice(11, 16)}` : moment
}

export function addDays(day: Day, days: number): Day {
  const date = new Date(`${dayOf(day)}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The same day some months on, or the last one of a month that is too short for it. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = dayOf(day).split('-').map(Number)
  // Day 0 of the month after is the last one of the month meant.
  const last = new Date(Date.UTC(year, month + months, 0))
  last.setUTCDate(Math.min(date, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}

/** Moves on the wall's clock; what a daylight saving night does to it is the server's business. */
export function addMinutes(moment: Moment, minutes: number): Moment {
  return new Date(Date.parse(`${normalMoment(moment)}:00Z`) + minutes * 60_000).toISOString().slice(0, 16)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${dayOf(to)}T00:00:00Z`) - Date.parse(`${dayOf(from)}T00:00:00Z`)) / 86_400_000)
}

/** ISO weekday, 1 = Monday. */
export function weekdayOf(day: Day): number {
  return new Date(`${dayOf(day)}T00:00:00Z`).getUTCDay() || 7
}

/** A deadline without a time lasts to the end of its day. */
export function isOverdue(due: Day | Moment, now: Moment): boolean {
  return due.length === 10 ? due < dayOf(now) : normalMoment(due) < now
}

/** «11 октября 2025» */
export function longDay(day: Day, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
    .format(new Date(`${dayOf(day)}T00:00:00Z`))
    .replace(/\s*г\.$/, '')
}

/** «понедельник» */
export function weekdayName(weekday: number, locale: string, width: 'long' | 'short' = 'long'): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: width }).format(
    new Date(Date.UTC(2024, 0, weekday)),
  )
}

/** «сегодня», «завтра», «вчера»; other days as «11 октября 2025». */
export function relativeDay(day: Day, today: Day, locale: string): string {
  const distance = daysBetween(today, day)
  if (Math.abs(distance) <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(distance, 'day')
  return longDay(day, locale)
}

/** «сегодня, 18:00», «завтра», «11 октября 2025, 09:30» */
export function relativeMoment(moment: Day | Moment, today: Day, locale: string): string {
  const time = timeOf(moment)
  const day = relativeDay(dayOf(moment), today, locale)
  return time ? `${day}, ${time}` : day
}

/** «4:59»; hours are not shown apart, a lock is minutes long. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** «5 минут», «2 часа»: how long something has lasted, in the largest unit that fits, cut to a whole number. */
export function roughly(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [unit, size] = (
    [
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
    ] as const
  ).find(([, length]) => whole >= length) ?? ['second', 1]
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(whole / size))
}

/** Is it a day that exists? `2026-02-30` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/** A whole moment, as the API takes it: both halves are there and exist. */
export const isMoment = (text: string): boolean =>
  text.length === 16 && text[10] === 'T' && isDay(text.slice(0, 10)) && isTime(text.slice(11))

export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
