import type { Installment, Loan, LoanInput } from '@/platform/api/model'
import { isDay } from '@/platform/dates/dates'
import type { DraftRules } from '@/platform/editing/editing'
import {
  amountOf,
  editableMoney,
  type MinorUnits,
  type MoneyError,
  minorUnitsOf,
  readMoney,
  sumOf,
} from '@/platform/money'
import {
  CONTRACT_FIELDS,
  type ContractDraft,
  type ContractError,
  comparableContract,
  contractDraftFrom,
  contractErrors,
  contractFrom,
  emptyContract,
} from './contractDraft'
import { cabinetLink, fullAddress } from './website'

/** A loan as the form holds it. Sums are as typed: a field may hold anything meanwhile. */
export interface LoanDraft extends ContractDraft {
  orgName: string
  website: string
  loanDate: string
  /** Only meant where there is no schedule. */
  dueDate: string
  amountBorrowed: string
  /** Only meant where there is no schedule. */
  amountDue: string
  riskyOrg: boolean
  notes: string
  paymentMethods: string
  /** Nothing while the account's usual one is not known yet; what is not said means that one, too. */
  reminderTemplateId: number | null | undefined
  installments: InstallmentDraft[]
}

export interface InstallmentDraft {
  /** Absent until it is saved. Keeping it keeps the payments. */
  id?: number
  /** Tells rows apart while they have no id. */
  key: string
  dueDate: string
  amount: string
}

export const emptyDraft = (today: string): LoanDraft => ({
  orgName: '',
  website: '',
  loanDate: today,
  dueDate: '',
  amountBorrowed: '',
  amountDue: '',
  riskyOrg: false,
  notes: '',
  paymentMethods: '',
  reminderTemplateId: null,
  ...emptyContract(),
  installments: [],
})

/** @param locale whose decimal point the fields show */
export const draftFrom =
  (locale: string) =>
  (loan: Loan): LoanDraft => ({
    orgName: loan.orgName,
    website: loan.website,
    loanDate: loan.loanDate,
    dueDate: loan.dueDate ?? '',
    amountBorrowed: editableMoney(loan.amountBorrowed, locale),
    amountDue: loan.amountDue === null ? '' : editableMoney(loan.amountDue, locale),
    riskyOrg: loan.riskyOrg,
    notes: loan.notes,
    paymentMethods: loan.paymentMethods,
    reminderTemplateId: loan.reminderTemplateId,
    ...contractDraftFrom(loan.contract, locale),
    installments: [...(loan.installments ?? [])]
      .sort((a, b) => a.dueDate.localeCompare(b.dueDate) || a.id - b.id)
      .map(({ id, dueDate, amount }) => ({ id, key: `i${id}`, dueDate, amount: editableMoney(amount, locale) })),
  })

/** What is sent: sums normalised. Only for a draft without errors. */
export function inputFrom(draft: LoanDraft): LoanInput {
  return {
    orgName: draft.orgName.trim(),
    website: fullAddress(draft.website),
    loanDate: draft.loanDate,
    dueDate: draft.dueDate || null,
    amountBorrowed: normalAmount(draft.amountBorrowed),
    amountDue: draft.amountDue.trim() ? normalAmount(draft.amountDue) : null,
    riskyOrg: draft.riskyOrg,
    notes: draft.notes,
    paymentMethods: draft.paymentMethods,
    reminderTemplateId: draft.reminderTemplateId,
    installments: draft.installments.map(({ id, dueDate, amount }) => ({
      ...(id === undefined ? {} : { id }),
      dueDate,
      amount: normalAmount(amount),
    })),
    contract: contractFrom(draft),
  }
}

/** «5 056,00» and «5056» are the same sum; what is no sum stays as it was typed. */
export function normalAmount(text: string): string {
  const read = readMoney(text)
  return 'minorUnits' in read ? amountOf(read.minorUnits) : text.trim()
}

export type LoanDraftError =
  | 'orgMissing'
  | 'orgLong'
  | 'siteWrong'
  | 'siteLong'
  | 'dateMissing'
  | 'dateWrong'
  | 'dateRange'
  | 'beforeLoan'
  | 'notesLong'
  | 'methodsLong'
  | 'installmentsMany'
  | ContractError
  | `money.${MoneyError}`

/** What can be said before asking the server; it has the last word. Keys are paths of the request. */
export function errorsOf(draft: LoanDraft): Partial<Record<string, LoanDraftError>> {
  const errors: Partial<Record<string, LoanDraftError>> = {}
  const put = (field: string, error: LoanDraftError | undefined) => {
    if (error) errors[field] = error
  }
  // The API counts characters as people do; `length` counts an emoji twice.
  const longer = (text: string, most: number) => [...text.trim()].length > most

  if (!draft.orgName.trim()) errors.orgName = 'orgMissing'
  else if (longer(draft.orgName, 200)) errors.orgName = 'orgLong'
  if (draft.website.trim() && !cabinetLink(draft.website)) errors.website = 'siteWrong'
  else if (longer(draft.website, 2000)) errors.website = 'siteLong'
  if (longer(draft.notes, 10_000)) errors.notes = 'notesLong'
  if (longer(draft.paymentMethods, 2000)) errors.paymentMethods = 'methodsLong'
  put('loanDate', dateError(draft.loanDate))
  if (draft.dueDate) put('dueDate', dateError(draft.dueDate, draft.loanDate))
  put('amountBorrowed', moneyError(draft.amountBorrowed))
  if (draft.amountDue.trim()) put('amountDue', moneyError(draft.amountDue))
  Object.assign(errors, contractErrors(draft, draft.loanDate))
  if (draft.receivedOn) put('contract.receivedOn', dateError(draft.receivedOn))
  if (draft.servicesPaid.trim()) put('contract.servicesPaid', moneyError(draft.servicesPaid))
  if (draft.installments.length > 366) errors.installments = 'installmentsMany'
  draft.installments.forEach(({ dueDate, amount }, at) => {
    put(`installments[${at}].dueDate`, dateError(dueDate, draft.loanDate))
    put(`installments[${at}].amount`, moneyError(amount))
  })
  return errors
}

/** @param notBefore a day that is known to be wrong itself says nothing about others */
export function dateError(day: string, notBefore = ''): LoanDraftError | undefined {
  if (!day) return 'dateMissing'
  if (!isDay(day)) return 'dateWrong'
  if (day < '1900-01-01' || day > '2200-12-31') return 'dateRange'
  return isDay(notBefore) && day < notBefore ? 'beforeLoan' : undefined
}

export function moneyError(text: string): LoanDraftError | undefined {
  const read = readMoney(text)
  return 'error' in read ? `money.${read.error}` : undefined
}

/** What is to be returned by the form as it stands (L4), or nothing while a sum in it can't be read. */
export function plannedOf(draft: LoanDraft): MinorUnits | undefined {
  const sums = draft.installments.length
    ? draft.installments.map((one) => one.amount)
    : [draft.amountDue.trim() ? draft.amountDue : draft.amountBorrowed]
  const read = sums.map(readMoney)
  return read.every((one) => 'minorUnits' in one) ? sumOf(read.map((one) => one.minorUnits)) : undefined
}

/** What is still to be paid of an instalment. */
export const remainingOf = (installment: Installment): MinorUnits =>
  minorUnitsOf(installment.amount) - minorUnitsOf(installment.paidAmount)

const comparableInstallment = ({ id, dueDate, amount }: InstallmentDraft) => [id ?? 0, dueDate, normalAmount(amount)]

function comparable(field: keyof LoanDraft, draft: LoanDraft): string {
  switch (field) {
    case 'installments':
      return JSON.stringify(draft.installments.map(comparableInstallment))
    case 'amountBorrowed':
    case 'amountDue':
      return normalAmount(draft[field])
    case 'website':
      return fullAddress(draft.website)
    default:
      return isOfContract(field) ? comparableContract(field, draft) : JSON.stringify(draft[field])
  }
}

export const isOfContract = (field: keyof LoanDraft): field is keyof ContractDraft =>
  (CONTRACT_FIELDS as string[]).includes(field)

export const LOAN_FIELDS = Object.keys(emptyDraft('')) as (keyof LoanDraft)[]

export const sameField = (field: keyof LoanDraft, a: LoanDraft, b: LoanDraft): boolean =>
  comparable(field, a) === comparable(field, b)

export const sameDraft = (a: LoanDraft, b: LoanDraft): boolean => LOAN_FIELDS.every((field) => sameField(field, a, b))

/**
 * The loan changed elsewhere while it was edited here. As with tasks: what was not touched takes the new value, what
 * was written stays, and where both changed the same, a person chooses. The schedule is compared payment by payment, so
 * that somebody's new date in one row does not question my new sum in another.
 */
export function rebase(
  mine: LoanDraft,
  base: LoanDraft,
  theirs: LoanDraft,
): { draft: LoanDraft; conflicts: (keyof LoanDraft)[] } {
  const draft = { ...theirs }
  const conflicts: (keyof LoanDraft)[] = []
  for (const field of LOAN_FIELDS) {
    if (sameField(field, mine, base)) continue
    if (field === 'installments') {
      const schedule = rebaseSchedule(mine.installments, base.installments, theirs.installments)
      draft.installments = schedule.rows
      if (schedule.conflict) conflicts.push(field)
      continue
    }
    takeField(draft, mine, field)
    if (!sameField(field, theirs, base) && !sameField(field, theirs, mine)) conflicts.push(field)
  }
  return { draft, conflicts }
}

function takeField<F extends keyof LoanDraft>(into: LoanDraft, from: LoanDraft, field: F): void {
  into[field] = from[field]
}

const sameInstallment = (a: InstallmentDraft | undefined, b: InstallmentDraft | undefined): boolean =>
  a === b || (!!a && !!b && JSON.stringify(comparableInstallment(a)) === JSON.stringify(comparableInstallment(b)))

type Saved = InstallmentDraft & { id: number }
const isSaved = (row: InstallmentDraft): row is Saved => row.id !== undefined
const byId = (rows: InstallmentDraft[]) => new Map(rows.filter(isSaved).map((row) => [row.id, row]))

function rebaseSchedule(
  mine: InstallmentDraft[],
  base: InstallmentDraft[],
  theirs: InstallmentDraft[],
): { rows: InstallmentDraft[]; conflict: boolean } {
  // Rows that were new when they were sent have got their ids meanwhile.
  const free = new Set(theirs.filter((row) => isSaved(row) && !byId(base).has(row.id)))
  const ids = new Map<string, number | undefined>()
  for (const sent of base.filter((row) => !isSaved(row))) {
    const saved = [...free].find((row) => sameInstallment({ ...row, id: undefined }, sent))
    if (!saved) continue
    free.delete(saved)
    ids.set(sent.key, saved.id)
  }
  const identified = (row: InstallmentDraft) => (ids.has(row.key) ? { ...row, id: ids.get(row.key) } : row)
  const [ours, before, now] = [byId(mine.map(identified)), byId(base.map(identified)), byId(theirs)]
  let conflict = false

  /** Absent means removed. */
  function settled(id: number): InstallmentDraft | undefined {
    const [my, was, is] = [ours.get(id), before.get(id), now.get(id)]
    if (sameInstallment(my, was)) return is
    if (!sameInstallment(is, was) && !sameInstallment(is, my)) conflict = true
    // What they removed and I changed is unknown to the server by its old id: it goes back as a new row.
    return my && !is ? { key: my.key, dueDate: my.dueDate, amount: my.amount } : my
  }

  const rows = mine.map(identified).flatMap((row) => (isSaved(row) ? (settled(row.id) ?? []) : [row]))
  for (const row of theirs.filter(isSaved)) if (!ours.has(row.id)) rows.push(...[settled(row.id) ?? []].flat())
  return { rows, conflict }
}

/** @param locale whose decimal point the fields show */
export const loanRules = (locale: string): DraftRules<Loan, LoanDraft> => ({
  kind: 'loan',
  draftFrom: draftFrom(locale),
  sameDraft,
  sameField,
  rebase,
})
