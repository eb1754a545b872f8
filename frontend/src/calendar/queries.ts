import { type EntryKey, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { answer, api, ifMatch } from '@/platform/api/client'
import type { Calendar, CalendarItem, Task } from '@/platform/api/model'
import { ApiProblem } from '@/platform/api/problem'
import type { Day } from '@/platform/dates/dates'
import { useWallClock } from '@/platform/dates/wallClock'
import { refreshOn } from '@/platform/events'
import { useI18n } from '@/platform/i18n/i18n'
import { useProblemText } from '@/platform/problemText'
import { complain, say } from '@/platform/toasts'
import { taskKeys, useTaskActions } from '@/tasks/queries'
import { following } from '@/tasks/recurrence/rule'
import type { Scope } from '@/tasks/recurrence/scope'
import { draftFrom, inputFrom } from '@/tasks/taskDraft'
import { takeBackOne } from '@/undo/takeBack'
import type { Period } from './grid'
import { changed, dueOn } from './items'

/** Below that of the tasks: whatever asks for them again asks for their calendar, too. */
export const calendarKey: EntryKey = [...taskKeys.all, 'calendar']

refreshOn(['loan'], [calendarKey])

/** Never shown in the place of another period: an empty day must be empty. */
export const useCalendar = (period: MaybeRefOrGetter<Period>) =>
  useQuery({
    key: () => [...calendarKey, toValue(period).from, toValue(period).to],
    query: ({ signal }) => answer(api.GET('/api/v1/calendar', { params: { query: toValue(period) }, signal })),
    // Payments change on pages that know no calendar.
    staleTime: 0,
  })

/** Asks which occurrences of a series are meant; nothing: none. */
export type AskScope = (words: string) => Promise<Scope | undefined>

function useShow() {
  const cache = useQueryCache()
  return (key: string, part: Partial<CalendarItem>) => {
    cache.cancelQueries({ key: calendarKey })
    for (const entry of cache.getEntries({ key: calendarKey })) {
      const data = entry.state.value.data as Calendar | undefined
      if (data) cache.setQueryData(entry.key, { ...data, items: changed(data.items, key, part) })
    }
  }
}

/** Ticks a task in its day, and unticks it again where that was refused. */
export function useTickOff() {
  const show = useShow()
  const { setDone } = useTaskActions()
  return async ({ key, id, title }: CalendarItem, done: boolean): Promise<void> => {
    show(key, { done })
    if (!(await setDone({ id, title }, done))) show(key, { done: !done })
  }
}

/** Moves a task to another day, shown at once and taken back by one press. */
export function useMove(askScope: AskScope) {
  const show = useShow()
  const clock = useWallClock()
  const { t } = useI18n()
  const problemText = useProblemText()
  const { accept, refresh } = useTaskActions()

  const read = (id: number): Promise<Task> => answer(api.GET('/api/v1/tasks/{id}', { params: { path: { id } } }))

  /** This one alone; its hour, its reminders' distances and the rest of its series stay. */
  async function redate(id: number, due: string): Promise<string | null> {
    const { failed, undo } = await answer(
      api.POST('/api/v1/tasks/bulk', { body: { ids: [id], action: 'redate', due } }),
    )
    if (failed.length) throw new ApiProblem('stale', 412)
    return undo
  }

  /** With all that follow: a rule that was read off the date goes along. */
  async function redateSeries(task: Task, due: string, recurrence: string): Promise<Task> {
    const body = { ...inputFrom(draftFrom(task)), due, recurrence }
    const saved = await answer(
      api.PUT('/api/v1/tasks/{id}', {
        params: { path: { id: task.id }, query: { scope: 'following' }, header: ifMatch(task) },
        body,
      }),
    )
    accept(saved)
    return saved
  }

  /** Shows what is there now, and says why it is not what was wished. */
  async function refused(thrown: unknown) {
    complain(problemText(thrown))
    await refresh()
  }

  /** What was moved elsewhere in the meantime is not moved back from there. */
  async function takeBack(item: CalendarItem, back: () => Promise<unknown>) {
    try {
      await back()
      say(t('calendar.movedBack', { title: item.title, day: clock.day(item.date) }))
    } catch (thrown) {
      return refused(thrown)
    }
    await refresh()
  }

  /** A whole series has no token: its rule is written back. */
  async function seriesBack(item: CalendarItem, to: string, before: Task) {
    const now = await read(item.id)
    if (now.status !== 'open' || now.due !== to) throw new ApiProblem('stale', 412)
    await redateSeries(now, before.due ?? dueOn(item.date, item), before.recurrence ?? '')
  }

  return async (item: CalendarItem, day: Day): Promise<void> => {
    if (day === item.date) return
    show(item.key, { date: day })
    try {
      const before = await read(item.id)
      let scope: Scope | undefined
      if (before.recurrence) {
        scope = await askScope(before.recurrenceWords ?? '')
        if (!scope) {
          show(item.key, { date: item.date })
          return refresh()
        }
      }
      const due = dueOn(day, item)
      const rule = before.recurrence ?? ''
      let back = () => seriesBack(item, due, before)
      if (scope === 'following') await redateSeries(before, due, following(rule, item.date, day))
      else {
        const token = await redate(item.id, due)
        back = async () => void (token && (await takeBackOne(token)))
      }
      const words = { title: item.title, day: clock.day(day) }
      say(scope === 'this' ? t('calendar.movedOnce', words) : t('calendar.moved', words), {
        label: t('undo'),
        run: () => void takeBack(item, back),
      })
      await refresh()
    } catch (thrown) {
      await refused(thrown)
    }
  }
}
