import type { MonthOfPayments } from '@/platform/api/model'
import { minorUnitsOf } from '@/platform/money'

export interface Bar {
  month: string
  /** Parts of the tallest bar, 0–1: what is drawn, never what is counted with. */
  paid: number
  left: number
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
