import type { PayoffChoice, PayoffOrder, PayoffPlanInput, PayoffStanding } from '@/platform/api/model'
import { addMonths, type Day, isDay } from '@/platform/dates/dates'
import { editableMoney, minorUnitsOf } from '@/platform/money'
import { readPercent } from '../contractDraft'
import { type LoanDraftError, moneyError, normalAmount } from '../loanDraft'

/** What a plan is made from, as it is typed. */
export interface PayoffDraft {
  budget: string
  firstOn: string
  extra: string
  feeFixed: string
  feePercent: string
}

export const emptyPayoff = (today: Day): PayoffDraft => ({
  budget: '',
  firstOn: today,
  extra: '',
  feeFixed: '',
  feePercent: '',
})

const OPTIONAL = ['extra', 'feeFixed'] as const

/** By the names that the server gives its own. */
export function errorsOf(draft: PayoffDraft, today: Day): Partial<Record<string, LoanDraftError | 'firstOnWrong'>> {
  const errors: Partial<Record<string, LoanDraftError | 'firstOnWrong'>> = {
    monthlyBudget: moneyError(draft.budget),
  }
  if (!isDay(draft.firstOn)) errors.firstOn = draft.firstOn ? 'dateWrong' : 'dateMissing'
  else if (draft.firstOn < today || draft.firstOn > addMonths(today, 1)) errors.firstOn = 'firstOnWrong'
  for (const field of OPTIONAL) {
    // Nothing is as good as an empty field here.
    if (draft[field].trim() && moneyError(draft[field]) !== 'money.zero') errors[field] = moneyError(draft[field])
  }
  if (draft.feePercent.trim()) {
    const read = readPercent(draft.feePercent, 2, 100)
    if ('error' in read) errors.feePercent = read.error
  }
  return Object.fromEntries(Object.entries(errors).filter(([, name]) => name))
}

/** @param draft without errors; @param byHand the ids of the person's own order, once there is one */
export function inputOf(draft: PayoffDraft, order: PayoffOrder, byHand: number[] | undefined): PayoffPlanInput {
  const percent = readPercent(draft.feePercent, 2, 100)
  const sum = (field: (typeof OPTIONAL)[number]) =>
    draft[field].trim() && !moneyError(draft[field]) ? normalAmount(draft[field]) : undefined
  return {
    monthlyBudget: normalAmount(draft.budget),
    order,
    firstOn: draft.firstOn,
    extra: sum('extra'),
    feeFixed: sum('feeFixed'),
    feePercent: 'percent' in percent ? percent.percent : undefined,
    loanIds: byHand,
  }
}

/** One step up (-1) or down (1); as it was where there is no place. */
export function moved(ids: readonly number[], at: number, by: -1 | 1): number[] {
  const to = at + by
  const all = [...ids]
  const one = all[at]
  const other = all[to]
  if (one === undefined || other === undefined) return all
  all[at] = other
  all[to] = one
  return all
}

/** A plan that was chosen before, from today on: the money that is there is what is left of it. */
export const goesOn = (choice: PayoffChoice, standing: PayoffStanding): PayoffPlanInput => ({
  ...choice,
  firstOn: standing.nextBudgetOn,
  extra: standing.onHand,
})

export function typedAs(input: PayoffPlanInput, locale: string): PayoffDraft {
  const sum = (amount: string | null | undefined) =>
    amount && minorUnitsOf(amount) > 0n ? editableMoney(amount, locale) : ''
  return {
    budget: sum(input.monthlyBudget),
    firstOn: input.firstOn ?? '',
    extra: sum(input.extra),
    feeFixed: sum(input.feeFixed),
    feePercent: input.feePercent ? String(input.feePercent).replace('.', locale.startsWith('ru') ? ',' : '.') : '',
  }
}
