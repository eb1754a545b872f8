import type { PayoffComparison } from '@/platform/api/model'
import { daysBetween } from '@/platform/dates/dates'
import { minorUnitsOf } from '@/platform/money'

/** A line of a chart: points of a square of 1000 by 1000, the origin above on the left. */
export interface Line {
  order: PayoffComparison['order']
  points: string
}

const SIDE = 1000

/** What is left stands still between two days on which something is paid, and so the line has steps. */
export function linesOf(comparisons: readonly PayoffComparison[]): Line[] {
  const all = comparisons.flatMap(({ course }) => course)
  const first = all[0]
  if (!first) return []
  const days = Math.max(1, ...all.map(({ date }) => daysBetween(first.date, date)))
  const most = all.reduce((highest, { left }) => (minorUnitsOf(left) > highest ? minorUnitsOf(left) : highest), 1n)
  const across = (date: string) => Math.round((daysBetween(first.date, date) / days) * SIDE)
  const down = (left: string) => SIDE - Number((minorUnitsOf(left) * BigInt(SIDE)) / most)
  return comparisons.map(({ order, course }) => ({
    order,
    points: course
      .flatMap(({ date, left }, at) => {
        const before = course[at - 1]
        return [...(before ? [`${across(date)},${down(before.left)}`] : []), `${across(date)},${down(left)}`]
      })
      .join(' '),
  }))
}
