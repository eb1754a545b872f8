import fc from 'fast-check'
import { expect, it } from 'vitest'
import { returnPath } from './returnPath'

it('goes back to the page that was wanted', () => {
  expect(returnPath('/tasks/12?x=1#notes')).toBe('/tasks/12?x=1#notes')
  expect(returnPath(undefined)).toBe('/')
  expect(returnPath('/sign-in?next=/sign-in')).toBe('/')
})

it('bug 41: never leaves the site', () => {
  for (const trap of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/.//evil.example',
  ]) {
    expect(returnPath(trap), trap).toBe('/')
  }
  fc.assert(
    fc.property(fc.string(), (tail) => {
      expect(new URL(returnPath(`/${tail}`), 'https://ours.example').origin).toBe('https://ours.example')
    }),
  )
})
