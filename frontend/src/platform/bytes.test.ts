import { expect, it } from 'vitest'
import { showBytes } from './bytes'

const plain = (text: string) => text.replace(/\s/g, ' ')

it('says a size as people do', () => {
  expect(plain(showBytes(0, 'ru'))).toBe('0 байт')
  expect(plain(showBytes(900, 'ru'))).toBe('900 байт')
  expect(plain(showBytes(1536, 'ru'))).toBe('1,5 кБ')
  expect(plain(showBytes(64 * 1024 * 1024, 'ru'))).toBe('64 МБ')
  expect(plain(showBytes(3.26 * 1024 ** 3, 'en-GB'))).toBe('3.3 GB')
})

it('never writes a thousand and more of a unit that has a bigger one', () => {
  expect(plain(showBytes(1024 * 1024 - 1, 'ru'))).toBe('1 МБ')
  expect(plain(showBytes(1023, 'ru'))).toMatch(/^1 023 байта?$|^1023 байта?$/)
})
