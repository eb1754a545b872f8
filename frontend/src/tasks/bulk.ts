import { useI18n } from 'vue-i18n'
import { answer, api } from '@/platform/api/client'
import type { BulkInput, BulkResult, Task } from '@/platform/api/model'
import { useProblemText } from '@/platform/problemText'
import { complain, say } from '@/platform/toasts'
import { withStatus } from './optimism'
import { useTaskActions } from './queries'

/** One thing done to several tasks, and taken back for all of them. Comes with the first wish to select. */
export function useBulk() {
  const { t } = useI18n()
  const problemText = useProblemText()
  const { show, hide, refused, refresh, restore, setDone } = useTaskActions()

  async function bulk(tasks: Task[], body: Omit<BulkInput, 'ids'>): Promise<BulkResult | undefined> {
    const ids = tasks.map((task) => task.id)
    if (body.action === 'complete') show(ids, (shown) => withStatus(shown, 'done', new Date()))
    if (body.action === 'delete') hide(ids)
    try {
      const result = await answer(api.POST('/api/v1/tasks/bulk', { body: { ...body, ids } }))
      const failed = new Set(result.failed.map((one) => one.id))
      const changed = tasks.filter((task) => !failed.has(task.id))
      if (failed.size) complain(t('task.bulkFailed', { n: failed.size }, failed.size))
      if (changed.length) {
        say(t(`task.bulk.${body.action}`, { n: changed.length }, changed.length), {
          label: t('undo'),
          run: () => void undoBulk(body.action, changed),
        })
      }
      void refresh()
      return result
    } catch (thrown) {
      await refused(thrown)
      return undefined
    }
  }

  /** Puts back what each of them was before. */
  async function undoBulk(action: BulkInput['action'], before: Task[]) {
    const groups = new Map<string, Task[]>()
    const by = (key: string, task: Task) => groups.set(key, [...(groups.get(key) ?? []), task])
    try {
      switch (action) {
        case 'delete':
          return await restore(before.map((task) => task.id))
        case 'complete':
          for (const task of before) if (task.status === 'open') await setDone(task, false, true)
          break
        case 'move':
          for (const task of before) by(String(task.categoryId ?? ''), task)
          for (const [category, tasks] of groups) {
            const categoryId = category ? Number(category) : null
            await answer(
              api.POST('/api/v1/tasks/bulk', { body: { ids: tasks.map((one) => one.id), action, categoryId } }),
            )
          }
          break
        case 'redate':
          for (const task of before) by(task.due ?? '', task)
          for (const [due, tasks] of groups) {
            await answer(
              api.POST('/api/v1/tasks/bulk', { body: { ids: tasks.map((one) => one.id), action, due: due || null } }),
            )
          }
          break
      }
    } catch (thrown) {
      complain(problemText(thrown))
    }
    await refresh()
  }

  return bulk
}
