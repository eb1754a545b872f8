import type { LocationQuery } from 'vue-router'

export const LOAN_STATUSES = ['open', 'urgent', 'overdue', 'paid', 'all'] as const
export type LoanStatus = (typeof LOAN_STATUSES)[number]
export const LOAN_SORTS = ['next', 'org', 'debt'] as const
export type LoanSort = (typeof LOAN_SORTS)[number]

export type LoanSearch = {
  status: LoanStatus
  sort: LoanSort
  q?: string
}

/** The list's filters live in the address: they survive a reload, and Back goes back. */
export function searchFrom(query: LocationQuery): LoanSearch {
  const one = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const q = one('q').trim().slice(0, 200)
  return {
    status: LOAN_STATUSES.find((status) => status === one('status')) ?? 'open',
    sort: LOAN_SORTS.find((sort) => sort === one('sort')) ?? 'next',
    ...(q ? { q } : {}),
  }
}

export function queryFrom(search: LoanSearch): Record<string, string> {
  return {
    ...(search.status === 'open' ? {} : { status: search.status }),
    ...(search.q ? { q: search.q } : {}),
    ...(search.sort === 'next' ? {} : { sort: search.sort }),
  }
}
