import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOAN_SORTS, LOAN_STATUSES, type LoanSearch, loanAddress } from './search'

const { queryFrom, searchFrom } = loanAddress

describe('the address of a list of loans', () => {
  it('says no more than differs from the usual', () => {
    expect(queryFrom({ status: 'open', sort: 'next' })).toEqual({})
    expect(queryFrom({ status: 'overdue', sort: 'debt', q: 'банк' })).toEqual({
      status: 'overdue',
      sort: 'debt',
      q: 'банк',
    })
  })

  it('brings back the same search', () => {
    const search = fc.record({
      status: fc.constantFrom(...LOAN_STATUSES),
      sort: fc.constantFrom(...LOAN_SORTS),
      q: fc.option(fc.constantFrom('банк', 'О’Банк', '100%'), { nil: undefined }),
    })
    fc.assert(
      fc.property(search, (wanted) => {
        expect(searchFrom(queryFrom(wanted as LoanSearch))).toEqual(JSON.parse(JSON.stringify(wanted)))
      }),
    )
  })

  it('takes what it does not know for the usual', () => {
    expect(searchFrom({ status: 'x', sort: ['y', 'org'], q: '   ' })).toEqual({ status: 'open', sort: 'next' })
  })
})
