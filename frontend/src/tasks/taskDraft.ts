import type { Importance, Reminder, Task, TaskInput } from '@/platform/api/model'
import { dayOf, isDay, isMoment, isTime, normalMoment, timeOf } from '@/platform/dates/dates'
import type { DraftRules } from '@/platform/editing/editing'
import { ruleError } from './recurrence/rule'

/** A task as the form holds it. */
export interface TaskDraft {
  title: string
  description: string
  importance: Importance
  /** `YYYY-MM-DD` or empty. */
  dueDate: string
  /** `HH:MM` or empty for the whole day. */
  dueTime: string
  /** Text, because a number field may hold anything while it is typed. */
  durationMinutes: string
  categoryId: number | null
  /** Nothing while the account's usual one is not known yet; what is not said means that one, too. */
  reminderTemplateId: number | null | undefined
  subtasks: SubtaskDraft[]
  /** Custom reminders: wall times of the account. */
  reminders: string[]
  /** An RRULE as it stands, also one that the form can't show in fields; empty for what does not repeat. */
  recurrence: string
  recurFrom: Task['recurFrom']
  /** `YYYY-MM-DD` or empty. */
  pausedUntil: string
}

export interface SubtaskDraft {
  /** Absent until it is saved. */
  id?: number
  /** Tells rows apart while they have no id. */
  key: string
  title: string
}

export const emptyDraft = (): TaskDraft => ({
  title: '',
  description: '',
  importance: 2,
  dueDate: '',
  dueTime: '',
  durationMinutes: '',
  categoryId: null,
  reminderTemplateId: null,
  subtasks: [],
  reminders: [],
  recurrence: '',
  recurFrom: 'due',
  pausedUntil: '',
})

const ENDED: ReadonlySet<Reminder['state']> = new Set(['done', 'cancelled', 'failed'])

/** Custom reminders that still live; those that have ended are history and are never sent back (bug 15). */
export function liveCustomReminders(task: Task): string[] {
  const moments = task.reminders
    .filter((reminder) => reminder.source === 'custom' && !ENDED.has(reminder.state))
    .map((reminder) => normalMoment(reminder.at))
  return [...new Set(moments)].sort()
}

export function draftFrom(task: Task): TaskDraft {
  return {
    title: task.title,
    description: task.description,
    importance: task.importance,
    dueDate: task.due ? dayOf(task.due) : '',
    dueTime: task.due ? timeOf(task.due) : '',
    durationMinutes: task.durationMinutes === null ? '' : String(task.durationMinutes),
    categoryId: task.categoryId,
    reminderTemplateId: task.reminderTemplateId,
    subtasks: [...task.subtasks]
      .sort((a, b) => a.order - b.order || a.id - b.id)
      .map(({ id, title }) => ({ id, key: `s${id}`, title })),
    reminders: liveCustomReminders(task),
    recurrence: task.recurrence ?? '',
    recurFrom: task.recurFrom,
    pausedUntil: task.pausedUntil ?? '',
  }
}

export const dueOf = (draft: TaskDraft): string | null =>
  draft.dueDate ? (draft.dueTime ? `${draft.dueDate}T${draft.dueTime}` : draft.dueDate) : null

/** What is sent: PUT takes the whole task. */
export function inputFrom(draft: TaskDraft): TaskInput {
  const due = dueOf(draft)
  return {
    title: draft.title.trim(),
    description: draft.description,
    importance: draft.importance,
    due,
    durationMinutes: draft.durationMinutes.trim() ? Number(draft.durationMinutes) : null,
    categoryId: draft.categoryId,
    recurrence: draft.recurrence || null,
    recurFrom: draft.recurFrom,
    pausedUntil: (draft.recurrence && draft.pausedUntil) || null,
    reminderTemplateId: draft.reminderTemplateId,
    subtasks: draft.subtasks
      .map(({ id, title }) => ({ ...(id === undefined ? {} : { id }), title: title.trim() }))
      .filter((subtask) => subtask.title),
    reminders: [...new Set(draft.reminders.filter(Boolean))].sort(),
  }
}

export type DraftError =
  | 'titleMissing'
  | 'titleLong'
  | 'descriptionLong'
  | 'dateWrong'
  | 'timeWrong'
  | 'timeWithoutDate'
  | 'durationWrong'
  | 'durationWithoutTime'
  | 'subtaskLong'
  | 'reminderWrong'
  | 'ruleUnfinished'

/** What can be said before asking the server; it has the last word. */
export function errorsOf(draft: TaskDraft): Partial<Record<string, DraftError>> {
  const errors: Partial<Record<string, DraftError>> = {}
  // The API counts characters as people do; `length` counts an emoji twice.
  const characters = (text: string) => [...text].length
  if (!draft.title.trim()) errors.title = 'titleMissing'
  else if (characters(draft.title.trim()) > 200) errors.title = 'titleLong'
  if (characters(draft.description) > 10_000) errors.description = 'descriptionLong'
  if (draft.dueDate && !isDay(draft.dueDate)) errors.due = 'dateWrong'
  else if (draft.dueTime && !draft.dueDate) errors.due = 'timeWithoutDate'
  else if (draft.dueTime && !isTime(draft.dueTime)) errors.due = 'timeWrong'
  if (ruleError(draft.recurrence)) errors.rule = 'ruleUnfinished'
  const duration = draft.durationMinutes.trim()
  if (duration) {
    if (!/^\d{1,5}$/.test(duration) || Number(duration) < 1 || Number(duration) > 10_080) {
      errors.durationMinutes = 'durationWrong'
    } else if (!draft.dueDate || !draft.dueTime) errors.durationMinutes = 'durationWithoutTime'
  }
  draft.subtasks.forEach((subtask, at) => {
    if (characters(subtask.title.trim()) > 200) errors[`subtasks[${at}].title`] = 'subtaskLong'
  })
  draft.reminders.forEach((moment, at) => {
    if (moment && !isMoment(moment)) errors[`reminders[${at}]`] = 'reminderWrong'
  })
  return errors
}

const comparable = (value: TaskDraft[keyof TaskDraft]): string =>
  JSON.stringify(
    Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : [item.id ?? 0, item.title])) : value,
  )

export const DRAFT_FIELDS = Object.keys(emptyDraft()) as (keyof TaskDraft)[]

export const sameField = (field: keyof TaskDraft, a: TaskDraft, b: TaskDraft): boolean =>
  comparable(a[field]) === comparable(b[field])

export const sameDraft = (a: TaskDraft, b: TaskDraft): boolean => DRAFT_FIELDS.every((field) => sameField(field, a, b))

/**
 * The task changed elsewhere while it was edited here: what the person did not touch takes the new value, what they
 * wrote stays theirs. Where both sides changed a field differently, the person must choose.
 *
 * @param base what the edit started from
 * @param theirs what the server holds now
 */
export function rebase(
  mine: TaskDraft,
  base: TaskDraft,
  theirs: TaskDraft,
): { draft: TaskDraft; conflicts: (keyof TaskDraft)[] } {
  const draft = { ...theirs }
  const conflicts: (keyof TaskDraft)[] = []
  for (const field of DRAFT_FIELDS) {
    if (sameField(field, mine, base)) continue
    takeField(draft, mine, field)
    if (!sameField(field, theirs, base) && !sameField(field, theirs, mine)) conflicts.push(field)
  }
  return { draft, conflicts }
}

export function takeField<F extends keyof TaskDraft>(into: TaskDraft, from: TaskDraft, field: F): void {
  into[field] = from[field]
}

export const TASK_RULES: DraftRules<Task, TaskDraft> = { kind: 'task', draftFrom, sameDraft, sameField, rebase }

/** The list with one item at another place; places outside the list mean its ends. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const result = [...list]
  if (from < 0 || from >= list.length) return result
  result.splice(Math.max(0, Math.min(list.length - 1, to)), 0, ...result.splice(from, 1))
  return result
}
