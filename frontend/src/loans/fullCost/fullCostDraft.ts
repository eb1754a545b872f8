import type { FullCostInput, Loan } from '@/platform/api/model'
import { type Day, isDay } from '@/platform/dates/dates'
import { editableMoney } from '@/platform/money'
import { readPercent } from '../contractDraft'
import { dateError, type LoanDraftError, moneyError, normalAmount } from '../loanDraft'

export interface PaymentDraft {
  key: string
  date: string
  amount: string
}

export interface FullCostDraft {
  receivedOn: string
  amount: string
  withheld: string
  contractPercent: string
  payments: PaymentDraft[]
}

type Named = LoanDraftError | 'percentWrong' | 'percentPrecise' | 'percentMuch'

/** As the contract promises it: what was paid is of no meaning here. */
export function draftOf(loan: Loan | undefined, today: Day, locale: string): FullCostDraft {
  const sum = (amount: string) => editableMoney(amount, locale)
  const plan = loan?.installments?.length
    ? loan.installments.map(({ dueDate, amount }) => ({ date: dueDate, amount: sum(amount) }))
    : [
        {
          date: loan?.dueDate ?? '',
          // Without a schedule the sum to return is the only payment that is known.
          amount: loan?.amountDue ? sum(loan.amountDue) : '',
        },
      ]
  return {
    receivedOn: loan?.contract?.receivedOn ?? loan?.loanDate ?? today,
    amount: loan ? sum(loan.amountBorrowed) : '',
    withheld: '',
    contractPercent:
      loan?.contract?.fullCost?.toLocaleString(locale, { maximumFractionDigits: 3, useGrouping: false }) ?? '',
    payments: plan.map((payment, at) => ({ key: String(at), ...payment })),
  }
}

/** By the names that the server gives its own. */
export function errorsOf(draft: FullCostDraft): Partial<Record<string, Named>> {
  const errors: Partial<Record<string, Named>> = {
    receivedOn: dateError(draft.receivedOn),
    amount: moneyError(draft.amount),
    withheld: draft.withheld.trim() ? moneyError(draft.withheld) : undefined,
  }
  if (draft.contractPercent.trim()) {
    const read = readPercent(draft.contractPercent, 3, 10_000)
    if ('error' in read) errors.contractPercent = read.error
  }
  draft.payments.forEach(({ date, amount }, at) => {
    errors[`payments[${at}].date`] = dateError(date, isDay(draft.receivedOn) ? draft.receivedOn : '')
    errors[`payments[${at}].amount`] = moneyError(amount)
  })
  return Object.fromEntries(Object.entries(errors).filter(([, name]) => name))
}

/** @param draft without errors */
export function inputOf(draft: FullCostDraft): FullCostInput {
  const percent = readPercent(draft.contractPercent, 3, 10_000)
  return {
    receivedOn: draft.receivedOn,
    amount: normalAmount(draft.amount),
    withheld: draft.withheld.trim() ? normalAmount(draft.withheld) : undefined,
    payments: draft.payments.map(({ date, amount }) => ({ date, amount: normalAmount(amount) })),
    contractPercent: 'percent' in percent ? percent.percent : undefined,
  }
}
