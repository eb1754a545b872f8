import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Task } from '@/platform/api/model'
import { groupsOf, passedUntil, reordered, sharingOrder, stepByKey } from './dayGroups'
import { en } from './texts.en'
import { ru } from './texts.ru'

const MOSCOW = 'Europe/Moscow'
const NOON = new Date('2026-11-21T09:30:00Z')

let id = 0
const task = (due: string | null, completedAt: string | null = null) =>
  ({ id: ++id, due, status: completedAt ? 'done' : 'open', completedAt }) as Task

const shown = (tasks: Task[], now = NOON, zone = MOSCOW, more = false) =>
  groupsOf(tasks, { now, zone, more }).map(({ key, tasks, whole }) => `${key} ${tasks.length}${whole ? '' : '+'}`)

describe('the groups of a list by days', () => {
  it('are what was missed, a week by its days, later, and what has no day', () => {
    const dues = [
      '2026-11-20',
      '2026-11-21T09:00',
      '2026-11-21T20:00',
      '2026-11-21',
      '2026-11-22',
      '2026-11-27',
      '2026-11-28',
      '2030-01-01',
      null,
    ]
    expect(shown(dues.map((due) => task(due)))).toEqual([
      'overdue 2',
      '2026-11-21 2',
      '2026-11-22 1',
      '2026-11-27 1',
      'later 2',
      'none 1',
    ])
  })

  it('of what is done are the days on which it was, the latest first', () => {
    // Midnight in Moscow is nine in the evening of UTC.
    const done = ['2026-11-21T08:00:00Z', '2026-11-20T21:00:00Z', '2026-11-20T20:59:59Z'].map((at) => task(null, at))
    expect(shown([task('2026-11-22'), ...done])).toEqual(['2026-11-22 1', 'done-2026-11-21 2', 'done-2026-11-20 1'])
  })

  it('tell a number only when nothing of theirs can come with another page', () => {
    const tasks = [task('2026-11-01'), task('2026-11-21'), task('2026-11-22')]
    expect(shown(tasks, NOON, MOSCOW, true)).toEqual(['overdue 1', '2026-11-21 1', '2026-11-22 1+'])
    expect(shown(tasks, NOON, MOSCOW, false).join()).not.toContain('+')
    // Missed since the page was read: it stands with the others at once, and «today» goes on.
    expect(shown([task('2026-11-21T12:29'), task('2026-11-21')], NOON, MOSCOW, true)).toEqual([
      'overdue 1',
      '2026-11-21 1+',
    ])
  })

  it('keep what is ticked off where it stood', () => {
    const [first, second] = [task('2026-11-21'), task('2026-11-21')]
    const ticked = { ...first, status: 'done', completedAt: NOON.toISOString() } as Task
    const seen = new Map([[first.id, '2026-11-21']])
    const options = { now: NOON, zone: MOSCOW, more: false }
    expect(groupsOf([ticked, second], { ...options, seen })).toEqual([
      { key: '2026-11-21', tasks: [ticked, second], whole: true },
    ])
    expect(groupsOf([second, ticked], options).map(({ key }) => key)).toEqual(['2026-11-21', 'done-2026-11-21'])
  })

  it('follow the clock over midnight', () => {
    const tasks = ['2026-11-21', '2026-11-21T23:59', '2026-11-22', '2026-11-28'].map((due) => task(due))
    expect(shown(tasks, new Date('2026-11-21T20:59:59Z'))).toEqual(['2026-11-21 2', '2026-11-22 1', 'later 1'])
    expect(shown(tasks, new Date('2026-11-21T21:00:00Z'))).toEqual(['overdue 2', '2026-11-22 1', '2026-11-28 1'])
  })

  it("are of the account's day, not of the browser's", () => {
    const at = new Date('2026-11-21T22:00:00Z')
    expect(shown([task('2026-11-21'), task('2026-11-22')], at, 'Pacific/Auckland')).toEqual([
      'overdue 1',
      '2026-11-22 1',
    ])
    expect(shown([task('2026-11-21'), task('2026-11-22')], at, 'America/New_York')).toEqual([
      '2026-11-21 1',
      '2026-11-22 1',
    ])
  })

  it('leave what was missed in an hour that the clock repeats where it is', () => {
    const tasks = [task('2026-10-25T02:30'), task('2026-10-25T03:30')]
    // 02:45 for the first time, 02:15 and 03:00 after the clock was set back.
    expect(shown(tasks, new Date('2026-10-25T00:45:00Z'), 'Europe/Berlin')).toEqual(['overdue 1', '2026-10-25 1'])
    expect(shown(tasks, new Date('2026-10-25T01:15:00Z'), 'Europe/Berlin')).toEqual(['overdue 1', '2026-10-25 1'])
    expect(passedUntil('Europe/Berlin', new Date('2026-10-25T01:15:00Z'))).toBe('2026-10-25T02:59')
    expect(passedUntil('Europe/Berlin', new Date('2026-10-25T02:00:00Z'))).toBe('2026-10-25T03:00')
    // Half an hour is set back here; and an hour is skipped in spring.
    expect(passedUntil('Australia/Lord_Howe', new Date('2026-04-04T15:05:00Z'))).toBe('2026-04-05T01:59')
    expect(passedUntil('Europe/Berlin', new Date('2026-03-29T01:10:00Z'))).toBe('2026-03-29T03:10')
  })
})

it('whoever shares an order is of the same day', () => {
  const [a, b, c, d, e] = [null, null, '2026-11-01', '2026-11-01T09:00', '2026-11-02'].map((due) => task(due)) as [
    Task,
    Task,
    Task,
    Task,
    Task,
  ]
  expect(sharingOrder([a, b, c, d, e], b)).toEqual([a, b])
  expect(sharingOrder([a, b, c, d, e], d)).toEqual([c, d])
  expect(sharingOrder([task(null, '2026-11-21T08:00:00Z')], task(null, '2026-11-21T08:00:00Z'))).toEqual([])
})

describe('what the page says of the order of a day is so', () => {
  const key = (name: string, with_: object = { altKey: true }) =>
    stepByKey({ key: name, altKey: false, ctrlKey: false, metaKey: false, ...with_ })

  it('Alt with an arrow moves a task', () => {
    for (const { dayList } of [ru, en]) expect(dayList.keys).toMatch(/^Alt \+ ↑ .* Alt \+ ↓/)
    expect([key('ArrowUp'), key('ArrowDown')]).toEqual([-1, 1])
    expect([key('ArrowUp', {}), key('ArrowUp', { altKey: true, ctrlKey: true }), key('k')]).toEqual(
      Array(3).fill(undefined),
    )
  })

  it('the hour changes nothing in an order that was given by hand', () => {
    expect(ru.rowChange.own).toMatch(/ваш, а не по времени/)
    const [late, day, early] = ['T20:00', '', 'T10:00'].map((time) => task(`2026-11-22${time}`)) as [Task, Task, Task]
    const [group] = groupsOf([late, day, early], { now: NOON, zone: MOSCOW, more: false })
    expect(group?.tasks).toEqual([late, day, early])
    expect(sharingOrder([late, day, early], early)).toEqual([late, day, early])
  })
})

it('an order is given at the places that its tasks hold', () => {
  const list = [1, 2, 3, 4, 5].map((id) => ({ id }))
  expect(reordered(list, [4, 2]).map(({ id }) => id)).toEqual([1, 4, 3, 2, 5])
  fc.assert(
    fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6]), (ids) => {
      const result = reordered(list, ids).map(({ id }) => id)
      expect(result.filter((id) => ids.includes(id))).toEqual(ids.filter((id) => id < 6))
      expect([...result].sort()).toEqual([1, 2, 3, 4, 5])
    }),
  )
})
