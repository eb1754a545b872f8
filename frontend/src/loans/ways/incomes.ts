import type { HolidayCheckInput } from '@/platform/api/model'
import { readMoney } from '@/platform/money'
import { type LoanDraftError, moneyError, normalAmount } from '../loanDraft'

export interface Incomes {
  average: string
  last: string
  before: string
}

export type IncomeField = keyof Incomes

/** A month in which nothing was earned is no mistake; a year without income has nothing to fall from. */
const isNothing = (text: string) => {
  const read = readMoney(text)
  return 'error' in read && read.error === 'zero'
}

/** Of what is typed so far: an empty field is no mistake yet. */
export function incomeError(field: IncomeField, text: string): LoanDraftError | undefined {
  if (!text.trim() || (field !== 'average' && isNothing(text))) return undefined
  return moneyError(text)
}

/** What can be asked, or nothing as long as a field is empty or wrong. */
export function questionOf(incomes: Incomes): HolidayCheckInput | undefined {
  const fields = ['average', 'last', 'before'] as const
  if (fields.some((field) => !incomes[field].trim() || incomeError(field, incomes[field]))) return undefined
  const sum = (text: string) => (isNothing(text) ? '0.00' : normalAmount(text))
  return { averageIncome: sum(incomes.average), lastMonths: [sum(incomes.last), sum(incomes.before)] }
}
