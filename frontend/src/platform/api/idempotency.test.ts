import { expect, it } from 'vitest'
import { idempotencyKeys } from './idempotency'

it('asks for the same thing under the same key, and for another thing under another', () => {
  let count = 0
  const keyFor = idempotencyKeys(() => `key${++count}`)
  expect(keyFor({ title: 'Позвонить' })).toBe('key1')
  expect(keyFor({ title: 'Позвонить' })).toBe('key1')
  expect(keyFor({ title: 'Написать' })).toBe('key2')
})
