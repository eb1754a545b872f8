import { describe, expect, it } from 'vitest'
import type { Loan } from '@/platform/api/model'
import { draftOf, errorsOf, inputOf } from './fullCostDraft'

const loan = (part: Partial<Loan>) =>
  ({
    loanDate: '2026-05-11',
    amountBorrowed: '10000.00',
    dueDate: null,
    amountDue: null,
    installments: [],
    ...part,
  }) as Loan

describe('what the full cost is worked out from', () => {
  it('comes from the loan: its schedule, and the figure of its contract', () => {
    const draft = draftOf(
      loan({
        installments: [{ dueDate: '2026-06-10', amount: '12400.00' }] as Loan['installments'],
        contract: { receivedOn: '2026-05-12', fullCost: 292.5 } as Loan['contract'],
      }),
      '2026-11-30',
      'ru',
    )
    expect(draft).toMatchObject({ receivedOn: '2026-05-12', contractPercent: '292,5' })
    expect(errorsOf(draft)).toEqual({})
    expect(inputOf(draft)).toEqual({
      receivedOn: '2026-05-12',
      amount: '10000.00',
      withheld: undefined,
      payments: [{ date: '2026-06-10', amount: '12400.00' }],
      contractPercent: 292.5,
    })
  })

  it('without a schedule is the one return, and what is not known is asked for', () => {
    const draft = draftOf(loan({ dueDate: '2026-06-10', amountDue: '12400.00' }), '2026-11-30', 'ru')
    expect(inputOf(draft).payments).toEqual([{ date: '2026-06-10', amount: '12400.00' }])
    expect(Object.keys(errorsOf(draftOf(undefined, '2026-11-30', 'ru')))).toEqual([
      'amount',
      'payments[0].date',
      'payments[0].amount',
    ])
  })

  it('refuses a payment before the money came, and a per cent that nobody can mean', () => {
    const draft = draftOf(loan({ dueDate: '2026-05-10', amountDue: '12400.00' }), '2026-11-30', 'ru')
    draft.contractPercent = 'много'
    expect(Object.keys(errorsOf(draft))).toEqual(['contractPercent', 'payments[0].date'])
  })
})
