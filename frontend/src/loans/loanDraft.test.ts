import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Loan } from '@/platform/api/model'
import { amountOf, minorUnitsOf, sumOf } from '@/platform/money'
import {
  draftFrom,
  emptyDraft,
  errorsOf,
  type InstallmentDraft,
  inputFrom,
  type LoanDraft,
  plannedOf,
  rebase,
  remainingOf,
  sameDraft,
} from './loanDraft'
import { cabinetLink } from './website'

const TODAY = '2026-11-21'
const silent = { workingDay: null, nextMessageAt: null, nextMessageReason: 'noReminders' } as const

const loan: Loan = {
  id: 5,
  version: 2,
  orgName: 'МаниМен',
  website: 'https://moneyman.example/lk',
  loanDate: '2026-10-01',
  dueDate: '2027-01-01',
  amountBorrowed: '10000.00',
  amountDue: '15168.50',
  riskyOrg: true,
  notes: 'Заметка',
  paymentMethods: 'Карта, 1 %',
  reminderTemplateId: 3,
  contract: { number: 'А-118', dailyRate: 0.8, promoRate: 0.5, promoLostOnDay: 4, shortLoan: false },
  owed: null,
  notReckoned: null,
  status: 'open',
  debt: '10112.50',
  paidTotal: '5056.00',
  plannedTotal: '15168.50',
  nextPayment: { installmentId: 12, dueDate: '2026-12-01', amount: '5056.00', daysLeft: 10, workingDay: null },
  urgency: 'none',
  ...silent,
  createdAt: '2026-10-01T09:00:00Z',
  updatedAt: '2026-10-01T09:00:00Z',
  installments: [
    {
      ...silent,
      id: 12,
      dueDate: '2026-12-01',
      amount: '5056.00',
      paid: false,
      paidAmount: '0.00',
      paidDate: null,
      workingDay: null,
    },
    {
      ...silent,
      id: 11,
      dueDate: '2026-11-01',
      amount: '5056.00',
      paid: true,
      paidAmount: '5056.00',
      paidDate: '2026-11-01',
      workingDay: null,
    },
    {
      ...silent,
      id: 13,
      dueDate: '2027-01-01',
      amount: '5056.50',
      paid: false,
      paidAmount: '2000.00',
      paidDate: null,
      workingDay: null,
    },
  ],
}
const opened = draftFrom('ru')(loan)
const filled = { ...emptyDraft(TODAY), orgName: 'Банк', amountBorrowed: '10 000' }

describe('a loan opened in the form', () => {
  it('is sent back as it came when nothing was touched, in the order of its dates', () => {
    expect(inputFrom(opened)).toEqual({
      orgName: 'МаниМен',
      website: 'https://moneyman.example/lk',
      loanDate: '2026-10-01',
      dueDate: '2027-01-01',
      amountBorrowed: '10000.00',
      amountDue: '15168.50',
      riskyOrg: true,
      notes: 'Заметка',
      paymentMethods: 'Карта, 1 %',
      reminderTemplateId: 3,
      installments: [
        { id: 11, dueDate: '2026-11-01', amount: '5056.00' },
        { id: 12, dueDate: '2026-12-01', amount: '5056.00' },
        { id: 13, dueDate: '2027-01-01', amount: '5056.50' },
      ],
      contract: {
        number: 'А-118',
        dailyRate: 0.8,
        fullCost: null,
        servicesPaid: null,
        lenderKind: null,
        promoRate: 0.5,
        promoLostOnDay: 4,
        penaltyKind: null,
        penaltyRate: null,
        shortLoan: false,
        collateral: null,
        receivedOn: null,
      },
    })
  })

  it('bug 11: a changed date keeps the instalment’s identity, so its payments stay', () => {
    const [first, ...rest] = opened.installments as [InstallmentDraft, ...InstallmentDraft[]]
    const sent = inputFrom({ ...opened, installments: [{ ...first, dueDate: '2026-11-02' }, ...rest] })
    expect(sent.installments?.map((one) => one.id)).toEqual([11, 12, 13])
  })

  it('is not changed by writing the same sum otherwise', () => {
    expect(sameDraft(opened, { ...opened, amountBorrowed: '10 000,00 ₽' })).toBe(true)
    expect(sameDraft(opened, { ...opened, amountBorrowed: '10 000,01' })).toBe(false)
  })

  it('shows sums to be changed with the language’s decimal point', () => {
    expect(opened.amountDue).toBe('15168,50')
    expect(draftFrom('en-GB')(loan).amountDue).toBe('15168.50')
    expect(sameDraft(opened, draftFrom('en-GB')(loan))).toBe(true)
  })
})

describe('what is planned', () => {
  it('is the schedule if there is one, else the sum to return, else what was borrowed (L4, bug 1)', () => {
    const planned = (draft: LoanDraft) => {
      const sum = plannedOf(draft)
      return sum === undefined ? undefined : amountOf(sum)
    }
    expect(planned(opened)).toBe('15168.50')
    expect(planned({ ...opened, installments: [], amountDue: '12 000' })).toBe('12000.00')
    expect(planned({ ...opened, installments: [], amountDue: '' })).toBe('10000.00')
    expect(planned({ ...opened, installments: [], amountDue: 'nan' })).toBeUndefined()
  })

  it('is the sum of the rows to the kopek', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 99_999_999_999_999n }), { minLength: 1 }), (sums) => {
        const installments = sums.map((sum, at) => ({ key: `${at}`, dueDate: TODAY, amount: amountOf(sum) }))
        expect(plannedOf({ ...opened, installments })).toBe(sumOf(sums))
      }),
    )
  })

  it('what is left of an instalment counts its part payments', () => {
    expect((loan.installments ?? []).map((one) => amountOf(remainingOf(one)))).toEqual(['5056.00', '0.00', '3056.50'])
  })
})

describe('what is wrong with a loan', () => {
  it('is said at the field', () => {
    expect(errorsOf(filled)).toEqual({})
    expect(errorsOf(emptyDraft(TODAY))).toEqual({ orgName: 'orgMissing', amountBorrowed: 'money.missing' })
    expect(errorsOf({ ...filled, loanDate: '' })).toEqual({ loanDate: 'dateMissing' })
    expect(errorsOf({ ...filled, dueDate: '2026-11-20' })).toEqual({ dueDate: 'beforeLoan' })
    expect(errorsOf({ ...filled, orgName: 'я'.repeat(201) })).toEqual({ orgName: 'orgLong' })
  })

  it('bug 4: sums that are none are refused', () => {
    for (const [typed, error] of [
      ['nan', 'money.wrong'],
      ['inf', 'money.wrong'],
      ['1e308', 'money.wrong'],
      ['-5', 'money.wrong'],
      ['0.001', 'money.precise'],
      ['123456789012345', 'money.much'],
      ['0', 'money.zero'],
    ])
      expect(errorsOf({ ...filled, amountBorrowed: typed as string }), typed).toEqual({ amountBorrowed: error })
  })

  it('bug 5: an instalment needs a day that exists, not before the loan', () => {
    const row = (dueDate: string) => ({ ...filled, installments: [{ key: 'a', dueDate, amount: '1' }] })
    expect(errorsOf(row(''))).toEqual({ 'installments[0].dueDate': 'dateMissing' })
    expect(errorsOf(row('2027-02-31'))).toEqual({ 'installments[0].dueDate': 'dateWrong' })
    expect(errorsOf(row('2026-11-20'))).toEqual({ 'installments[0].dueDate': 'beforeLoan' })
    expect(errorsOf(row('2201-01-01'))).toEqual({ 'installments[0].dueDate': 'dateRange' })
    expect(errorsOf(row(TODAY))).toEqual({})
  })

  it('counts 366 instalments and no more', () => {
    const rows = (n: number) => Array.from({ length: n }, (_, at) => ({ key: `${at}`, dueDate: TODAY, amount: '1' }))
    expect(errorsOf({ ...filled, installments: rows(366) })).toEqual({})
    expect(errorsOf({ ...filled, installments: rows(367) })).toEqual({ installments: 'installmentsMany' })
  })
})

describe('the cabinet’s address', () => {
  it('bug 43: is opened only when it is one of the web', () => {
    for (const wrong of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'http://',
    ])
      expect(cabinetLink(wrong), wrong).toBeUndefined()
    expect(errorsOf({ ...filled, website: 'javascript:alert(1)' })).toEqual({ website: 'siteWrong' })
  })

  it('may be written without its scheme', () => {
    expect(cabinetLink('moneyman.example/lk')).toBe('https://moneyman.example/lk')
    expect(cabinetLink('moneyman.example:8443/lk')).toBe('https://moneyman.example:8443/lk')
    expect(cabinetLink('http://moneyman.example')).toBe('http://moneyman.example/')
    expect(cabinetLink('')).toBeUndefined()
    expect(inputFrom({ ...filled, website: ' moneyman.example ' }).website).toBe('https://moneyman.example')
    expect(inputFrom({ ...filled, website: '' }).website).toBe('')
  })
})

const rows = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 5 }),
    key: fc.constant('k'),
    dueDate: fc.constantFrom('2026-12-01', '2027-01-01'),
    amount: fc.constantFrom('1', '2', '3'),
  }),
  { selector: (row) => row.id },
)
const drafts = fc.record({
  notes: fc.constantFrom('', 'а', 'б'),
  amountBorrowed: fc.constantFrom('1', '2'),
  installments: rows,
})
const of = (part: Partial<LoanDraft>): LoanDraft => ({ ...filled, ...part })
const plain = (draft: LoanDraft) =>
  draft.installments.map(({ id, dueDate, amount }) => `${id} ${dueDate} ${amount}`).sort()

describe('a loan changed elsewhere while it is edited (bug 11)', () => {
  it('shows the new version where nothing was touched', () => {
    fc.assert(
      fc.property(drafts, drafts, (base, theirs) => {
        const { draft, conflicts } = rebase(of(base), of(base), of(theirs))
        expect(sameDraft(draft, of(theirs))).toBe(true)
        expect(conflicts).toEqual([])
      }),
    )
  })

  it('has no conflict when the server did not change', () => {
    fc.assert(
      fc.property(drafts, drafts, (mine, base) => {
        const { draft, conflicts } = rebase(of(mine), of(base), of(base))
        expect(conflicts).toEqual([])
        expect({ ...draft, installments: [] }).toEqual({ ...of(mine), installments: [] })
        // The server does not know rows with an id it never gave: they are new ones.
        const known = new Set(base.installments.map((row) => row.id))
        const expected = mine.installments.map((row) => (known.has(row.id) ? row : { ...row, id: undefined }))
        expect(plain(draft)).toEqual(plain(of({ installments: expected })))
      }),
    )
  })

  it('never loses a row or a sum that somebody wrote', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (mine, base, theirs) => {
        const { draft, conflicts } = rebase(of(mine), of(base), of(theirs))
        const find = (list: InstallmentDraft[], id: number) => list.find((row) => row.id === id)
        for (let id = 1; id <= 5; id++) {
          const [my, was, is] = [mine, base, theirs].map((one) => find(one.installments, id))
          const touched = my?.amount !== was?.amount || my?.dueDate !== was?.dueDate
          const changed = is?.amount !== was?.amount || is?.dueDate !== was?.dueDate
          const result = find(draft.installments, id)
          if (!touched) expect(result).toEqual(is)
          else if (is) expect(result).toEqual(my)
          if (touched && changed && (my?.amount !== is?.amount || my?.dueDate !== is?.dueDate))
            expect(conflicts).toContain('installments')
        }
      }),
    )
  })

  it('their new date in one row does not question my new sum in another', () => {
    const change = (draft: LoanDraft, at: number, part: Partial<InstallmentDraft>) => ({
      ...draft,
      installments: draft.installments.map((row, index) => (index === at ? { ...row, ...part } : row)),
    })
    const { draft, conflicts } = rebase(
      change(opened, 1, { amount: '6 000' }),
      opened,
      change(opened, 2, { dueDate: '2027-01-05' }),
    )
    expect(conflicts).toEqual([])
    expect(draft.installments.map(({ dueDate, amount }) => [dueDate, amount])).toEqual([
      ['2026-11-01', '5056'],
      ['2026-12-01', '6 000'],
      ['2027-01-05', '5056,50'],
    ])
  })

  it('a new row typed on while it was being saved does not double', () => {
    const sent = {
      ...opened,
      installments: [...opened.installments, { key: 'n', dueDate: '2027-02-01', amount: '100' }],
    }
    const saved = {
      ...opened,
      installments: [...opened.installments, { id: 14, key: 'i14', dueDate: '2027-02-01', amount: '100' }],
    }
    const mine = {
      ...sent,
      installments: sent.installments.map((row) => (row.key === 'n' ? { ...row, amount: '150' } : row)),
    }
    expect(rebase(sent, sent, saved).draft.installments).toEqual(saved.installments)
    const { draft, conflicts } = rebase(mine, sent, saved)
    expect(conflicts).toEqual([])
    expect(plain(draft)).toEqual(
      plain({
        ...saved,
        installments: [...opened.installments, { id: 14, key: '', dueDate: '2027-02-01', amount: '150' }],
      }),
    )
  })

  it('a row they removed and I changed goes back as a new one', () => {
    const mine = {
      ...opened,
      installments: opened.installments.map((row) => (row.id === 13 ? { ...row, amount: '1' } : row)),
    }
    const theirs = { ...opened, installments: opened.installments.filter((row) => row.id !== 13) }
    const { draft, conflicts } = rebase(mine, opened, theirs)
    expect(conflicts).toEqual(['installments'])
    expect(draft.installments.at(-1)).toEqual({ key: 'i13', dueDate: '2027-01-01', amount: '1' })
    expect(minorUnitsOf(inputFrom(draft).installments?.at(-1)?.amount ?? '')).toBe(100n)
  })
})
