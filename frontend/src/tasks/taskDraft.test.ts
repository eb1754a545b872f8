import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reminder, Task } from '@/platform/api/model'
import {
  draftFrom,
  dueOf,
  emptyDraft,
  errorsOf,
  inputFrom,
  moved,
  rebase,
  sameDraft,
  type TaskDraft,
} from './taskDraft'

const reminder = (at: string, source: Reminder['source'], state: Reminder['state']): Reminder => ({
  id: 1,
  at,
  source,
  state,
  nextAt: null,
  sentCount: 0,
  lastSentAt: null,
  reason: null,
})

const task: Task = {
  id: 7,
  version: 3,
  title: 'Оплатить счёт',
  description: '',
  status: 'open',
  importance: 1,
  due: '2026-11-21T18:00',
  durationMinutes: 30,
  categoryId: 4,
  recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31',
  recurFrom: 'due',
  pausedUntil: null,
  recurrenceWords: 'каждый месяц 31-го числа',
  followedBy: null,
  seriesEnded: null,
  reminderTemplateId: 2,
  subtasks: [
    { id: 12, title: 'Вторая', completed: false, order: 1 },
    { id: 11, title: 'Первая', completed: true, order: 0 },
  ],
  reminders: [],
  nextMessageAt: null,
  nextMessageReason: 'noReminders',
  progress: { done: 1, total: 2 },
  createdAt: '2026-11-01T10:00:00Z',
  updatedAt: '2026-11-01T10:00:00Z',
  completedAt: null,
}

const word = fc.constantFrom('', 'а', 'б', 'в')
const draft: fc.Arbitrary<TaskDraft> = fc.record({
  title: word,
  description: word,
  importance: fc.constantFrom(1, 2, 3),
  dueDate: fc.constantFrom('', '2026-11-21', '2026-11-22'),
  dueTime: fc.constantFrom('', '09:00', '18:00'),
  durationMinutes: fc.constantFrom('', '30'),
  categoryId: fc.constantFrom(null, 1, 2),
  reminderTemplateId: fc.constantFrom(null, 1, 2),
  subtasks: fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 4 }), key: fc.constant('k'), title: word }), {
    selector: (subtask) => subtask.id,
  }),
  reminders: fc.uniqueArray(fc.constantFrom('2026-11-21T10:00', '2026-11-21T11:00')),
  recurrence: fc.constantFrom('', 'FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=SA'),
  recurFrom: fc.constantFrom('due', 'completion'),
  pausedUntil: fc.constantFrom('', '2026-12-01'),
})

describe('a task opened in the form', () => {
  it('is sent back as it came when nothing was touched', () => {
    expect(inputFrom(draftFrom(task))).toEqual({
      title: 'Оплатить счёт',
      description: '',
      importance: 1,
      due: '2026-11-21T18:00',
      durationMinutes: 30,
      categoryId: 4,
      recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31',
      recurFrom: 'due',
      pausedUntil: null,
      reminderTemplateId: 2,
      subtasks: [
        { id: 11, title: 'Первая' },
        { id: 12, title: 'Вторая' },
      ],
      reminders: [],
    })
  })

  it.each([
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=DAILY;BYHOUR=9,21;BYMINUTE=0',
    'FREQ=WEEKLY;WKST=SU;UNTIL=20270331T205900Z',
  ])('keeps %s to the letter, which the editor can’t show', (recurrence) => {
    expect(inputFrom({ ...draftFrom({ ...task, recurrence }), title: 'Иначе' }).recurrence).toBe(recurrence)
  })

  it('is not paused when it does not repeat', () => {
    expect(inputFrom({ ...emptyDraft(), recurrence: '', pausedUntil: '2026-12-01' })).toMatchObject({
      recurrence: null,
      pausedUntil: null,
    })
  })

  it('bug 30: its subtasks keep their identity, so their ticks survive', () => {
    const sent = inputFrom({ ...draftFrom(task), title: 'Иначе' })
    expect(sent.subtasks?.map((subtask) => subtask.id)).toEqual([11, 12])
  })

  it('bug 15: does not carry reminders that have ended, nor the template’s', () => {
    const reminders = [
      reminder('2026-11-20T10:00', 'custom', 'done'),
      reminder('2026-11-20T11:00', 'custom', 'cancelled'),
      reminder('2026-11-20T17:00', 'template', 'awaiting'),
      reminder('2026-11-21T17:00:00', 'custom', 'awaiting'),
      reminder('2026-11-21T17:00', 'custom', 'scheduled'),
      reminder('2026-11-21T12:00', 'snooze', 'snoozed'),
    ]
    expect(inputFrom(draftFrom({ ...task, reminders })).reminders).toEqual(['2026-11-21T17:00'])
  })

  it('bug 17: equal reminders collapse, empty rows are left out', () => {
    const sent = inputFrom({ ...emptyDraft(), title: 'x', reminders: ['2026-11-21T17:00', '', '2026-11-21T17:00'] })
    expect(sent.reminders).toEqual(['2026-11-21T17:00'])
  })

  it('has a deadline with or without a time', () => {
    expect(dueOf({ ...emptyDraft(), dueDate: '2026-11-21' })).toBe('2026-11-21')
    expect(dueOf({ ...emptyDraft(), dueDate: '2026-11-21', dueTime: '18:00' })).toBe('2026-11-21T18:00')
    expect(dueOf({ ...emptyDraft(), dueTime: '18:00' })).toBeNull()
  })
})

describe('what is wrong with a draft', () => {
  it('is said at the field', () => {
    expect(errorsOf({ ...emptyDraft(), title: '  ' })).toEqual({ title: 'titleMissing' })
    expect(errorsOf({ ...emptyDraft(), title: 'x', dueDate: '2026-02-30' })).toEqual({ due: 'dateWrong' })
    expect(errorsOf({ ...emptyDraft(), title: 'x', dueTime: '10:00' })).toEqual({ due: 'timeWithoutDate' })
    for (const wrong of ['0', '-5', '1.5', '10081', 'час', '1e3']) {
      const errors = errorsOf({
        ...emptyDraft(),
        title: 'x',
        dueDate: '2026-11-21',
        dueTime: '10:00',
        durationMinutes: wrong,
      })
      expect(errors.durationMinutes, wrong).toBe('durationWrong')
    }
    expect(errorsOf({ ...emptyDraft(), title: 'x', dueDate: '2026-11-21', durationMinutes: '30' })).toEqual({
      durationMinutes: 'durationWithoutTime',
    })
    expect(errorsOf({ ...emptyDraft(), title: 'x', reminders: ['2026-11-21T'] })).toEqual({
      'reminders[0]': 'reminderWrong',
    })
  })

  it('counts an emoji as one character', () => {
    expect(errorsOf({ ...emptyDraft(), title: '🔥'.repeat(200) })).toEqual({})
    expect(errorsOf({ ...emptyDraft(), title: '🔥'.repeat(201) })).toEqual({ title: 'titleLong' })
  })
})

describe('a task changed elsewhere while it is edited (bug 11)', () => {
  it('shows the new version where nothing was touched', () => {
    fc.assert(
      fc.property(draft, draft, (base, theirs) => {
        const { draft: result, conflicts } = rebase(base, base, theirs)
        expect(sameDraft(result, theirs)).toBe(true)
        expect(conflicts).toEqual([])
      }),
    )
  })

  it('never loses what the person wrote, and asks only where both sides differ', () => {
    fc.assert(
      fc.property(draft, draft, draft, (mine, base, theirs) => {
        const { draft: result, conflicts } = rebase(mine, base, theirs)
        for (const field of ['title', 'description', 'dueDate', 'categoryId'] as const) {
          if (mine[field] !== base[field]) expect(result[field]).toBe(mine[field])
          else expect(result[field]).toBe(theirs[field])
          expect(conflicts.includes(field)).toBe(
            mine[field] !== base[field] && theirs[field] !== base[field] && mine[field] !== theirs[field],
          )
        }
      }),
    )
  })

  it('has no conflict when the server did not change', () => {
    fc.assert(
      fc.property(draft, draft, (mine, base) => {
        const { draft: result, conflicts } = rebase(mine, base, base)
        expect(conflicts).toEqual([])
        expect(sameDraft(result, mine)).toBe(true)
      }),
    )
  })
})

describe('moving a subtask', () => {
  it('keeps every one of them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat()), fc.integer(), fc.integer(), (list, from, to) => {
        expect([...moved(list, from, to)].sort()).toEqual([...list].sort())
      }),
    )
  })

  it('puts it where it was wanted', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  })
})
