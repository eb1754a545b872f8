import { expect, it } from 'vitest'
import { partsOf } from './parts'

const sums = (whole: bigint) => partsOf(whole).map(({ sum }) => sum)

it('offers a payment, its half and its quarter in whole roubles', () => {
  expect(sums(500_000n)).toEqual([500_000n, 250_000n, 125_000n])
  expect(sums(505_655n)).toEqual([505_655n, 252_800n, 126_400n])
})

it('offers no part of what is too small to be parted', () => {
  expect(sums(99n)).toEqual([99n])
  expect(sums(250n)).toEqual([250n, 100n])
})
