import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heightsOf, labelled, widthsOf } from './charts'

const columns = (...values: number[][]) => values.map((one) => ({ values: one }))

describe('the scale of a chart', () => {
  it('draws each part as a share of the tallest column', () => {
    expect(heightsOf(columns([2, 2], [1, 0], [0, 0]))).toEqual([
      [50, 50],
      [25, 0],
      [0, 0],
    ])
    expect(widthsOf([3, 12, 0])).toEqual([25, 100, 0])
  })

  it('draws nothing where there is nothing at all, and a line where there is little', () => {
    expect(heightsOf(columns([0], [0]))).toEqual([[0], [0]])
    expect(heightsOf([])).toEqual([])
    expect(heightsOf(columns([1], [10_000]))).toEqual([[2], [100]])
  })

  it('keeps every order and sticks out nowhere but by its lines', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(5_000), { minLength: 3, maxLength: 3 }), { minLength: 1 }), (values) => {
        const heights = heightsOf(columns(...values))
        values.forEach((one, at) => {
          one.forEach((value, part) => {
            expect((heights[at]?.[part] ?? 0) > 0).toBe(value > 0)
          })
          expect((heights[at] ?? []).reduce((sum, height) => sum + height, 0)).toBeLessThanOrEqual(104.2)
        })
        const firsts = values.map(([first = 0], at) => [first, heights[at]?.[0] ?? 0] as const)
        for (const [value, height] of firsts)
          for (const [other, otherHeight] of firsts) if (value < other) expect(height).toBeLessThanOrEqual(otherHeight)
      }),
    )
  })

  it('labels so many columns as there is room for', () => {
    const shown = (count: number, most: number) =>
      Array.from({ length: count }, (_, at) => at).filter(labelled(count, most))
    expect(shown(7, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(shown(30, 6)).toEqual([0, 5, 10, 15, 20, 25])
    expect(shown(24, 8)).toEqual([0, 3, 6, 9, 12, 15, 18, 21])
    for (let count = 1; count <= 60; count++) expect(shown(count, 6).length).toBeLessThanOrEqual(6)
  })
})
