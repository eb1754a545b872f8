import { describe, expect, it } from 'vitest'
import { contractDraftFrom, contractErrors, contractFrom, emptyContract, isFilled, readPercent } from './contractDraft'
import { emptyDraft, rebase, sameField } from './loanDraft'

const TAKEN = '2026-05-11'
const draft = (parts: Partial<ReturnType<typeof emptyContract>>) => ({ ...emptyContract(), ...parts })

describe('a rate as it is typed', () => {
  it('is read with a comma, a point and its sign, to the fourth decimal', () => {
    for (const text of ['0,8', '0.8', '0,80', ' 0,8 % ', '0.8000%'])
      expect(readPercent(text, 4, 10)).toEqual({ percent: 0.8 })
    expect(readPercent('0,7999', 4, 10)).toEqual({ percent: 0.7999 })
  })

  it('is refused with a reason', () => {
    for (const text of ['', 'x', '-1', '1e1', '0,8 в день', '%'])
      expect(readPercent(text, 4, 10)).toEqual({ error: 'percentWrong' })
    expect(readPercent('0,79999', 4, 10)).toEqual({ error: 'percentPrecise' })
    expect(readPercent('292', 4, 10)).toEqual({ error: 'percentMuch' })
  })
})

describe('a contract', () => {
  it('that says nothing is sent as an empty one, which takes none away from nobody', () => {
    expect(contractFrom(emptyContract())).toEqual({})
    expect(contractFrom(contractDraftFrom(null, 'ru'))).toEqual({})
    expect(isFilled(draft({ contractNumber: '  ' }))).toBe(false)
    expect(isFilled(draft({ shortLoan: false }))).toBe(true)
  })

  it('comes back as it came', () => {
    const whole = {
      number: 'А-118',
      dailyRate: 0.7999,
      fullCost: 291.996,
      servicesPaid: '1500.50',
      lenderKind: 'microcredit',
      promoRate: 0,
      promoLostOnDay: 4,
      penaltyKind: 'daily',
      penaltyRate: 0.1,
      shortLoan: true,
      collateral: false,
      receivedOn: '2026-05-12',
    } as const
    expect(contractFrom(contractDraftFrom(whole, 'ru'))).toEqual(whole)
    expect(contractFrom(contractDraftFrom(whole, 'en-GB'))).toEqual(whole)
    expect(contractDraftFrom(whole, 'ru').dailyRate).toBe('0,7999')
  })

  it('says at its field what contradicts itself', () => {
    expect(contractErrors(draft({ dailyRate: '0,8' }), TAKEN)).toEqual({})
    expect(contractErrors(draft({ promoRate: '0' }), TAKEN)).toEqual({ 'contract.promoLostOnDay': 'promoDayMissing' })
    expect(contractErrors(draft({ promoLostOnDay: '4' }), TAKEN)).toEqual({ 'contract.promoRate': 'promoRateMissing' })
    expect(contractErrors(draft({ dailyRate: '0,5', promoRate: '0,8', promoLostOnDay: '4' }), TAKEN)).toEqual({
      'contract.promoRate': 'promoAbove',
    })
    expect(contractErrors(draft({ promoRate: '0', promoLostOnDay: '0' }), TAKEN)).toEqual({
      'contract.promoLostOnDay': 'promoDayWrong',
    })
    expect(contractErrors(draft({ penaltyRate: '20' }), TAKEN)).toEqual({
      'contract.penaltyKind': 'penaltyKindMissing',
    })
    expect(contractErrors(draft({ receivedOn: '2026-05-10' }), TAKEN)).toEqual({
      'contract.receivedOn': 'receivedBeforeLoan',
    })
    expect(contractErrors(draft({ dailyRate: 'много' }), TAKEN)).toEqual({ 'contract.dailyRate': 'percentWrong' })
  })
})

describe('two who change the contract at once', () => {
  const base = { ...emptyDraft(TAKEN), dailyRate: '0,8' }

  it('keep what each has written', () => {
    const merged = rebase({ ...base, fullCost: '292' }, base, { ...base, contractNumber: 'А-118' })
    expect(merged.conflicts).toEqual([])
    expect(merged.draft).toMatchObject({ dailyRate: '0,8', fullCost: '292', contractNumber: 'А-118' })
  })

  it('choose where both wrote another rate, and not where it is the same one', () => {
    expect(rebase({ ...base, dailyRate: '0,7' }, base, { ...base, dailyRate: '0,6' }).conflicts).toEqual(['dailyRate'])
    expect(rebase({ ...base, dailyRate: '0,70 %' }, base, { ...base, dailyRate: '0,7' }).conflicts).toEqual([])
    expect(sameField('dailyRate', base, { ...base, dailyRate: '0.80' })).toBe(true)
  })
})
