import { answer, api, ifMatch } from '@/platform/api/client'
import type { Importance, Task, TaskInput } from '@/platform/api/model'
import { type Day, dayOf, type Moment, normalMoment, timeOf } from '@/platform/dates/dates'
import { useI18n } from '@/platform/i18n/i18n'
import { say } from '@/platform/toasts'
import { useTaskActions } from '../queries'
import { following } from '../recurrence/rule'
import type { Scope } from '../recurrence/scope'
import { draftFrom, inputFrom } from '../taskDraft'

/** One thing about a task, as its row changes it. */
export type RowChange =
  | { due: Day | Moment | null }
  | { importance: Importance }
  | { reminderTemplateId: number | null }

/** The due moment on another day: whoever moves a task keeps its time. */
export function movedTo(due: Task['due'], day: Day | null): Day | Moment | null {
  const time = due === null ? '' : timeOf(due)
  return day && (time ? `${day}T${time}` : day)
}

/** What the row shows until the server has answered; what the bot says next only the server knows. */
export function withChange(task: Task, change: RowChange): Task {
  const changed: Task = { ...task, ...change }
  if (!changed.due || changed.due.length === 10) changed.durationMinutes = null
  return 'importance' in change ? changed : { ...changed, nextMessageAt: null, nextMessageReason: 'noDate' }
}

/**
 * What is sent: PUT takes the whole task. Subtasks and reminders chosen by hand are not said, so they stay as they are there.
 *
 * @param scope whom it is about, if the task repeats; a rule that goes by its date follows it for those to come
 */
export function inputOf(task: Task, change: RowChange, scope: Scope): TaskInput {
  const { subtasks: _, reminders: __, ...input } = inputFrom(draftFrom(withChange(task, change)))
  const follows = scope === 'following' && task.recurrence && task.due && 'due' in change && change.due
  return follows
    ? { ...input, recurrence: following(task.recurrence ?? '', dayOf(task.due ?? ''), dayOf(change.due ?? '')) }
    : input
}

/** The same thing as it was. */
export function takenBack(change: RowChange, before: Task): RowChange {
  if ('due' in change) return { due: before.due && normalMoment(before.due) }
  if ('importance' in change) return { importance: before.importance }
  return { reminderTemplateId: before.reminderTemplateId }
}

export function useRowChange() {
  const { t } = useI18n()
  const { show, accept, refused, refresh } = useTaskActions()

  async function save(task: Task, body: TaskInput, scope: Scope): Promise<Task | undefined> {
    try {
      const answered = await answer(
        api.PUT('/api/v1/tasks/{id}', {
          params: {
            path: { id: task.id },
            query: task.recurrence ? { scope } : {},
            header: ifMatch(task),
          },
          body,
        }),
      )
      accept(answered)
      void refresh()
      return answered
    } catch (thrown) {
      // The lists are read again: what was changed elsewhere is what stands there then.
      await refused(thrown)
      return undefined
    }
  }

  /** @param words what it is from now on */
  return async (task: Task, change: RowChange, words: string, scope: Scope): Promise<void> => {
    show([task.id], (shown) => withChange(shown, change))
    const answered = await save(task, inputOf(task, change, scope), scope)
    if (!answered) return
    const field = Object.keys(change)[0]
    say(t(`rowChange.saved.${field}`, { title: task.title, is: words }), {
      label: t('undo'),
      run: () => {
        const back = takenBack(change, task)
        show([task.id], (shown) => withChange(shown, back))
        const body = { ...inputOf(answered, back, 'this'), durationMinutes: task.durationMinutes }
        if (scope === 'following' && task.recurrence) body.recurrence = task.recurrence
        void save(answered, body, scope).then((saved) => saved && say(t('rowChange.undone', { title: task.title })))
      },
    })
  }
}
