import type { MinorUnits } from '@/platform/money'

/** What is offered beside the whole payment: whole kopeks, never more than the part, and nothing that would be no sum. */
export function partsOf(sum: MinorUnits) {
  return (
    [
      { sign: '½', name: 'half', amount: sum / 2n },
      { sign: '¼', name: 'quarter', amount: sum / 4n },
    ] as const
  ).filter(({ amount }) => amount > 0n)
}
