import type { Calendar, CalendarItem } from '@/platform/api/model'
import {
  addMinutes,
  type Day,
  dayOf,
  daysBetween,
  longDay,
  timeOf,
  weekdayName,
  weekdayOf,
} from '@/platform/dates/dates'
import type { View } from './grid'

/** «вторник, 3 декабря 2026» */
export const namedDay = (day: Day, locale: string): string =>
  `${weekdayName(weekdayOf(day), locale)}, ${longDay(day, locale)}`

/** «декабрь 2026»; «30 ноября – 6 декабря 2026» */
export function periodName(view: View, { from, to }: { from: Day; to: Day }, locale: string): string {
  const date = (day: Day) => new Date(`${day}T00:00:00Z`)
  const words =
    view === 'month'
      ? new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(date(from))
      : new Intl.DateTimeFormat(locale, {
          timeZone: 'UTC',
          day: 'numeric',
          month: 'long',
          year: 'numeric',
        }).formatRange(date(from), date(to))
  return words.replace(/\s*г\.$/, '')
}

/** When it begins, when it ends and how many days later that is. */
export function hoursOf({ date, time, durationMinutes }: CalendarItem): { start: string; end: string; days: number } {
  if (!time || !durationMinutes) return { start: time ?? '', end: '', days: 0 }
  const end = addMinutes(`${date}T${time}`, durationMinutes)
  return { start: time, end: timeOf(end), days: daysBetween(date, dayOf(end)) }
}

export type DayOff = 'holiday' | 'weekend' | undefined

/** Which days nobody works, as the production calendar says; of other years only weekends are known. */
export function dayOffs(calendar: Pick<Calendar, 'dayOff' | 'holiday'> | undefined): (day: Day) => DayOff {
  const off = new Set(calendar?.dayOff)
  const holiday = new Set(calendar?.holiday)
  return (day) => (holiday.has(day) ? 'holiday' : off.has(day) ? 'weekend' : undefined)
}
