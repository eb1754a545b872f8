import { describe, expect, it } from 'vitest'
import type { LoanOwed } from '@/platform/api/model'
import { endsAtCeiling, growthOf, reached } from './growth'

const owed = (of: { total?: string; costOfDay?: string; room?: string | null; short?: boolean }): LoanOwed => ({
  on: '2027-03-12',
  total: of.total ?? '11500.00',
  principal: '10000.00',
  interest: '1500.00',
  penalty: '0.00',
  costOfDay: of.costOfDay ?? '0.00',
  ceiling:
    of.room === null
      ? null
      : {
          most: '1500.00',
          wholeContract: '11500.00',
          accrued: '1500.00',
          room: of.room ?? '0.00',
          reachedOn: '2027-03-12',
          told: false,
        },
  caveats: of.short ? [{ kind: 'delayOfShortLoanNotCounted', percent: null, sum: null }] : [],
  ruleIds: [],
  checkedOn: null,
})

describe('a reckoned debt', () => {
  it('grows no more at the law’s ceiling', () => {
    expect(growthOf(owed({}))).toBe('stands')
    expect(growthOf(owed({ room: '700.00' }))).toBe('idle')
    expect(growthOf(owed({ room: null }))).toBe('idle')
    expect(growthOf(owed({ costOfDay: '80.00', room: '700.00' }))).toBe('grows')
    expect(growthOf(owed({ total: '0.00' }))).toBe('nothing')
    expect(reached(owed({ room: '0.01' }))).toBe(false)
    expect(reached(owed({ room: null }))).toBe(false)
  })

  it('of a short loan, whose delay nobody has confirmed, is never said to grow no more', () => {
    for (const room of ['0.00', '700.00', null]) {
      const short = owed({ room, short: true })
      expect(growthOf(short)).toBe('uncertain')
      expect(endsAtCeiling(short)).toBe(false)
    }
    expect(growthOf(owed({ costOfDay: '100.00', room: '100.00', short: true }))).toBe('grows')
    expect(growthOf(owed({ total: '0.00', short: true }))).toBe('nothing')
    expect(endsAtCeiling(owed({}))).toBe(true)
  })
})
