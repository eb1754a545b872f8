import { expect, it } from 'vitest'
import type { Task } from '@/platform/api/model'
import { inputOf, movedTo, takenBack, withChange } from './rowChange'

const TASK = {
  id: 1,
  title: 'Отчёт',
  description: '',
  status: 'open',
  importance: 2,
  due: '2027-01-31T10:00:00',
  durationMinutes: 30,
  categoryId: null,
  recurrence: null,
  recurFrom: 'due',
  pausedUntil: null,
  reminderTemplateId: 3,
  subtasks: [{ id: 1, title: 'x', completed: true, order: 0 }],
  reminders: [],
  nextMessageAt: '2027-01-31T06:00:00Z',
  nextMessageReason: 'planned',
} as unknown as Task

it('whoever moves a task to another day keeps its time', () => {
  expect(movedTo('2027-01-31T10:00:00', '2027-02-01')).toBe('2027-02-01T10:00')
  expect(movedTo('2027-01-31', '2027-02-01')).toBe('2027-02-01')
  expect(movedTo(null, '2027-02-01')).toBe('2027-02-01')
  expect(movedTo('2027-01-31T10:00', null)).toBeNull()
})

it('what is not changed is sent as it is, and ticks and own reminders are not sent', () => {
  const input = inputOf(TASK, { importance: 1 }, 'this')
  expect(input).toMatchObject({ title: 'Отчёт', importance: 1, due: '2027-01-31T10:00', durationMinutes: 30 })
  expect(input).not.toHaveProperty('subtasks')
  expect(input).not.toHaveProperty('reminders')
  expect(inputOf(TASK, { due: null }, 'this')).toMatchObject({
    due: null,
    durationMinutes: null,
    reminderTemplateId: 3,
  })
})

it('a rule that goes by its date follows it for all that come, and stays for this one alone', () => {
  const monthly = { ...TASK, recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31' } as Task
  const change = { due: '2027-02-05T10:00' }
  expect(inputOf(monthly, change, 'this').recurrence).toBe('FREQ=MONTHLY;BYMONTHDAY=31')
  expect(inputOf(monthly, change, 'following').recurrence).toBe('FREQ=MONTHLY;BYMONTHDAY=5')
})

it('nothing is said of the next message before the server has planned it', () => {
  expect(withChange(TASK, { due: '2027-02-01' })).toMatchObject({ nextMessageAt: null, due: '2027-02-01' })
  expect(withChange(TASK, { reminderTemplateId: null }).nextMessageAt).toBeNull()
  expect(withChange(TASK, { importance: 1 }).nextMessageAt).toBe(TASK.nextMessageAt)
})

it('what is taken back is what was there', () => {
  expect(takenBack({ due: null }, TASK)).toEqual({ due: '2027-01-31T10:00' })
  expect(takenBack({ importance: 1 }, TASK)).toEqual({ importance: 2 })
  expect(takenBack({ reminderTemplateId: null }, TASK)).toEqual({ reminderTemplateId: 3 })
})
