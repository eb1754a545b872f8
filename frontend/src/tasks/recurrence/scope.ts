import type { Task } from '@/platform/api/model'
import { DRAFT_FIELDS, draftFrom, sameField, type TaskDraft } from '../taskDraft'
import { following, sameRule } from './rule'

/** Whom a change of a task that repeats is about. */
export type Scope = 'this' | 'following'

/** Rules belong to the series: they can't be another for one occurrence. */
const OF_SERIES: readonly (keyof TaskDraft)[] = ['recurrence', 'recurFrom', 'pausedUntil']

/**
 * Whether a change could be meant for this occurrence alone. A rule that only followed the due date is no change of its own.
 */
export function mayDiffer(mine: TaskDraft, saved: Task): boolean {
  if (!saved.recurrence || saved.status !== 'open') return false
  const base = draftFrom(saved)
  const followed = following(base.recurrence, base.dueDate, mine.dueDate)
  const ruleKept = sameRule(mine.recurrence, base.recurrence) || sameRule(mine.recurrence, followed)
  if (!ruleKept || !sameField('recurFrom', mine, base) || !sameField('pausedUntil', mine, base)) return false
  return DRAFT_FIELDS.some((field) => !OF_SERIES.includes(field) && !sameField(field, mine, base))
}
