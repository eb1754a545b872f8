/** One column: its parts from the ground up, as numbers and as they are read. */
export interface Column {
  key: string
  /** Under the column, where there is room. */
  short: string
  /** In the table, and for who points at the column. */
  name: string
  values: number[]
  /** The cells of its line in the table, after its name. */
  cells: string[]
}

/** Heights of the parts in hundredths of the tallest column. What there is any of is at least a line. */
export function heightsOf(columns: readonly Pick<Column, 'values'>[]): number[][] {
  const tallest = Math.max(0, ...columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0)))
  return columns.map(({ values }) =>
    values.map((value) => (value === 0 ? 0 : Math.max(2, Math.round((value / tallest) * 1000) / 10))),
  )
}

/** Which columns say under them what they are: so many that no two touch, the first always. */
export function labelled(count: number, most: number): (at: number) => boolean {
  const step = Math.max(1, Math.ceil(count / most))
  return (at) => at % step === 0
}

/** The widths of lying bars in hundredths of the longest. */
export function widthsOf(values: readonly number[]): number[] {
  return heightsOf(values.map((value) => ({ values: [value] }))).map(([width = 0]) => width)
}
