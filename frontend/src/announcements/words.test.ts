import { expect, it } from 'vitest'
import type { Announcement, AnnouncementCopy } from '@/platform/api/model'
import { doneOf, outOfReach, resultsOf, stoppable, wordOf } from './words'

const none = {
  people: 0,
  sent: 0,
  waiting: 0,
  sending: 0,
  unknown: 0,
  noChat: 0,
  blocked: 0,
  deactivated: 0,
  failed: 0,
  stopped: 0,
}
const one = (counts: Partial<typeof none>, state: Announcement['state'] = 'sending'): Announcement => ({
  id: 1,
  text: 'Всем',
  state,
  createdAt: '2026-11-21T02:00:00Z',
  plannedAt: '2026-11-21T02:00:00Z',
  begunAt: null,
  stoppedAt: null,
  counts: { ...none, ...counts },
})

it('only results that somebody has are told, and everybody is counted once', () => {
  const sending = one({ people: 6, sent: 2, waiting: 1, sending: 1, noChat: 2 })
  expect(resultsOf(sending)).toEqual([
    { name: 'sent', n: 2 },
    { name: 'waiting', n: 1 },
    { name: 'sending', n: 1 },
    { name: 'noChat', n: 2 },
  ])
  expect(doneOf(sending)).toBe(4)
})

it('what has ended is not stopped any more', () => {
  expect(stoppable(one({}, 'planned'))).toBe(true)
  expect(stoppable(one({}))).toBe(true)
  expect(stoppable(one({}, 'done'))).toBe(false)
  expect(stoppable(one({}, 'stopped'))).toBe(false)
})

it('it is said before who would not get it', () => {
  expect(outOfReach({ people: 5, reached: 3, elsewhere: 0, withoutChat: 2, blocked: 0, deactivated: 0 })).toEqual([
    { why: 'withoutChat', n: 2 },
  ])
})

it('whoever sleeps or has paused is told by that', () => {
  const copy: AnnouncementCopy = {
    accountId: 1,
    name: 'Анна',
    state: 'waiting',
    way: null,
    endedAt: null,
    heldUntil: '2026-11-21T02:00:00Z',
    heldBy: 'pause',
    error: null,
  }
  expect(wordOf(copy)).toBe('pause')
  expect(wordOf({ ...copy, heldUntil: null, heldBy: null })).toBe('waiting')
  expect(wordOf({ ...copy, state: 'stopped' })).toBe('stopped')
})

it('by which way it was sent is told where that was not the chat', () => {
  const sent = (way: AnnouncementCopy['way']) =>
    wordOf({
      accountId: 1,
      name: 'Анна',
      state: 'sent',
      way,
      endedAt: '2026-11-21T02:00:00Z',
      heldUntil: null,
      heldBy: null,
      error: null,
    })
  expect([sent('telegram'), sent('push'), sent('mail')]).toEqual(['sent', 'push', 'mail'])
})
