import { describe, expect, it } from 'vitest'
import { byDays, periodAddress, periodOf } from './period'

const TODAY = '2026-11-29'

describe('the period of the statistics', () => {
  it('ends with today, which is one of its days', () => {
    expect(periodOf({ period: 'week' }, TODAY)).toEqual({ from: '2026-11-23', to: TODAY })
    expect(periodOf({ period: 'month' }, TODAY)).toEqual({ from: '2026-10-31', to: TODAY })
    expect(periodOf({ period: 'year' }, TODAY)).toEqual({ from: '2025-11-30', to: TODAY })
  })

  it('of one’s own has two days in their order, at most 400 with both', () => {
    expect(periodOf({ period: 'own', from: '2026-01-01' }, TODAY)).toBe('notDays')
    expect(periodOf({ period: 'own', from: '2026-01-02', to: '2026-01-01' }, TODAY)).toBe('backwards')
    expect(periodOf({ period: 'own', from: '2025-01-01', to: '2026-02-05' }, TODAY)).toBe('tooLong')
    expect(periodOf({ period: 'own', from: '2025-01-01', to: '2026-02-04' }, TODAY)).toEqual({
      from: '2025-01-01',
      to: '2026-02-04',
    })
  })

  it('stands in the address, and nonsense there is the usual one', () => {
    expect(periodAddress.queryFrom({ period: 'month' })).toEqual({})
    expect(periodAddress.searchFrom({})).toEqual({ period: 'month' })
    expect(periodAddress.searchFrom({ period: 'decade', from: '2026-02-30' })).toEqual({ period: 'month' })
    const own = { period: 'own' as const, from: '2026-01-01', to: '2026-01-31' }
    expect(periodAddress.searchFrom(periodAddress.queryFrom(own))).toEqual(own)
  })

  it('is drawn by days as long as a phone has room for them', () => {
    expect(byDays({ from: '2026-10-30', to: TODAY })).toBe(true)
    expect(byDays({ from: '2026-10-29', to: TODAY })).toBe(false)
  })
})
