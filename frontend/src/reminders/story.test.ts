import { expect, it } from 'vitest'
import type { Reminder } from '@/platform/api/model'
import { storyOf } from './story'

const reminder = (rest: Partial<Reminder>): Reminder => ({
  id: 1,
  at: '2026-11-21T18:00',
  source: 'template',
  state: 'scheduled',
  nextAt: '2026-11-21T15:00:00Z',
  sentCount: 0,
  lastSentAt: null,
  reason: null,
  ...rest,
})

it('says when a reminder comes', () => {
  expect(storyOf(reminder({}), 'Europe/Moscow')).toEqual({ name: 'scheduled', tone: 'calm', next: '2026-11-21T18:00' })
})

it('says when working hours have moved it', () => {
  const moved = reminder({ at: '2026-11-21T23:30', nextAt: '2026-11-22T04:00:00Z' })
  expect(storyOf(moved, 'Europe/Moscow')).toEqual({ name: 'delayed', tone: 'warn', next: '2026-11-22T07:00' })
})

it('says when the next repeat comes', () => {
  const sent = reminder({ state: 'awaiting', sentCount: 2, nextAt: '2026-11-21T15:15:00Z' })
  expect(storyOf(sent, 'Europe/Moscow')).toMatchObject({ name: 'awaiting', next: '2026-11-21T18:15' })
})

it('is loud about what failed', () => {
  expect(storyOf(reminder({ state: 'failed', nextAt: null }), 'UTC').tone).toBe('bad')
  expect(storyOf(reminder({ state: 'blocked', nextAt: null }), 'UTC').tone).toBe('bad')
})
