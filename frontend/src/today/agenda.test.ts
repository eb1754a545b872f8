import { describe, expect, it } from 'vitest'
import type { Dashboard, DuePayment, Task } from '@/platform/api/model'
import { agendaOf, firstOf } from './agenda'

const pay = (loanId: number, dueDate: string, daysLeft: number) =>
  ({ loanId, installmentId: loanId * 10, orgName: `Банк ${loanId}`, dueDate, daysLeft }) as DuePayment
const todo = (id: number, due: string) => ({ id, due }) as Task
const screen = (part: {
  overdue?: Task[]
  today?: Task[]
  next?: Task[]
  week?: DuePayment[]
  overduePayments?: number
  overdueTasks?: number
}) =>
  agendaOf({
    overdue: part.overdue ?? [],
    today: part.today ?? [],
    next: part.next ?? [],
    counts: { overdue: part.overdueTasks ?? part.overdue?.length ?? 0 } as Dashboard['counts'],
    loans: {
      week: part.week ?? [],
      urgent: [],
      overduePayments: part.overduePayments ?? part.week?.filter((one) => one.daysLeft < 0).length ?? 0,
    } as unknown as Dashboard['loans'],
  })
const names = (items: ReturnType<typeof agendaOf>['now']) => items.map(({ key }) => key)

describe('the day in one order', () => {
  it('begins with the payments that are overdue, then the tasks, then the day by its hours', () => {
    const { now, overdue } = screen({
      overdue: [todo(1, '2026-11-29T18:00'), todo(2, '2026-11-01')],
      today: [todo(3, '2026-11-30T21:30:00'), todo(4, '2026-11-30')],
      week: [pay(1, '2026-11-26', -4), pay(2, '2026-11-30', 0)],
    })
    expect(names(now)).toEqual(['payment 1 10', 'task 2', 'task 1', 'payment 2 20', 'task 4', 'task 3'])
    expect(overdue).toBe(3)
  })

  it('goes on with what comes, payments among the tasks of their days', () => {
    const { now, ahead } = screen({
      next: [todo(1, '2026-12-01T09:00'), todo(2, '2026-12-03')],
      week: [pay(1, '2026-12-01', 1), pay(2, '2026-12-02', 2)],
    })
    expect(now).toEqual([])
    expect(names(ahead)).toEqual(['payment 1 10', 'task 1', 'payment 2 20', 'task 2'])
  })

  it('shows what was just written down, however long the list was before', () => {
    const { now } = screen({ today: [1, 2, 3].map((id) => todo(id, '2026-12-01')) })
    expect(names(firstOf(now, 1, new Set(['task 1', 'task 2']), []))).toEqual(['task 1', 'task 3'])
  })

  it('shows it also when the list came only after it', () => {
    const { now } = screen({ today: [1, 2, 3].map((id) => todo(id, '2026-12-01')) })
    expect(names(firstOf(now, 1, new Set(names(now)), [3]))).toEqual(['task 1', 'task 3'])
  })

  it('counts what is overdue whole, though it shows the first of it', () => {
    const { overdue } = screen({
      overdue: [todo(1, '2026-11-01')],
      week: [pay(1, '2026-11-26', -4)],
      overdueTasks: 40,
      overduePayments: 23,
    })
    expect(overdue).toBe(63)
  })

  it('keeps every payment in sight, however long the day is', () => {
    const { ahead } = screen({
      next: [1, 2, 3].map((id) => todo(id, '2026-12-01')),
      week: [pay(1, '2026-12-05', 5)],
    })
    expect(names(firstOf(ahead, 2, new Set(names(ahead)), []))).toEqual(['task 1', 'task 2', 'payment 1 10'])
  })
})
