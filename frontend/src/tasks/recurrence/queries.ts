import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { useRouter } from 'vue-router'
import { answer, api } from '@/platform/api/client'
import type { RecurrencePreviewInput, Task } from '@/platform/api/model'
import { useWallClock } from '@/platform/dates/wallClock'
import { useI18n } from '@/platform/i18n/i18n'
import { useProblemText } from '@/platform/problemText'
import { complain, say } from '@/platform/toasts'
import { taskKeys, useTaskActions } from '../queries'

/** What a rule means, in words and dates. Asks nothing while there is nothing to ask about. */
export const useRecurrencePreview = (wanted: MaybeRefOrGetter<RecurrencePreviewInput | null>) =>
  useQuery({
    key: () => ['recurrence-previews', JSON.stringify(toValue(wanted))],
    enabled: () => toValue(wanted) !== null,
    query: ({ signal }) =>
      answer(api.POST('/api/v1/tasks/recurrence-preview', { body: toValue(wanted) as RecurrencePreviewInput, signal })),
    staleTime: 20_000,
    placeholderData: (previous) => previous,
  })

/** The occurrences of the series a task belongs to, and its next dates. */
export const useSeries = (id: MaybeRefOrGetter<number | undefined>) =>
  useQuery({
    key: () => [...taskKeys.all, 'series', toValue(id) ?? 0],
    enabled: () => toValue(id) !== undefined,
    query: ({ signal }) =>
      answer(api.GET('/api/v1/tasks/{id}/series', { params: { path: { id: toValue(id) as number } }, signal })),
  })

/** «Not this time»: the next occurrence takes this one's place, on the screen, too. */
export function useSkip() {
  const { t } = useI18n()
  const router = useRouter()
  const clock = useWallClock()
  const problemText = useProblemText()
  const { accept, refresh } = useTaskActions()

  const show = (id: number) => router.replace({ name: 'task', params: { id } })

  async function takeBack(skipped: Task, next: Task) {
    try {
      accept(await answer(api.POST('/api/v1/tasks/{id}/restore', { params: { path: { id: skipped.id } } })))
      const { name, params } = router.currentRoute.value
      if (name === 'task' && params.id === String(next.id)) await show(skipped.id)
      say(t('recurrence.skipTakenBack'))
    } catch (thrown) {
      complain(problemText(thrown))
    }
    await refresh()
  }

  return async (task: Task): Promise<void> => {
    try {
      const next = await answer(api.POST('/api/v1/tasks/{id}/skip', { params: { path: { id: task.id } } }))
      accept(next)
      // Before the news that the skipped one is gone can reach its page.
      await show(next.id)
      void refresh()
      const at = next.due ? clock.moment(next.due) : t('recurrence.noDue')
      say(t('recurrence.skipped', { title: task.title, at }), {
        label: t('undo'),
        run: () => void takeBack(task, next),
      })
    } catch (thrown) {
      complain(problemText(thrown))
      await refresh()
    }
  }
}
