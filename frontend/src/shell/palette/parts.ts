import type { MinorUnits } from '@/platform/money'

/**
 * A payment, its half and its quarter, in whole roubles where that is not nothing: nobody transfers half a kopek, and a part
 * that is rounded up never exceeds the whole.
 */
export function partsOf(whole: MinorUnits): { name: 'all' | 'half' | 'quarter'; sum: MinorUnits }[] {
  const part = (of: bigint) => {
    const roubles = (whole / of / 100n) * 100n
    return roubles > 0n ? roubles : 0n
  }
  return [
    { name: 'all' as const, sum: whole },
    { name: 'half' as const, sum: part(2n) },
    { name: 'quarter' as const, sum: part(4n) },
  ].filter(({ sum }, at) => sum > 0n && (at === 0 || sum < whole))
}
