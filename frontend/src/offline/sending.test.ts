import { expect, it } from 'vitest'
import { ApiProblem } from '../platform/api/problem'
import type { Entry, Wish } from '../platform/later'
import { type Edge, sendAll } from './sending'

const pay = (loan: number): Wish => ({ kind: 'pay', loan, body: { amount: '100.00' }, title: 'Банк' })

/** A server that does a key once and answers it as often as it is asked, as ours does. */
function world(wishes: Wish[], faults: (ApiProblem | 'lost' | undefined)[]) {
  let entries: Entry[] = wishes.map((wish, at) => ({
    key: `k${at}`,
    account: 1,
    wish,
    writtenAt: at,
    tries: 0,
    notBefore: 0,
    state: 'waiting',
  }))
  let now = 1_000
  const done = new Map<string, Wish>()
  const asked: string[] = []
  const edge: Edge = {
    all: async () => entries,
    replace: async (key, entry) => {
      entries = entry ? entries.map((one) => (one.key === key ? entry : one)) : entries.filter((one) => one.key !== key)
    },
    send: async (wish, key) => {
      asked.push(key)
      const fault = faults.shift()
      if (fault && fault !== 'lost') throw fault
      if (!done.has(key)) done.set(key, wish)
      if (fault === 'lost') throw new ApiProblem('offline', 0)
    },
    now: () => now,
    chance: () => 1,
    pause: async (ms) => {
      now += ms
    },
    changed: async () => {},
  }
  return { edge, asked, done: () => [...done.keys()], left: () => entries }
}

it('sends each once and in order', async () => {
  const { edge, done, left } = world([pay(1), pay(2), pay(3)], [])
  expect(await sendAll(1, edge, () => true)).toBe(3)
  expect(done()).toEqual(['k0', 'k1', 'k2'])
  expect(left()).toEqual([])
})

it('pays once though the answer was lost: the same key asks again', async () => {
  const { edge, asked, done, left } = world([pay(1)], ['lost', 'lost', undefined])
  await sendAll(1, edge, () => true)
  expect(asked).toEqual(['k0', 'k0', 'k0'])
  expect(done()).toEqual(['k0'])
  expect(left()).toEqual([])
})

it('holds the rest behind one that waits for the network', async () => {
  const away = new ApiProblem('unavailable', 503)
  const { edge, asked } = world([pay(1), pay(2)], [away, away, undefined, undefined])
  await sendAll(1, edge, () => true)
  expect(asked).toEqual(['k0', 'k0', 'k0', 'k1'])
})

it('keeps what was refused and goes on with the rest', async () => {
  const { edge, done, left } = world([pay(1), pay(2)], [new ApiProblem('conflict', 409, 'Больше, чем осталось')])
  await sendAll(1, edge, () => true)
  expect(done()).toEqual(['k1'])
  expect(left()).toMatchObject([{ key: 'k0', state: 'refused', refusal: { detail: 'Больше, чем осталось' } }])
})

it('stops at the end of the session and loses nothing', async () => {
  const { edge, asked, left } = world([pay(1), pay(2)], [new ApiProblem('unauthenticated', 401)])
  expect(await sendAll(1, edge, () => true)).toBe(0)
  expect(asked).toEqual(['k0'])
  expect(left()).toHaveLength(2)
})

it('sends nothing of somebody else, and nothing once somebody else may be here', async () => {
  const others = world([pay(1)], [])
  await sendAll(2, others.edge, () => true)
  expect(others.asked).toEqual([])
  const gone = world([pay(1)], [])
  await sendAll(1, gone.edge, () => false)
  expect(gone.asked).toEqual([])
})

it('knows before it sends that it may have arrived', async () => {
  const { edge, left } = world([pay(1)], [])
  let atSending: Entry | undefined
  const send = async () => {
    atSending = left()[0]
  }
  await sendAll(1, { ...edge, send }, () => true)
  expect(atSending).toMatchObject({ firstSentAt: 1_000 })
})
