/** Neighbours on a keyboard: what was typed in the wrong layout is found all the same. */
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.".split('')
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю'.split('')
const OTHER_LAYOUT = new Map([
  ...LATIN.map((key, at): [string, string] => [key, CYRILLIC[at] ?? '']),
  ...CYRILLIC.map((key, at): [string, string] => [key, LATIN[at] ?? '']),
])

export const inOtherLayout = (text: string): string =>
  [...text.toLowerCase()].map((letter) => OTHER_LAYOUT.get(letter) ?? letter).join('')

/** Small letters, ё as е, and nothing but words. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/**
 * How well the words of a name answer what was typed: each typed word must begin a word of the name or of what it is also
 * known as. 0: not at all; 3: its name begins so, 2: somewhere in its name, 1: by another word for it.
 */
export function rank(name: string, alsoKnownAs: string, typed: string): number {
  return Math.max(rankOf(name, alsoKnownAs, typed), rankOf(name, alsoKnownAs, inOtherLayout(typed)))
}

function rankOf(name: string, alsoKnownAs: string, typed: string): number {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return 0
  const own = wordsOf(name)
  const begins = (among: string[]) => wanted.every((word) => among.some((one) => one.startsWith(word)))
  if (begins(own)) return own[0]?.startsWith(wanted[0] ?? '') ? 3 : 2
  return begins([...own, ...wordsOf(alsoKnownAs)]) ? 1 : 0
}

/** Those that answer, the best first; all of them, as they stand, while nothing is typed. */
export function answering<T extends { label: string; alsoKnownAs?: string }>(
  commands: readonly T[],
  typed: string,
): T[] {
  if (!typed.trim()) return [...commands]
  return commands
    .map((command) => ({ command, rank: rank(command.label, command.alsoKnownAs ?? '', typed) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ command }) => command)
}
