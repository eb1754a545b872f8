import { answer, api, newKey } from '@/platform/api/client'
import type { BulkInput, BulkResult, Task } from '@/platform/api/model'
import { useI18n } from '@/platform/i18n/i18n'
import { complain, say } from '@/platform/toasts'
import { withStatus } from '../optimism'
import { fetchTasks, type TaskSearch, useTaskActions } from '../queries'
import { MOST_AT_ONCE } from './selection'
import { useNames, useTakeBack } from './undo'

/** One thing done to several tasks, and taken back for all of them. Comes with the first wish to select. */
export function useBulk() {
  const { t } = useI18n()
  const names = useNames()
  const takeBack = useTakeBack()
  const { show, hide, refused, refresh } = useTaskActions()

  /** @param known what is known of them, to name those that failed */
  return async (
    ids: number[],
    known: readonly Task[],
    body: Omit<BulkInput, 'ids'>,
  ): Promise<BulkResult | undefined> => {
    if (body.action === 'complete') show(ids, (shown) => withStatus(shown, 'done', new Date()))
    if (body.action === 'reopen') show(ids, (shown) => withStatus(shown, 'open', new Date()))
    if (body.action === 'delete') hide(ids)
    try {
      const result = await answer(
        api.POST('/api/v1/tasks/bulk', { body: { ...body, ids }, headers: { 'Idempotency-Key': newKey() } }),
      )
      const { done, failed, followed, undo } = result
      if (failed.length) {
        complain(
          t(
            'bulk.failed',
            {
              names: names(
                failed.map(({ id }) => id),
                known,
              ),
            },
            failed.length,
          ),
        )
      }
      if (undo) {
        const next = followed.length ? `. ${t('bulk.followed', { n: followed.length }, followed.length)}` : ''
        say(t(`bulk.did.${body.action}`, { n: done }, done) + next, {
          label: t('undo'),
          run: () => void takeBack(undo, known),
        })
      } else if (done) {
        say(t('bulk.nothing'))
      }
      void refresh()
      return result
    } catch (thrown) {
      await refused(thrown)
      return undefined
    }
  }
}

const PAGE = 200

/** All that a search finds, page by page, up to as many as can be changed at once. */
export async function gather(search: TaskSearch): Promise<Task[]> {
  const found = new Map<number, Task>()
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof fetchTasks>> = await fetchTasks(search, cursor, undefined, PAGE)
    for (const task of page.items) found.set(task.id, task)
    cursor = page.nextCursor
  } while (cursor && found.size < MOST_AT_ONCE)
  return [...found.values()].slice(0, MOST_AT_ONCE)
}
