import { describe, expect, it } from 'vitest'
import { barsOf, worthShowing } from './chart'

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

  it('leaves out empty months at its ends, and never the present one', () => {
    const months = [
      month('2026-08', '0.00', '0.00', '0.00'),
      month('2026-09', '5.00', '0.00', '5.00'),
      month('2026-10', '0.00', '0.00', '0.00'),
      month('2026-11', '0.00', '0.00', '0.00'),
      month('2026-12', '0.00', '0.00', '0.00'),
    ]
    expect(worthShowing(months, '2026-11').map((one) => one.month)).toEqual(['2026-09', '2026-10', '2026-11'])
  })
})
