import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../platform/api/problem'
import type { Entry, Wish } from '../platform/later'
import { afterProblem, nextStep, renewed } from './queue'

const NOW = 1_000_000_000_000
const HOUR = 3_600_000
const PAY: Wish = { kind: 'pay', loan: 7, body: { amount: '5000.00' }, title: 'Банк' }
const DONE: Wish = { kind: 'complete', task: 3, title: 'Хлеб' }

const entry = (part: Partial<Entry> = {}): Entry => ({
  key: 'k1',
  account: 1,
  wish: PAY,
  writtenAt: NOW - HOUR,
  tries: 0,
  notBefore: 0,
  state: 'waiting',
  ...part,
})

describe('what is sent next', () => {
  it('is what was written first', () => {
    const step = nextStep([entry({ key: 'first' }), entry({ key: 'second' })], 1, NOW)
    expect(step).toMatchObject({ do: 'send', entry: { key: 'first', firstSentAt: NOW, lastSentAt: NOW } })
  })

  it('is nothing of another account', () => {
    expect(nextStep([entry({ account: 2 })], 1, NOW)).toEqual({ do: 'rest' })
  })

  it('waits behind what waits for the network', () => {
    expect(nextStep([entry({ notBefore: NOW + 700 }), entry({ key: 'second' })], 1, NOW)).toEqual({
      do: 'wait',
      ms: 700,
    })
  })

  it('goes past what waits for the person', () => {
    for (const state of ['refused', 'unsure'] as const)
      expect(nextStep([entry({ state }), entry({ key: 'second' })], 1, NOW)).toMatchObject({
        do: 'send',
        entry: { key: 'second' },
      })
  })

  it('is never a payment or a new task that may be there already and whose key the server may have forgotten', () => {
    const add: Wish = { kind: 'add', body: { title: 'Хлеб' }, title: 'Хлеб' }
    for (const wish of [PAY, add]) {
      expect(nextStep([entry({ wish, firstSentAt: NOW - 23 * HOUR })], 1, NOW)).toMatchObject({
        do: 'ask',
        entry: { state: 'unsure' },
      })
      expect(nextStep([entry({ wish, firstSentAt: NOW - 22 * HOUR })], 1, NOW).do).toBe('send')
      // It has never left this device, however long ago it was written.
      expect(nextStep([entry({ wish, writtenAt: NOW - 1000 * HOUR })], 1, NOW).do).toBe('send')
    }
    // A tick says what shall be: once more changes nothing.
    expect(nextStep([entry({ wish: DONE, firstSentAt: NOW - 50 * HOUR })], 1, NOW).do).toBe('send')
  })

  it('keeps the moment when it may first have reached the server', () => {
    expect(nextStep([entry({ firstSentAt: NOW - HOUR })], 1, NOW)).toMatchObject({
      entry: { firstSentAt: NOW - HOUR, lastSentAt: NOW },
    })
  })
})

describe('what was not taken', () => {
  const becomes = (problem: ApiProblem, part: Partial<Entry> = {}, earlier?: number) =>
    afterProblem(entry(part), problem, earlier, NOW, 1)

  it('is tried again later and later when no answer came', () => {
    const pauses = [0, 1, 2, 20].map((tries) => {
      const kept = becomes(new ApiProblem('offline', 0), { tries })
      return kept.do === 'keep' ? [kept.entry.state, kept.entry.tries, kept.entry.notBefore - NOW] : []
    })
    expect(pauses).toEqual([
      ['waiting', 1, 500],
      ['waiting', 2, 1_000],
      ['waiting', 3, 2_000],
      ['waiting', 21, 30_000],
    ])
  })

  it('waits as long as the server asks for', () => {
    const problem = new ApiProblem('rate-limited', 429, '', {}, { retryAfterSeconds: 60 })
    expect(becomes(problem)).toMatchObject({ entry: { state: 'waiting', notBefore: NOW + 60_000 } })
  })

  it('keeps its key through every try', () => {
    for (const problem of [
      new ApiProblem('offline', 0),
      new ApiProblem('unavailable', 503),
      new ApiProblem('internal', 500),
    ])
      expect(becomes(problem)).toMatchObject({ entry: { key: 'k1', state: 'waiting' } })
  })

  it('stops at the end of the session', () => {
    expect(becomes(new ApiProblem('unauthenticated', 401))).toEqual({ do: 'stop' })
  })

  it('is kept with the server’s words when it is refused', () => {
    for (const [slug, status] of [
      ['conflict', 409],
      ['not-found', 404],
      ['validation', 400],
      ['forbidden', 403],
      ['stale', 412],
    ] as const)
      expect(becomes(new ApiProblem(slug, status, 'Больше, чем осталось'))).toMatchObject({
        do: 'keep',
        entry: { state: 'refused', refusal: { slug, detail: 'Больше, чем осталось' } },
      })
  })

  it('asks again while the server may still be at an earlier send, and believes it afterwards', () => {
    const conflict = new ApiProblem('conflict', 409)
    expect(becomes(conflict, {}, NOW - 30_000)).toMatchObject({ entry: { state: 'waiting', notBefore: NOW + 5_000 } })
    expect(becomes(conflict, {}, NOW - 3 * 60_000)).toMatchObject({ entry: { state: 'refused' } })
  })

  it('is asked about when the server fails at it again and again, so that the rest may go on', () => {
    expect(becomes(new ApiProblem('internal', 500), { tries: 8 })).toMatchObject({ entry: { state: 'refused' } })
    expect(becomes(new ApiProblem('internal', 0))).toMatchObject({ entry: { state: 'refused' } })
  })
})

it('goes under a new key when the person sends again what was refused', () => {
  const refused = entry({ state: 'refused', tries: 3, firstSentAt: NOW, refusal: { slug: 'conflict', detail: '' } })
  expect(renewed(refused, 'k2')).toMatchObject({ key: 'k2', state: 'waiting', tries: 0, firstSentAt: undefined })
})
