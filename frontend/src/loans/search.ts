import { addressOf, oneOf, words } from '@/platform/listing/address'

export const LOAN_STATUSES = ['open', 'urgent', 'overdue', 'paid', 'all'] as const
export type LoanStatus = (typeof LOAN_STATUSES)[number]
export const LOAN_SORTS = ['next', 'org', 'debt'] as const
export type LoanSort = (typeof LOAN_SORTS)[number]

export type LoanSearch = {
  status: LoanStatus
  sort: LoanSort
  q?: string
}

export const loanAddress = addressOf<LoanSearch>({
  status: oneOf(LOAN_STATUSES, 'open'),
  q: words,
  sort: oneOf(LOAN_SORTS, 'next'),
})
