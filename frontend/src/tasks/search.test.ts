import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TASK_FILTERS, TASK_SORTS, type TaskSearch } from './queries'
import { taskAddress } from './search'

const { queryFrom, searchFrom } = taskAddress

it('the address holds the whole search', () => {
  const search = fc.record(
    {
      filter: fc.constantFrom(...TASK_FILTERS),
      sort: fc.constantFrom(...TASK_SORTS),
      category: fc.integer({ min: 1, max: 1_000_000 }),
      q: fc.constantFrom('счёт', 'a & b', '100%'),
    },
    { requiredKeys: ['filter', 'sort'] },
  )
  fc.assert(
    fc.property(search, (wanted: TaskSearch) => {
      expect(searchFrom(queryFrom(wanted))).toEqual(wanted)
    }),
  )
})

it('bug 31: an address made up by hand is a plain list, not an error', () => {
  expect(searchFrom({ filter: 'pending', category: 'abc', sort: ['x', 'y'], q: '   ' })).toEqual({
    filter: 'open',
    sort: 'day',
  })
})

it('bug 31: the filter and the category combine', () => {
  expect(searchFrom({ filter: 'today', category: '4' })).toMatchObject({ filter: 'today', category: 4 })
})
