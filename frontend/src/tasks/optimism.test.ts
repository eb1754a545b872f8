import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Task } from '@/platform/api/model'
import { changeIn, newer, removeFrom, withStatus, withTick } from './optimism'

const task = (id: number, rest: Partial<Task> = {}): Task => ({
  id,
  version: 1,
  title: `Задача ${id}`,
  description: '',
  status: 'open',
  importance: 2,
  due: null,
  durationMinutes: null,
  categoryId: null,
  recurrence: null,
  recurFrom: 'due',
  pausedUntil: null,
  recurrenceWords: null,
  followedBy: null,
  seriesEnded: null,
  reminderTemplateId: null,
  subtasks: [],
  reminders: [],
  nextMessageAt: null,
  nextMessageReason: 'noReminders',
  progress: { done: 0, total: 0 },
  createdAt: '',
  updatedAt: '',
  completedAt: null,
  ...rest,
})
const now = new Date('2026-11-21T10:00:00Z')

it('a ticked task is done at once, and open again when unticked', () => {
  const done = withStatus(task(1), 'done', now)
  expect(done).toMatchObject({ status: 'done', completedAt: '2026-11-21T10:00:00.000Z' })
  // What comes next is the server's to say: a task that is done is spoken of no more, and one reopened waits for the answer.
  expect(done).toMatchObject({ nextMessageAt: null, nextMessageReason: 'done' })
  expect(withStatus(done, 'open', now)).toEqual({ ...task(1), nextMessageReason: 'done' })
})

it('a second tick does not move the moment of completion (bug 23)', () => {
  const done = task(1, { status: 'done', completedAt: '2026-11-20T10:00:00Z' })
  expect(withStatus(done, 'done', now)).toBe(done)
})

it('progress always counts the ticks', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1 }), fc.nat(), fc.boolean(), (ticks, which, completed) => {
      const subtasks = ticks.map((tick, at) => ({ id: at, title: 'x', completed: tick, order: at }))
      const ticked = withTick(task(1, { subtasks }), which % ticks.length, completed)
      expect(ticked.subtasks[which % ticks.length]?.completed).toBe(completed)
      expect(ticked.progress).toEqual({
        done: ticked.subtasks.filter((subtask) => subtask.completed).length,
        total: ticks.length,
      })
    }),
  )
})

it('touches only the lists that hold the task', () => {
  const list = [task(1), task(2)]
  expect(changeIn(list, new Set([3]), (one) => withStatus(one, 'done', now))).toBe(list)
  expect(changeIn(list, new Set([2]), (one) => withStatus(one, 'done', now)).map((one) => one.status)).toEqual([
    'open',
    'done',
  ])
  expect(removeFrom(list, new Set([1])).map((one) => one.id)).toEqual([2])
  expect(removeFrom(list, new Set([9]))).toBe(list)
})

it('an older answer does not overwrite a newer one', () => {
  expect(newer(task(1, { version: 5 }), task(1, { version: 4 })).version).toBe(5)
  expect(newer(task(1, { version: 5 }), task(1, { version: 6 })).version).toBe(6)
})
