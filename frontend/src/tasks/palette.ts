/** Colours offered for categories: each is seen on both grounds, and they are told apart by the common colour blindnesses. */
export const PALETTE = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#8c6d31',
  '#7b61ff',
  '#d62839',
  '#5f6b76',
] as const

/** The first colour that is not taken, so that new categories look different without anybody choosing. */
export function freeColor(taken: Iterable<string>): string {
  const used = new Set(taken)
  return PALETTE.find((color) => !used.has(color)) ?? PALETTE[used.size % PALETTE.length] ?? PALETTE[0]
}

export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text)
