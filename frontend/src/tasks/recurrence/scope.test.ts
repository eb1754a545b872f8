import { expect, it } from 'vitest'
import type { Task } from '@/platform/api/model'
import { draftFrom, type TaskDraft } from '../taskDraft'
import { mayDiffer } from './scope'

const task: Task = {
  id: 7,
  version: 3,
  title: 'Передать показания',
  description: '',
  status: 'open',
  importance: 2,
  due: '2026-12-04T18:00',
  durationMinutes: null,
  categoryId: null,
  recurrence: 'FREQ=WEEKLY;BYDAY=FR',
  recurFrom: 'due',
  pausedUntil: null,
  recurrenceWords: 'каждую пятницу в 18:00',
  followedBy: null,
  seriesEnded: null,
  reminderTemplateId: null,
  subtasks: [],
  reminders: [],
  nextMessageAt: null,
  nextMessageReason: 'noReminders',
  progress: { done: 0, total: 0 },
  createdAt: '2026-11-01T10:00:00Z',
  updatedAt: '2026-11-01T10:00:00Z',
  completedAt: null,
}
const asks = (change: Partial<TaskDraft>, saved = task) => mayDiffer({ ...draftFrom(saved), ...change }, saved)

it('asks whom a change is about when one occurrence could have it alone', () => {
  expect(asks({ title: 'Иначе' })).toBe(true)
  expect(asks({ reminders: ['2026-12-04T12:00'] })).toBe(true)
  expect(asks({ dueDate: '2026-12-05' })).toBe(true)
  // The day of the week went along with the date by itself.
  expect(asks({ dueDate: '2026-12-05', recurrence: 'FREQ=WEEKLY;BYDAY=SA' })).toBe(true)
})

it('does not ask about what is of the whole series', () => {
  expect(asks({})).toBe(false)
  expect(asks({ recurrence: 'FREQ=DAILY' })).toBe(false)
  expect(asks({ recurrence: '', title: 'Иначе' })).toBe(false)
  expect(asks({ dueDate: '2026-12-05', recurrence: 'FREQ=WEEKLY;BYDAY=SU' })).toBe(false)
  expect(asks({ recurFrom: 'completion', title: 'Иначе' })).toBe(false)
  expect(asks({ pausedUntil: '2027-01-10' })).toBe(false)
})

it('does not ask where nothing follows', () => {
  expect(asks({ title: 'Иначе' }, { ...task, recurrence: null, recurrenceWords: null })).toBe(false)
  expect(asks({ title: 'Иначе' }, { ...task, status: 'done' })).toBe(false)
})
