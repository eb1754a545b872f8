import { expect, it } from 'vitest'
import { beginsLikeZip } from './send'

it('what is no ZIP file is known by its beginning, before it is sent anywhere', () => {
  expect(beginsLikeZip(new Uint8Array([0x50, 0x4b, 3, 4, 20]))).toBe(true)
  expect(beginsLikeZip(new Uint8Array([0x50, 0x4b, 5, 6]))).toBe(true)
  expect(beginsLikeZip(new TextEncoder().encode('PK: a text'))).toBe(false)
  expect(beginsLikeZip(new Uint8Array([0x50, 0x4b]))).toBe(false)
  expect(beginsLikeZip(new Uint8Array())).toBe(false)
})
