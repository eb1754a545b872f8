import { useQuery } from '@pinia/colada'
import { fetchLoans, loanKeys } from '@/loans/queries'
import type { LoanSearch } from '@/loans/search'
import { answer, api } from '@/platform/api/client'
import type { LenderMessageDraft } from '@/platform/api/model'

/** Of a message, in characters as people count them. */
export const LONGEST = 2000

export const draftOfMessage = (text: string, loanId: number | null): Promise<LenderMessageDraft> =>
  answer(api.POST('/api/v1/lender-messages/draft', { body: { text, loanId } }))

const MOST = 200
const OPEN: LoanSearch = { status: 'open', q: '', sort: 'org' }

/** The open loans by name, for who knows better which one it is. */
export const useOpenLoans = () =>
  useQuery({
    key: [...loanKeys.all, 'open-by-name'],
    query: ({ signal }) => fetchLoans(OPEN, null, signal, MOST),
  })
