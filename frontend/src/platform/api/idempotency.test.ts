import { describe, expect, it } from 'vitest'
import { idempotencyKeys, oneAtATime } from './idempotency'
import { ApiProblem } from './problem'

it('asks for the same thing under the same key, and for another thing under another', () => {
  let count = 0
  const keyFor = idempotencyKeys(() => `key${++count}`)
  expect(keyFor({ title: 'Позвонить' })).toBe('key1')
  expect(keyFor({ title: 'Позвонить' })).toBe('key1')
  expect(keyFor({ title: 'Написать' })).toBe('key2')
})

describe('an act that must happen once', () => {
  const counted = () => {
    let count = 0
    return oneAtATime(() => `key${++count}`)
  }

  it('pressed twice, it runs once and both presses learn the outcome', async () => {
    const once = counted()
    let runs = 0
    let finish = (_: string) => {}
    const act = () => {
      runs++
      return new Promise<string>((resolve) => (finish = resolve))
    }
    const presses = [once('pay 5', act), once('pay 5', act)]
    finish('paid')
    expect(await Promise.all(presses)).toEqual(['paid', 'paid'])
    expect(runs).toBe(1)
  })

  it('wanted again after it was done, it is a new wish', async () => {
    const once = counted()
    expect(await once('pay 5', async (key) => key)).toBe('key1')
    expect(await once('pay 5', async (key) => key)).toBe('key2')
  })

  it('after a broken connection it is tried under the same key, after a refusal under a new one', async () => {
    const once = counted()
    const fail = (slug: 'offline' | 'conflict') => () => Promise.reject(new ApiProblem(slug, 0))
    await expect(once('pay 5', fail('offline'))).rejects.toThrow()
    expect(await once('pay 5', async (key) => key)).toBe('key1')
    await expect(once('pay 5', fail('conflict'))).rejects.toThrow()
    expect(await once('pay 5', async (key) => key)).toBe('key3')
  })
})
