import { type Day, isDay } from '@/platform/dates/dates'

/** The weekdays as an RRULE writes them, Monday first. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof WEEKDAYS)[number]
export const UNITS = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Unit = (typeof UNITS)[number]
/** Which of the month's: the last is −1. */
export const PLACES = [1, 2, 3, 4, -1] as const
export type Place = (typeof PLACES)[number]
/** Monday to Friday, whatever the calendar of holidays says. */
export const WORK = 'WORK'
const WORKING_DAYS = 'MO,TU,WE,TH,FR'

/** The day of the month −1 is its last one. */
export const LAST_DAY = -1

export const MOST_INTERVAL = 999
export const MOST_COUNT = 9_999

/** A rule as the editor shows it. What is typed is text, because it may be anything while it is typed. */
export interface RuleFields {
  unit: Unit
  /** Digits or nothing. */
  interval: string
  /** Of every week; none means the due date's. */
  weekdays: Weekday[]
  /** The day of a month: the due date's, a date, or «вторая пятница». */
  on: 'due' | 'date' | 'weekday'
  /** 1–12, of a yearly rule. */
  month: number
  monthDay: number
  place: Place
  weekday: Weekday | typeof WORK
  end: 'never' | 'count' | 'until'
  /** Digits or nothing. */
  count: string
  /** A day, or whatever is typed. */
  until: string
}

export const emptyFields = (): RuleFields => ({
  unit: 'WEEKLY',
  interval: '1',
  weekdays: [],
  on: 'due',
  month: 1,
  monthDay: 1,
  place: 1,
  weekday: 'MO',
  end: 'never',
  count: '10',
  until: '',
})

/** What is not typed yet leaves an empty value, which {@link ruleError} finds. */
export function ruleOf(fields: RuleFields): string {
  const parts = [`FREQ=${fields.unit}`]
  if (fields.interval !== '1') parts.push(`INTERVAL=${fields.interval}`)
  const ofMonth = fields.unit === 'MONTHLY' || fields.unit === 'YEARLY'
  if (fields.unit === 'YEARLY' && fields.on !== 'due') parts.push(`BYMONTH=${fields.month}`)
  if (fields.unit === 'WEEKLY' && fields.weekdays.length) parts.push(`BYDAY=${inWeek(fields.weekdays).join(',')}`)
  if (ofMonth && fields.on === 'date') parts.push(`BYMONTHDAY=${fields.monthDay}`)
  if (ofMonth && fields.on === 'weekday') {
    if (fields.weekday === WORK) parts.push(`BYDAY=${WORKING_DAYS}`, `BYSETPOS=${fields.place}`)
    else parts.push(`BYDAY=${fields.place}${fields.weekday}`)
  }
  if (fields.end === 'count') parts.push(`COUNT=${fields.count}`)
  if (fields.end === 'until') parts.push(`UNTIL=${isDay(fields.until) ? fields.until.replaceAll('-', '') : ''}`)
  return parts.join(';')
}

const inWeek = (weekdays: readonly Weekday[]) => WEEKDAYS.filter((day) => weekdays.includes(day))

function partsOf(rule: string): Map<string, string> {
  const text = rule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
  return new Map(
    text.split(';').map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
    }),
  )
}

/** The same for two ways of writing one rule. */
function canonical(rule: string): string {
  const text = rule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
  return text
    .split(';')
    .filter((part) => part !== 'INTERVAL=1' && part !== 'WKST=MO')
    .map((part) => (/^BYDAY=[A-Z,]+$/.test(part) ? `BYDAY=${part.slice(6).split(',').sort().join(',')}` : part))
    .sort()
    .join(';')
}

export const sameRule = (a: string, b: string): boolean => canonical(a) === canonical(b)

/**
 * A rule as the editor's fields, or nothing when they can't show it whole: such a rule is kept as it stands. What comes out
 * writes the same rule again, or it does not come out.
 */
export function fieldsOf(rule: string): RuleFields | undefined {
  const parts = partsOf(rule)
  const unit = UNITS.find((one) => one === parts.get('FREQ'))
  if (!unit) return undefined
  const fields: RuleFields = { ...emptyFields(), unit, interval: parts.get('INTERVAL') ?? '1' }
  const days = parts.get('BYDAY')
  const position = place(parts.get('BYSETPOS'))
  const numbered = /^(-?\d)(\w\w)$/.exec(days ?? '')
  if (unit === 'WEEKLY') fields.weekdays = WEEKDAYS.filter((day) => days?.split(',').includes(day))
  else if (parts.has('BYMONTHDAY')) {
    fields.on = 'date'
    fields.monthDay = Number(parts.get('BYMONTHDAY'))
  } else if (numbered) {
    fields.on = 'weekday'
    fields.place = place(numbered[1]) ?? 1
    fields.weekday = WEEKDAYS.find((day) => day === numbered[2]) ?? 'MO'
  } else if (days && position) {
    fields.on = 'weekday'
    fields.place = position
    fields.weekday = WORK
  }
  if (parts.has('BYMONTH')) fields.month = Number(parts.get('BYMONTH'))
  if (parts.has('COUNT')) {
    fields.end = 'count'
    fields.count = parts.get('COUNT') ?? ''
  } else if (parts.has('UNTIL')) {
    fields.end = 'until'
    fields.until = dayFrom(parts.get('UNTIL') ?? '')
  }
  return possible(fields) && sameRule(ruleOf(fields), rule) ? fields : undefined
}

const place = (text: string | undefined) => PLACES.find((one) => String(one) === text)

const dayFrom = (basic: string) => (/^\d{8}$/.test(basic) ? basic.replace(/(....)(..)(..)/, '$1-$2-$3') : '')

/** Whether the lists to choose from have what is chosen. */
const possible = ({ interval, count, month, monthDay }: RuleFields) =>
  /^\d{0,4}$/.test(interval) &&
  /^\d{0,5}$/.test(count) &&
  month >= 1 &&
  month <= 12 &&
  (monthDay === LAST_DAY || (monthDay >= 1 && monthDay <= 31))

export type RuleError = 'interval' | 'count' | 'until'

/** What the editor leaves unfinished, before the server is asked. About other rules only the server speaks. */
export function ruleError(rule: string): RuleError | undefined {
  if (!fieldsOf(rule)) return undefined
  const parts = partsOf(rule)
  const wrong = (name: string, most: number) => {
    const value = parts.get(name)
    return value !== undefined && (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > most)
  }
  if (wrong('INTERVAL', MOST_INTERVAL)) return 'interval'
  if (wrong('COUNT', MOST_COUNT)) return 'count'
  return parts.get('UNTIL') === '' ? 'until' : undefined
}

export const PRESETS = [
  'never',
  'daily',
  'workdays',
  'weekly',
  'biweekly',
  'monthly',
  'lastDay',
  'lastWorkday',
  'yearly',
] as const
export type Preset = (typeof PRESETS)[number]

/** What is offered for a due date; without one, what can be said without it. */
export function presetsFor(due: Day | undefined): { name: Preset; rule: string }[] {
  const rules: Partial<Record<Preset, string>> = {
    never: '',
    daily: 'FREQ=DAILY',
    workdays: `FREQ=WEEKLY;BYDAY=${WORKING_DAYS}`,
    lastDay: `FREQ=MONTHLY;BYMONTHDAY=${LAST_DAY}`,
    lastWorkday: `FREQ=MONTHLY;BYDAY=${WORKING_DAYS};BYSETPOS=-1`,
  }
  if (due && isDay(due)) {
    const date = new Date(`${due}T00:00:00Z`)
    const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7]
    const day = date.getUTCDate()
    // The day is written out: of a month that lacks it, the series knows it still, and the form does not.
    rules.weekly = `FREQ=WEEKLY;BYDAY=${weekday}`
    rules.biweekly = `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}`
    rules.monthly = `FREQ=MONTHLY;BYMONTHDAY=${day}`
    rules.yearly = `FREQ=YEARLY;BYMONTH=${date.getUTCMonth() + 1};BYMONTHDAY=${day}`
  }
  return PRESETS.flatMap((name) => (rules[name] === undefined ? [] : [{ name, rule: rules[name] }]))
}

export const presetOf = (rule: string, due: Day | undefined): Preset | undefined =>
  presetsFor(due).find((preset) => (rule ? sameRule(preset.rule, rule) : !preset.rule))?.name

/** «Every week on Fridays» becomes Mondays when the due date does; a rule that was not read off the date stays. */
export function following(rule: string, before: Day, now: Day): string {
  const preset = rule ? presetOf(rule, before) : undefined
  return presetsFor(now).find(({ name }) => name === preset)?.rule ?? rule
}

/** What the editor begins with when somebody wants a rule of their own. */
export function startOf(rule: string, due: Day | undefined): RuleFields {
  const shown = rule ? fieldsOf(rule) : undefined
  if (shown) return shown
  const fields = emptyFields()
  if (!due || !isDay(due)) return fields
  return {
    ...fields,
    weekdays: [WEEKDAYS[(new Date(`${due}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday],
    month: Number(due.slice(5, 7)),
    monthDay: Number(due.slice(8, 10)),
  }
}
