import type { Loan } from '@/platform/api/model'
import { amountOf, editableMoney, minorUnitsOf } from '@/platform/money'
import type { LoanDraft } from './loanDraft'

/** What a lender's message says of a loan that is not there yet. Sums are as the API gives them. */
export interface HandedLoan {
  orgName: string
  dueDate: string
  amountBorrowed: string
  amountDue: string
}

/** What it says of the next payment of one. @see takePayment */
export interface HandedPayment {
  installmentId: number | null
  dueDate: string | null
  /** What is left to pay by then. */
  amount: string | null
}

/** Of a new loan, as the form holds it. */
export function handedLoan(locale: string): Partial<LoanDraft> {
  const handed = window.history.state?.loan as HandedLoan | undefined
  if (!handed) return {}
  const { orgName, dueDate, amountBorrowed, amountDue } = handed
  const sum = (amount: string) => (amount ? editableMoney(amount, locale) : '')
  return { orgName, dueDate, amountBorrowed: sum(amountBorrowed), amountDue: sum(amountDue) }
}

/** Puts it into the form, once: who comes back by «Back» has seen it. @returns whether there was something */
export function takePayment(draft: LoanDraft, loan: Loan, locale: string): boolean {
  const handed = window.history.state?.nextPayment as HandedPayment | undefined
  if (!handed) return false
  window.history.replaceState({ ...window.history.state, nextPayment: undefined }, '')
  const { installmentId, dueDate, amount } = handed
  // What was paid of it is a part of it, and the message tells what is left.
  const whole = (paid: string) =>
    amount === null ? undefined : editableMoney(amountOf(minorUnitsOf(amount) + minorUnitsOf(paid)), locale)
  if (installmentId === null) {
    if (draft.installments.length) return false
    draft.dueDate = dueDate ?? draft.dueDate
    draft.amountDue = whole(loan.paidTotal) ?? draft.amountDue
    return true
  }
  const row = draft.installments.find(({ id }) => id === installmentId)
  const paid = loan.installments?.find(({ id }) => id === installmentId)?.paidAmount
  if (!row || paid === undefined) return false
  row.dueDate = dueDate ?? row.dueDate
  row.amount = whole(paid) ?? row.amount
  return true
}
