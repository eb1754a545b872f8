import { describe, expect, it } from 'vitest'
import { barsOf } from './chart'

const month = (name: string, paid: string, left: string, planned: string) => ({ month: name, paid, left, planned })

describe('the chart of payments', () => {
  it('draws every month as a part of the biggest', () => {
    expect(
      barsOf([
        month('2026-10', '100.00', '0.00', '100.00'),
        month('2026-11', '50.00', '150.00', '200.00'),
        month('2026-12', '0.00', '0.00', '0.00'),
      ]),
    ).toEqual([
      { month: '2026-10', paid: 0.5, left: 0 },
      { month: '2026-11', paid: 0.25, left: 0.75 },
      { month: '2026-12', paid: 0, left: 0 },
    ])
  })

  it('draws nothing where nothing is planned, and bears sums beyond a double', () => {
    expect(barsOf([month('2026-10', '0.00', '0.00', '0.00')])).toEqual([{ month: '2026-10', paid: 0, left: 0 }])
    expect(barsOf([month('2026-10', '0.00', '365999999999996.34', '365999999999996.34')])[0]?.left).toBe(1)
  })
})
