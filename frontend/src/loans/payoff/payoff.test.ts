import { describe, expect, it } from 'vitest'
import type { PayoffChoice, PayoffComparison, PayoffStanding } from '@/platform/api/model'
import { linesOf } from './course'
import { emptyPayoff, errorsOf, goesOn, inputOf, moved, typedAs } from './payoffDraft'

const TODAY = '2026-11-30'

describe('what a plan is made from', () => {
  it('is a budget, and nothing else has to be said', () => {
    const draft = { ...emptyPayoff(TODAY), budget: '15 000' }
    expect(errorsOf(draft, TODAY)).toEqual({})
    expect(inputOf(draft, 'marginal', undefined)).toEqual({
      monthlyBudget: '15000.00',
      order: 'marginal',
      firstOn: TODAY,
      extra: undefined,
      feeFixed: undefined,
      feePercent: undefined,
      loanIds: undefined,
    })
    expect(errorsOf(emptyPayoff(TODAY), TODAY)).toEqual({ monthlyBudget: 'money.missing' })
  })

  it('goes on from one that is followed with the money that is left of it', () => {
    const choice: PayoffChoice = {
      monthlyBudget: '15000.00',
      order: 'manual',
      firstOn: '2026-09-05',
      extra: '700.00',
      loanIds: [3, 1],
      feeFixed: '0.00',
      feePercent: 1.5,
    }
    const standing = { nextBudgetOn: '2026-12-05', onHand: '1200.50' } as PayoffStanding
    const next = goesOn(choice, standing)
    expect(next).toEqual({ ...choice, firstOn: '2026-12-05', extra: '1200.50' })
    const draft = typedAs(next, 'ru')
    expect(errorsOf(draft, TODAY)).toEqual({})
    expect(inputOf(draft, 'manual', [3, 1])).toEqual({ ...next, feeFixed: undefined })
  })

  it('takes a sum of nothing for an empty field, and refuses what nobody can mean', () => {
    const draft = { ...emptyPayoff(TODAY), budget: '1', extra: '0', feeFixed: 'много', feePercent: '101' }
    expect(errorsOf(draft, TODAY)).toEqual({ feeFixed: 'money.wrong', feePercent: 'percentMuch' })
    expect(inputOf(draft, 'size', undefined).extra).toBeUndefined()
  })

  it.each([
    ['2026-11-30', undefined],
    ['2026-12-30', undefined],
    ['2026-11-29', 'firstOnWrong'],
    ['2026-12-31', 'firstOnWrong'],
    ['завтра-послезавтра', 'dateWrong'],
    ['', 'dateMissing'],
  ])('takes money that comes first on %s: %s', (firstOn, error) => {
    expect(errorsOf({ ...emptyPayoff(TODAY), budget: '1', firstOn }, TODAY).firstOn).toBe(error)
  })

  it('moves one loan by one place, and none beyond the ends', () => {
    expect(moved([1, 2, 3], 2, -1)).toEqual([1, 3, 2])
    expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3])
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3])
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3])
  })
})

describe('the chart of what is left', () => {
  const of = (order: PayoffComparison['order'], ...course: [string, string][]) =>
    ({ order, course: course.map(([date, left]) => ({ date, left })) }) as PayoffComparison

  it('steps down on the days of payments, all orders by one measure', () => {
    expect(
      linesOf([
        of('rate', ['2026-11-30', '1000.00'], ['2026-12-05', '500.00'], ['2026-12-10', '0.00']),
        of('size', ['2026-11-30', '1000.00'], ['2026-12-05', '0.00']),
      ]),
    ).toEqual([
      { order: 'rate', points: '0,0 500,0 500,500 1000,500 1000,1000' },
      { order: 'size', points: '0,0 500,0 500,1000' },
    ])
  })

  it('is empty without loans, and no line of nothing divides by it', () => {
    expect(linesOf([])).toEqual([])
    expect(linesOf([of('rate', ['2026-11-30', '0.00'])])).toEqual([{ order: 'rate', points: '0,1000' }])
  })
})
