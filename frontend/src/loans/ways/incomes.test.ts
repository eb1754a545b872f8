import { describe, expect, it } from 'vitest'
import { incomeError, questionOf } from './incomes'

describe('the question about credit holidays', () => {
  it('is asked as soon as all three incomes can be read', () => {
    expect(questionOf({ average: '50 000', last: '34 000', before: '' })).toBeUndefined()
    expect(questionOf({ average: '50 000', last: '34 000', before: 'нет' })).toBeUndefined()
    expect(questionOf({ average: '50 000', last: '34 000,50', before: '35000' })).toEqual({
      averageIncome: '50000.00',
      lastMonths: ['34000.50', '35000.00'],
    })
  })

  it('takes a month without income, and no year without one', () => {
    expect(questionOf({ average: '50000', last: '0', before: '0' })?.lastMonths).toEqual(['0.00', '0.00'])
    expect(incomeError('last', '0')).toBeUndefined()
    expect(incomeError('average', '0')).toBe('money.zero')
    expect(questionOf({ average: '0', last: '1', before: '1' })).toBeUndefined()
  })

  it('finds no mistake in what is not typed yet', () => {
    expect(incomeError('average', ' ')).toBeUndefined()
    expect(incomeError('before', '-5')).toBe('money.wrong')
  })
})
