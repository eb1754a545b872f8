import { defineQueryOptions, type EntryKey, useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { allItems, answer, api, ifMatch } from '@/platform/api/client'
import { dashboardKey } from '@/platform/api/keys'
import type { CategoryInput, Dashboard, SnoozeInput, Task, TaskInput, TaskPage } from '@/platform/api/model'
import { asProblem } from '@/platform/api/problem'
import { refreshOn } from '@/platform/events'
import { useI18n } from '@/platform/i18n/i18n'
import { isQueued, orLater } from '@/platform/later'
import { useProblemText } from '@/platform/problemText'
import { useRefresh } from '@/platform/refresh'
import { complain, say } from '@/platform/toasts'
import { foretoldIn } from '@/reminders/nextMessage'
import { takeBackOne, tokenOf } from '@/undo/takeBack'
import { changeIn, newer, onDashboard, removeFrom, withStatus, withTick } from './optimism'
import type { Scope } from './recurrence/scope'

/** Every key of this feature begins with `tasks`, so that one invalidation reaches all of them. */
export const taskKeys = {
  all: ['tasks'] as EntryKey,
  lists: ['tasks', 'list'] as EntryKey,
  list: (search: TaskSearch): EntryKey => ['tasks', 'list', { ...search }],
  counts: ['tasks', 'counts'] as EntryKey,
  one: (id: number): EntryKey => ['tasks', 'one', id],
  categories: ['categories'] as EntryKey,
}

// Hours, templates and the chat decide about the next message, too.
refreshOn(['task', 'reminder', 'settings', 'template'], [taskKeys.all])
foretoldIn(taskKeys.all)
refreshOn(['category'], [taskKeys.categories, taskKeys.counts])

export const TASK_FILTERS = ['open', 'today', 'overdue', 'important', 'all', 'done'] as const
export type TaskFilter = (typeof TASK_FILTERS)[number]
export const TASK_SORTS = ['day', 'importance', 'due', 'created'] as const
export type TaskSort = (typeof TASK_SORTS)[number]

export type TaskSearch = {
  filter: TaskFilter
  category?: number
  q?: string
  sort: TaskSort
}

export interface TaskPages {
  pages: TaskPage[]
  pageParams: (string | null)[]
}

const PAGE = 50

export const fetchTasks = (search: TaskSearch, cursor: string | null, signal?: AbortSignal, limit = PAGE) =>
  answer(
    api.GET('/api/v1/tasks', {
      params: { query: { ...search, limit, ...(cursor ? { cursor } : {}) } },
      signal,
    }),
  )

export const taskQuery = defineQueryOptions((id: number) => ({
  key: taskKeys.one(id),
  query: ({ signal }: { signal: AbortSignal }) =>
    answer(api.GET('/api/v1/tasks/{id}', { params: { path: { id } }, signal })),
}))

/** Filters are counted within the search's category and words, categories within its filter and words. */
export const useTaskCounts = (search: MaybeRefOrGetter<Partial<Omit<TaskSearch, 'sort'>>> = {}) =>
  useQuery({
    key: () => [...taskKeys.counts, { ...toValue(search) }],
    query: ({ signal }) => answer(api.GET('/api/v1/tasks/counts', { params: { query: toValue(search) }, signal })),
    placeholderData: (previous) => previous,
  })

export const useCategories = () =>
  useQuery({
    key: taskKeys.categories,
    query: ({ signal }) =>
      allItems((cursor) =>
        answer(api.GET('/api/v1/categories', { params: { query: { limit: 200, cursor } }, signal })),
      ),
    staleTime: 60_000,
  })

/** What may wait for a network, as it is sent: now or then. */
export const sendTask = {
  done: (id: number, done: boolean, key: string) => {
    const call = { params: { path: { id } }, headers: { 'Idempotency-Key': key } }
    return answer(done ? api.POST('/api/v1/tasks/{id}/complete', call) : api.POST('/api/v1/tasks/{id}/reopen', call))
  },
  tick: (id: number, subtaskId: number, completed: boolean) =>
    answer(
      api.PATCH('/api/v1/tasks/{id}/subtasks/{subtaskId}', {
        params: { path: { id, subtaskId } },
        body: { completed },
      }),
    ),
  add: (body: TaskInput, key: string) =>
    answer(api.POST('/api/v1/tasks', { body, headers: { 'Idempotency-Key': key } })),
}

export const createCategory = (body: CategoryInput) => answer(api.POST('/api/v1/categories', { body }))

function useTaskRefresh() {
  const refresh = useRefresh()
  return async () => {
    await Promise.all([refresh(taskKeys.all), refresh(dashboardKey)])
  }
}

/** What a person does to tasks, shown at once everywhere a task is on screen and taken back when the server refuses. */
export function useTaskActions() {
  const cache = useQueryCache()
  const { t } = useI18n()
  const problemText = useProblemText()

  function editLists(edit: (tasks: Task[]) => Task[]) {
    for (const entry of cache.getEntries({ key: taskKeys.lists })) {
      const data = entry.state.value.data as TaskPages | undefined
      if (!data) continue
      cache.setQueryData(entry.key, {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: edit(page.items) })),
      } satisfies TaskPages)
    }
    const dashboard = cache.getQueryData<Dashboard>(dashboardKey)
    if (dashboard) cache.setQueryData(dashboardKey, onDashboard(dashboard, edit))
  }

  function show(ids: number[], change: (task: Task) => Task) {
    const wanted = new Set(ids)
    cache.cancelQueries({ key: taskKeys.lists })
    cache.cancelQueries({ key: dashboardKey })
    editLists((tasks) => changeIn(tasks, wanted, change))
    for (const id of ids) {
      const task = cache.getQueryData<Task>(taskKeys.one(id))
      if (task) {
        cache.cancelQueries({ key: taskKeys.one(id) })
        cache.setQueryData(taskKeys.one(id), change(task))
      }
    }
  }

  function hide(ids: number[]) {
    cache.cancelQueries({ key: taskKeys.lists })
    cache.cancelQueries({ key: dashboardKey })
    editLists((tasks) => removeFrom(tasks, new Set(ids)))
  }

  /** The server's answer replaces the guess. */
  function accept(task: Task) {
    editLists((tasks) => changeIn(tasks, new Set([task.id]), (shown) => newer(shown, task)))
    const one = cache.getQueryData<Task>(taskKeys.one(task.id))
    cache.setQueryData(taskKeys.one(task.id), one ? newer(one, task) : task)
  }

  const refresh = useTaskRefresh()

  /** The guess stands when it will be done later. */
  async function refused(thrown: unknown) {
    if (isQueued(thrown)) return say(problemText(thrown))
    complain(problemText(thrown))
    await refresh()
  }

  async function setDone(task: Pick<Task, 'id' | 'title'>, done: boolean, quiet = false): Promise<Task | undefined> {
    show([task.id], (shown) => withStatus(shown, done ? 'done' : 'open', new Date()))
    try {
      const wish = { kind: done ? ('complete' as const) : ('reopen' as const), task: task.id, title: task.title }
      const answered = await orLater(wish, (key) => sendTask.done(task.id, done, key))
      accept(answered)
      // Reads that were under way were stopped for the guess; they are asked again.
      void refresh()
      if (!quiet && done) {
        // Comes with the first task of a series that is done.
        const next = answered.recurrence
          ? await import('./recurrence/follows').then(
              ({ afterDone }) => afterDone(answered),
              () => '',
            )
          : ''
        say(t('task.completed', { title: task.title }) + next, {
          label: t('undo'),
          run: () => void setDone(answered, false, true),
        })
      }
      return answered
    } catch (thrown) {
      await refused(thrown)
      return undefined
    }
  }

  async function tick(task: Task, subtaskId: number, completed: boolean): Promise<Task | undefined> {
    show([task.id], (shown) => withTick(shown, subtaskId, completed))
    try {
      const title = task.subtasks.find((one) => one.id === subtaskId)?.title ?? ''
      const answered = await orLater({ kind: 'tick', task: task.id, subtask: subtaskId, completed, title }, () =>
        sendTask.tick(task.id, subtaskId, completed),
      )
      accept(answered)
      void refresh()
      return answered
    } catch (thrown) {
      await refused(thrown)
      return undefined
    }
  }

  /** @param token of its deletion */
  async function comeBack(token: string) {
    try {
      await takeBackOne(token)
      say(t('task.restored', 1))
    } catch (thrown) {
      complain(problemText(thrown))
    }
    await refresh()
  }

  /**
   * @param scope of a task that repeats
   * @returns whether it is gone
   */
  async function remove(task: Task, scope?: Scope): Promise<boolean> {
    hide([task.id])
    try {
      const token = await tokenOf(
        api.DELETE('/api/v1/tasks/{id}', {
          params: { path: { id: task.id }, query: { scope }, header: ifMatch(task) },
        }),
      )
      say(t('task.deleted', { title: task.title }), { label: t('undo'), run: () => void comeBack(token) })
      void refresh()
      return true
    } catch (thrown) {
      if (asProblem(thrown).slug === 'stale') {
        complain(t('task.deleteStale'))
        await refresh()
      } else await refused(thrown)
      return false
    }
  }

  async function snooze(task: Pick<Task, 'id'>, body: SnoozeInput): Promise<Task | undefined> {
    try {
      const answered = await answer(api.POST('/api/v1/tasks/{id}/snooze', { params: { path: { id: task.id } }, body }))
      accept(answered)
      void refresh()
      return answered
    } catch (thrown) {
      complain(problemText(thrown))
      return undefined
    }
  }

  return { setDone, tick, remove, snooze, accept, refresh, show, hide, refused }
}

export function useCreateTask() {
  const cache = useQueryCache()
  const refresh = useTaskRefresh()
  return useMutation({
    mutation: ({ body, key }: { body: TaskInput; key: string }) =>
      answer(api.POST('/api/v1/tasks', { body, headers: { 'Idempotency-Key': key } })),
    onSuccess: (task) => {
      cache.setQueryData(taskKeys.one(task.id), task)
      void refresh()
    },
  })
}

export function useUpdateTask() {
  const cache = useQueryCache()
  const refresh = useTaskRefresh()
  return useMutation({
    mutation: ({ task, body, scope }: { task: Task; body: TaskInput; scope?: Scope }) =>
      answer(
        api.PUT('/api/v1/tasks/{id}', {
          params: { path: { id: task.id }, query: { scope }, header: ifMatch(task) },
          body,
        }),
      ),
    onSuccess: (task) => {
      cache.setQueryData(taskKeys.one(task.id), task)
      void refresh()
    },
  })
}
