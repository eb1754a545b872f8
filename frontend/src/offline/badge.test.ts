import { expect, it } from 'vitest'
import type { Dashboard } from '../platform/api/model'
import { burning } from './badge'

const task = (id: number, status = 'open') => ({ id, status })
const dashboard = (part: object) =>
  ({ counts: { overdue: 0 }, overdue: [], today: [], loans: { week: [] }, ...part }) as unknown as Dashboard

it('counts what is late, what is of today and what is to be paid by today, each once', () => {
  expect(
    burning(
      dashboard({
        // More are late than the first screen lists.
        counts: { overdue: 30 },
        overdue: [task(1)],
        today: [task(1), task(2), task(3, 'done')],
        loans: { week: [{ daysLeft: -4 }, { daysLeft: 0 }, { daysLeft: 1 }] },
      }),
    ),
  ).toBe(33)
})

it('is nothing on a quiet day', () => {
  expect(burning(dashboard({ loans: { week: [{ daysLeft: 3 }] } }))).toBe(0)
})
