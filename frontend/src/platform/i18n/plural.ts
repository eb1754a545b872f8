/**
 * Which of a message's forms fits a number. Russian messages hold three forms (1 задача | 2 задачи | 5 задач), English
 * ones two; a form before them, when there is one more, is for zero.
 */
export function russianForm(count: number, forms: number): number {
  return pick('ru', ['one', 'few', 'many'], count, forms)
}

export function englishForm(count: number, forms: number): number {
  return pick('en', ['one', 'other'], count, forms)
}

const rules: Record<string, Intl.PluralRules> = {}

function pick(language: string, order: Intl.LDMLPluralRule[], count: number, forms: number): number {
  const hasZero = forms > order.length
  if (hasZero && count === 0) return 0
  rules[language] ??= new Intl.PluralRules(language)
  const form = order.indexOf(rules[language].select(Math.abs(count)))
  // Fractions («1,5 часа») take the genitive singular, which Russian shares with «few».
  const found = form >= 0 ? form : 1
  return Math.min(found + (hasZero ? 1 : 0), forms - 1)
}
