import type { MonthOfPayments } from '@/platform/api/model'
import { minorUnitsOf } from '@/platform/money'

export interface Bar {
  month: string
  /** Parts of the tallest bar, 0–1: what is drawn, never what is counted with. */
  paid: number
  left: number
}

/** From the first month with payments to the last one, the present one always: empty ones at the ends say nothing. */
export function worthShowing(months: readonly MonthOfPayments[], present: string): MonthOfPayments[] {
  const counts = ({ month, planned }: MonthOfPayments) => month === present || minorUnitsOf(planned) > 0n
  return months.slice(months.findIndex(counts), months.findLastIndex(counts) + 1)
}

const PRECISE = 10_000n

/** Heights of the bars. Money turns into a share only here, where a pixel more or less does not matter. */
export function barsOf(months: readonly MonthOfPayments[]): Bar[] {
  const tallest = months.reduce((most, { planned }) => {
    const size = minorUnitsOf(planned)
    return size > most ? size : most
  }, 0n)
  const share = (amount: string) =>
    tallest === 0n ? 0 : Number((minorUnitsOf(amount) * PRECISE) / tallest) / Number(PRECISE)
  return months.map(({ month, paid, left }) => ({ month, paid: share(paid), left: share(left) }))
}
