import type { Loan, LoanContract } from '@/platform/api/model'
import { isDay } from '@/platform/dates/dates'
import { amountOf, editableMoney, readMoney } from '@/platform/money'

/** The contract as the form holds it: per cent and sums as typed. Names are those of the whole form, so that each field merges by itself. */
export interface ContractDraft {
  contractNumber: string
  dailyRate: string
  fullCost: string
  servicesPaid: string
  lenderKind: NonNullable<LoanContract['lenderKind']> | ''
  promoRate: string
  promoLostOnDay: string
  penaltyKind: NonNullable<LoanContract['penaltyKind']> | ''
  penaltyRate: string
  /** Nothing: not said. */
  shortLoan: boolean | null
  collateral: boolean | null
  receivedOn: string
}

export const LENDER_KINDS = ['microcredit', 'microfinance', 'bank', 'cooperative', 'pawnshop', 'person'] as const
export const PENALTY_KINDS = ['yearly', 'daily', 'none'] as const

export const emptyContract = (): ContractDraft => ({
  contractNumber: '',
  dailyRate: '',
  fullCost: '',
  servicesPaid: '',
  lenderKind: '',
  promoRate: '',
  promoLostOnDay: '',
  penaltyKind: '',
  penaltyRate: '',
  shortLoan: null,
  collateral: null,
  receivedOn: '',
})

export const CONTRACT_FIELDS = Object.keys(emptyContract()) as (keyof ContractDraft)[]

/** Its name in the API, where it is a part of its own. */
export const contractPath = (field: keyof ContractDraft) =>
  `contract.${field === 'contractNumber' ? 'number' : field}` as const

/** «0,8»: with the language's decimal point. */
const editablePercent = (percent: number | null | undefined, locale: string): string =>
  percent == null ? '' : String(percent).replace('.', locale.startsWith('ru') ? ',' : '.')

export function contractDraftFrom(contract: Loan['contract'], locale: string): ContractDraft {
  if (!contract) return emptyContract()
  return {
    contractNumber: contract.number ?? '',
    dailyRate: editablePercent(contract.dailyRate, locale),
    fullCost: editablePercent(contract.fullCost, locale),
    servicesPaid: contract.servicesPaid ? editableMoney(contract.servicesPaid, locale) : '',
    lenderKind: contract.lenderKind ?? '',
    promoRate: editablePercent(contract.promoRate, locale),
    promoLostOnDay: contract.promoLostOnDay == null ? '' : String(contract.promoLostOnDay),
    penaltyKind: contract.penaltyKind ?? '',
    penaltyRate: editablePercent(contract.penaltyRate, locale),
    shortLoan: contract.shortLoan ?? null,
    collateral: contract.collateral ?? null,
    receivedOn: contract.receivedOn ?? '',
  }
}

/** Whether anything at all is said. */
export const isFilled = (draft: ContractDraft): boolean =>
  CONTRACT_FIELDS.some((field) => {
    const value = draft[field]
    return typeof value === 'string' ? value.trim() !== '' : value !== null
  })

export type PercentError = 'percentWrong' | 'percentPrecise' | 'percentMuch'

/** «0,8 %» is 0.8. @param decimals at most; @param most that the API takes */
export function readPercent(
  text: string,
  decimals: number,
  most: number,
): { percent: number } | { error: PercentError } {
  const bare = text.trim().replace(/\s*%$/, '')
  const parts = /^(\d{1,6})(?:[.,](\d*))?$/.exec(bare)
  if (!parts) return { error: 'percentWrong' }
  const [, whole = '', fraction = ''] = parts
  const plain = fraction.replace(/0+$/, '')
  if (plain.length > decimals) return { error: 'percentPrecise' }
  const percent = Number(`${whole}.${plain || '0'}`)
  return percent > most ? { error: 'percentMuch' } : { percent }
}

type PercentField = 'dailyRate' | 'fullCost' | 'promoRate' | 'penaltyRate'

/** Decimals and the most that the API takes. */
const LIMITS: Record<PercentField, [decimals: number, most: number]> = {
  dailyRate: [4, 10],
  fullCost: [3, 10_000],
  promoRate: [4, 10],
  penaltyRate: [4, 1000],
}

const percentOf = (field: PercentField, draft: ContractDraft): number | null => {
  if (!draft[field].trim()) return null
  const read = readPercent(draft[field], ...LIMITS[field])
  return 'percent' in read ? read.percent : null
}

/** A field as it is compared: «0,80» and «0.8 %» are the same rate. */
export function comparableContract(field: keyof ContractDraft, draft: ContractDraft): string {
  if (field === 'servicesPaid') {
    const read = readMoney(draft.servicesPaid)
    return 'minorUnits' in read ? amountOf(read.minorUnits) : draft.servicesPaid.trim()
  }
  if (field in LIMITS) {
    const percent = percentOf(field as PercentField, draft)
    return percent === null ? (draft[field as PercentField] as string).trim() : String(percent)
  }
  const value = draft[field]
  return typeof value === 'string' ? value.trim() : JSON.stringify(value)
}

/** What is sent: the whole contract, an empty one when nothing of it is said. Only for a draft without errors. */
export function contractFrom(draft: ContractDraft): LoanContract {
  if (!isFilled(draft)) return {}
  const services = readMoney(draft.servicesPaid)
  return {
    number: draft.contractNumber.trim() || null,
    dailyRate: percentOf('dailyRate', draft),
    fullCost: percentOf('fullCost', draft),
    servicesPaid: 'minorUnits' in services ? amountOf(services.minorUnits) : null,
    lenderKind: draft.lenderKind || null,
    promoRate: percentOf('promoRate', draft),
    promoLostOnDay: draft.promoLostOnDay.trim() ? Number(draft.promoLostOnDay) : null,
    penaltyKind: draft.penaltyKind || null,
    penaltyRate: percentOf('penaltyRate', draft),
    shortLoan: draft.shortLoan,
    collateral: draft.collateral,
    receivedOn: draft.receivedOn || null,
  }
}

export type ContractError =
  | PercentError
  | 'numberLong'
  | 'promoDayWrong'
  | 'promoDayMissing'
  | 'promoRateMissing'
  | 'promoAbove'
  | 'penaltyKindMissing'
  | 'receivedBeforeLoan'

/** What can be said before asking the server, by the API's path. Days and sums are looked at by the form's own rules. */
export function contractErrors(draft: ContractDraft, loanDate: string): Partial<Record<string, ContractError>> {
  const errors: Partial<Record<string, ContractError>> = {}
  for (const field of Object.keys(LIMITS) as PercentField[]) {
    if (!draft[field].trim()) continue
    const read = readPercent(draft[field], ...LIMITS[field])
    if ('error' in read) errors[contractPath(field)] = read.error
  }
  if ([...draft.contractNumber.trim()].length > 100) errors['contract.number'] = 'numberLong'
  const day = draft.promoLostOnDay.trim()
  if (day && !(/^\d{1,3}$/.test(day) && Number(day) >= 1 && Number(day) <= 365)) {
    errors['contract.promoLostOnDay'] = 'promoDayWrong'
  } else if (draft.promoRate.trim() && !day) errors['contract.promoLostOnDay'] = 'promoDayMissing'
  const [usual, promo] = [percentOf('dailyRate', draft), percentOf('promoRate', draft)]
  if (day && !draft.promoRate.trim()) errors['contract.promoRate'] = 'promoRateMissing'
  else if (usual !== null && promo !== null && promo > usual) errors['contract.promoRate'] = 'promoAbove'
  if (draft.penaltyRate.trim() && (!draft.penaltyKind || draft.penaltyKind === 'none')) {
    errors['contract.penaltyKind'] = 'penaltyKindMissing'
  }
  if (isDay(draft.receivedOn) && isDay(loanDate) && draft.receivedOn < loanDate) {
    errors['contract.receivedOn'] = 'receivedBeforeLoan'
  }
  return errors
}
