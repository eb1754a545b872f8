import type { Hours, Settings } from '@/platform/api/model'

type WorkHours = Settings['workHours']
export type DayKind = 'usual' | 'own' | 'off'

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

export function kindOf(hours: WorkHours, weekday: number): DayKind {
  const exception = hours.days?.[weekday]
  return exception === undefined ? 'usual' : exception === null ? 'off' : 'own'
}

export function withDay(hours: WorkHours, weekday: number, kind: DayKind, own?: Hours): WorkHours {
  const days: Record<string, Hours | null> = { ...hours.days }
  if (kind === 'usual') delete days[weekday]
  else days[weekday] = kind === 'off' ? null : (own ?? hours.days?.[weekday] ?? { start: hours.start, end: hours.end })
  return { ...hours, days }
}

/** A start and an end, of which the first is earlier; the whole day is 0–24. */
export const isHours = ({ start, end }: Hours): boolean => start >= 0 && end <= 24 && start < end

/** The bot must be allowed to write at some time of the week. */
export function workHoursError(hours: WorkHours): 'order' | 'never' | undefined {
  const exceptions = WEEKDAYS.map((weekday) => hours.days?.[weekday])
  if (!isHours(hours) || exceptions.some((one) => one && !isHours(one))) return 'order'
  return exceptions.every((one) => one === null) ? 'never' : undefined
}

export const clockHour = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
