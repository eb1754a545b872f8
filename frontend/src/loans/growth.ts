import type { LoanOwed } from '@/platform/api/model'
import { minorUnitsOf } from '@/platform/money'

/** How a reckoned debt goes on: by the kind of words that may be said of it. */
export type Growth =
  /** It costs something each day. */
  | 'grows'
  /** Nothing is left of it. */
  | 'nothing'
  /** It is at the law's ceiling and grows no more. */
  | 'stands'
  /** Nothing comes to it on the next day. */
  | 'idle'
  /** Nothing that is reckoned comes to it; what a delay adds nobody has confirmed. */
  | 'uncertain'

export const reached = (owed: LoanOwed): boolean => owed.ceiling !== null && minorUnitsOf(owed.ceiling.room) === 0n

/** Whether it may be said that it grows no more at its ceiling: not where what a delay costs is left out. */
export const endsAtCeiling = (owed: LoanOwed): boolean =>
  !owed.caveats.some(({ kind }) => kind === 'delayOfShortLoanNotCounted')

export function growthOf(owed: LoanOwed): Growth {
  if (minorUnitsOf(owed.costOfDay) > 0n) return 'grows'
  if (minorUnitsOf(owed.total) === 0n) return 'nothing'
  if (!endsAtCeiling(owed)) return 'uncertain'
  return reached(owed) ? 'stands' : 'idle'
}
