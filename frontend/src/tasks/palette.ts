/**
 * Colours offered for categories, each with the name it is called by: each is seen on both grounds, and they are told apart by
 * the common colour blindnesses.
 */
export const COLOR_NAMES = {
  '#0072b2': 'blue',
  '#d55e00': 'vermilion',
  '#009e73': 'green',
  '#cc79a7': 'pink',
  '#e69f00': 'orange',
  '#56b4e9': 'sky',
  '#8c6d31': 'brown',
  '#7b61ff': 'violet',
  '#d62839': 'red',
  '#5f6b76': 'grey',
} as const

export const PALETTE = Object.keys(COLOR_NAMES) as [keyof typeof COLOR_NAMES, ...(keyof typeof COLOR_NAMES)[]]

/** The first colour that is not taken, so that new categories look different without anybody choosing. */
export function freeColor(taken: Iterable<string>): string {
  const used = new Set(taken)
  return PALETTE.find((color) => !used.has(color)) ?? PALETTE[used.size % PALETTE.length] ?? PALETTE[0]
}

export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text)
