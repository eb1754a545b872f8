import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addressOf, idOf, oneOf, words } from './address'

const FILTERS = ['open', 'done', 'all'] as const
type Search = { filter: (typeof FILTERS)[number]; q?: string; category?: number }
const { searchFrom, queryFrom } = addressOf<Search>({ filter: oneOf(FILTERS, 'open'), q: words, category: idOf })

it('an address holds the whole search', () => {
  const search = fc.record(
    { filter: fc.constantFrom(...FILTERS), q: fc.constantFrom('счёт', 'a & b', '100%'), category: fc.nat(1_000_000) },
    { requiredKeys: ['filter'] },
  )
  fc.assert(
    fc.property(search, (wanted) => {
      expect(searchFrom(queryFrom(wanted))).toEqual(wanted)
    }),
  )
})

it('says no more than differs from the usual', () => {
  expect(queryFrom({ filter: 'open' })).toEqual({})
  expect(queryFrom({ filter: 'done', category: 0 })).toEqual({ filter: 'done', category: '0' })
})

it('takes for the usual whatever was made up, and has no key for what is not said', () => {
  const made = fc.dictionary(
    fc.constantFrom('filter', 'q', 'category', 'x'),
    fc.oneof(fc.string(), fc.array(fc.string())),
  )
  fc.assert(
    fc.property(made, (query) => {
      const search = searchFrom(query)
      expect(FILTERS).toContain(search.filter)
      expect(Object.values(search)).not.toContain(undefined)
      expect(Object.keys(search).filter((key) => !['filter', 'q', 'category'].includes(key))).toEqual([])
    }),
  )
  expect(searchFrom({ filter: ['done', 'all'], category: '1e3', q: '  ' })).toEqual({ filter: 'done' })
})
