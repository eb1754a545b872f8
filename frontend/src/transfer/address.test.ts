import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isAddress, withoutPassword, withPassword } from './address'

it('an address is taken as hosters write it', () => {
  expect(isAddress('postgresql://me@db.example:5432/notes')).toBe(true)
  expect(isAddress('jdbc:postgresql://me:secret@db.example/notes?sslmode=require')).toBe(true)
  expect(isAddress(' postgres://me@127.0.0.1/notes ')).toBe(true)
  for (const wrong of [
    '',
    'db.example',
    'mysql://me@db/notes',
    'postgresql://db.example/notes',
    'postgresql://me@db',
  ]) {
    expect(isAddress(wrong), wrong).toBe(false)
  }
})

it('a password that was pasted with the address is moved out of it', () => {
  expect(withoutPassword('postgresql://me:s%40cret@db.example:5432/notes')).toEqual({
    address: 'postgresql://me@db.example:5432/notes',
    password: 's@cret',
  })
  expect(withoutPassword('postgresql://me:100%@db/notes')?.password).toBe('100%')
  expect(withoutPassword('postgresql://me:a@b@db/notes')?.password).toBe('a@b')
  expect(withoutPassword('postgresql://me@db.example/notes')).toBeUndefined()
})

it('whatever the password is, it comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), (password) => {
      const whole = withPassword('postgresql://me@db.example:5432/notes?sslmode=require', password)
      expect(withoutPassword(whole)).toEqual({
        address: 'postgresql://me@db.example:5432/notes?sslmode=require',
        password,
      })
    }),
  )
})

it('without a password the address stays as it is', () => {
  expect(withPassword(' postgresql://me@db/notes ', '')).toBe('postgresql://me@db/notes')
})
