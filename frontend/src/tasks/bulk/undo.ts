import { useQueryCache } from '@pinia/colada'
import type { Task } from '@/platform/api/model'
import { useI18n } from '@/platform/i18n/i18n'
import { useProblemText } from '@/platform/problemText'
import { complain, say } from '@/platform/toasts'
import { takeBack } from '@/undo/takeBack'
import { type TaskPages, taskKeys, useTaskActions } from '../queries'

const NAMED = 3

/** A few of them by name, the others by number. */
export function useNames() {
  const { t } = useI18n()
  const cache = useQueryCache()
  return (ids: number[], known: readonly Task[] = []) => {
    const listed = cache
      .getEntries({ key: taskKeys.lists })
      .flatMap((entry) => (entry.state.value.data as TaskPages | undefined)?.pages ?? [])
      .flatMap((page) => page.items)
    const title = (id: number) => [...known, ...listed].find((task) => task.id === id)?.title
    const names = ids
      .slice(0, NAMED)
      .map((id) => (title(id) ? `«${title(id)}»` : t('bulk.numbered', { id })))
      .join(', ')
    return ids.length > NAMED ? t('bulk.andMore', { names, n: ids.length - NAMED }) : names
  }
}

export function useTakeBack() {
  const { t } = useI18n()
  const problemText = useProblemText()
  const names = useNames()
  const { refresh } = useTaskActions()

  return async (token: string, known: readonly Task[] = []) => {
    try {
      const { done, failed } = await takeBack(token)
      if (done) say(t('bulk.undone', { n: done }, done))
      // Read first: those that came back are named as they stand in the list now.
      await refresh()
      if (failed.length) {
        const ids = failed.map(({ id }) => id)
        complain(t('bulk.undoLeft', { names: names(ids, known) }, ids.length))
      }
    } catch (thrown) {
      complain(problemText(thrown))
      await refresh()
    }
  }
}
