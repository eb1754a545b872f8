import { useWallClock } from '@/platform/dates/wallClock'
import { useI18n } from '@/platform/i18n/i18n'
import { useReminderTemplates } from '@/reminders/queries'
import { useCategories } from './queries'
import type { TaskDraft } from './taskDraft'

/** A field of a task as a person reads it. */
export function useTaskFieldWords() {
  const { t } = useI18n()
  const clock = useWallClock()
  const { data: categories } = useCategories()
  const { data: templates } = useReminderTemplates()

  return (field: keyof TaskDraft, draft: TaskDraft): string => {
    switch (field) {
      case 'importance':
        return t(`importance.${draft.importance}`)
      case 'categoryId':
        return categories.value?.find((one) => one.id === draft.categoryId)?.name ?? t('task.noCategory')
      case 'reminderTemplateId':
        return templates.value?.find((one) => one.id === draft.reminderTemplateId)?.name ?? t('plan.noTemplate')
      case 'subtasks':
        return draft.subtasks.map((subtask) => subtask.title).join('; ')
      case 'reminders':
        return draft.reminders.map(clock.moment).join('; ')
      case 'pausedUntil':
        return draft.pausedUntil && clock.day(draft.pausedUntil)
      case 'recurFrom':
        return t(`recurrence.froms.${draft.recurFrom}`)
      case 'dueDate':
        return draft.dueDate ? clock.day(draft.dueDate) : t('task.noDue')
      default:
        return draft[field]
    }
  }
}
