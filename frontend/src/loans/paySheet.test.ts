import { expect, it } from 'vitest'
import { partsOf } from './paySheet'

const sums = (sum: bigint) => partsOf(sum).map(({ amount }) => amount)

it('offers a half and a quarter in whole kopeks, and no part that is nothing', () => {
  expect(sums(505_650n)).toEqual([252_825n, 126_412n])
  expect(sums(3n)).toEqual([1n])
  expect(sums(1n)).toEqual([])
})
