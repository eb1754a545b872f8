import type { Task } from '@/platform/api/model'
import { addDays, type Day, dayOf, daysBetween, isOverdue, type Moment, momentIn } from '@/platform/dates/dates'

/** The parts that a list by days falls into: a day by its date, the rest by what it is. */
export interface DayGroup {
  /** `done-` and a day, too: what was done that day. */
  key: 'overdue' | 'later' | 'none' | Day | `done-${Day}`
  tasks: Task[]
  /** Nothing of it can come with another page. */
  whole: boolean
}

/** A week from today on is told by its days; what comes behind it stands together. */
const DAYS = 7

/**
 * Up to which wall time deadlines have passed: it is the local time, except in the second pass of an hour that the clock
 * repeats in autumn. What was missed in the first pass must not come alive again.
 */
export function passedUntil(zone: string, now: Date): Moment {
  const local = momentIn(zone, now)
  const minutes = (moment: Moment) => Date.parse(`${moment}:00Z`) / 60_000
  const back = (by: number) => momentIn(zone, new Date(now.getTime() - by * 60_000))
  const setBack = 60 - (minutes(local) - minutes(back(60)))
  if (setBack <= 0) return local
  return Array.from({ length: 61 }, (_, by) => back(by)).reduce((a, b) => (a > b ? a : b))
}

export function keyOf(task: Task, passed: Moment, today: Day, zone: string): DayGroup['key'] {
  if (task.status === 'done') return `done-${dayOf(momentIn(zone, task.completedAt ?? new Date()))}`
  if (task.due === null) return 'none'
  if (isOverdue(task.due, passed)) return 'overdue'
  const day = dayOf(task.due)
  return daysBetween(today, day) < DAYS ? day : 'later'
}

/** Where a group stands: what was missed, the days, later, without a day, what is done with the latest first. */
function place(key: DayGroup['key'], today: Day): number {
  if (key === 'overdue') return -1
  if (key === 'later') return DAYS
  if (key === 'none') return DAYS + 1
  if (key.startsWith('done-')) return DAYS + 2 + Math.max(0, daysBetween(key.slice(5), addDays(today, 1)))
  return Math.max(0, daysBetween(today, key))
}

/** Under which heading tasks stood when they were seen last. */
export type Seen = ReadonlyMap<number, DayGroup['key']>

/**
 * @param tasks as the server has ordered them; within a group they stay so
 * @param more whether further pages follow
 * @param seen what is ticked off stays where it stood, and does not jump from under the hand
 */
export function groupsOf(
  tasks: readonly Task[],
  { now, zone, more, seen }: { now: Date; zone: string; more: boolean; seen?: Seen },
): DayGroup[] {
  const passed = passedUntil(zone, now)
  const today = dayOf(momentIn(zone, now))
  const groups = new Map<DayGroup['key'], DayGroup>()
  let end: DayGroup['key'] | undefined
  for (const task of tasks) {
    end = keyOf(task, passed, today, zone)
    const key = (task.status === 'done' && seen?.get(task.id)) || end
    const group = groups.get(key) ?? { key, tasks: [], whole: true }
    group.tasks.push(task)
    groups.set(key, group)
  }
  const reached = end !== undefined && more ? place(end, today) : Number.POSITIVE_INFINITY
  return [...groups.values()]
    .sort((a, b) => place(a.key, today) - place(b.key, today))
    .map((group) => ({ ...group, whole: place(group.key, today) < reached }))
}

/** Those of the group that share its order: of the same day, or without any. */
export const sharingOrder = (group: readonly Task[], task: Task): Task[] =>
  task.status === 'done' ? [] : group.filter((other) => sameDay(other, task))

const sameDay = (a: Task, b: Task) =>
  a.due === null ? b.due === null : b.due !== null && dayOf(a.due) === dayOf(b.due)

/** One place up or down within the day, as the hint under the list says it. */
export function stepByKey(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): 1 | -1 | undefined {
  if (!event.altKey || event.ctrlKey || event.metaKey) return undefined
  return event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
}

/** The list with those of these ids in this order, at the places that they hold together. */
export function reordered<T extends { id: number }>(list: readonly T[], ids: readonly number[]): T[] {
  const wanted = ids.map((id) => list.find((item) => item.id === id)).filter((item) => item !== undefined)
  const moving = new Set(wanted)
  return list.map((item) => (moving.has(item) ? (wanted.shift() as T) : item))
}
