import type { Language } from '@/platform/api/model'
import { englishForm, russianForm } from './plural'

export type Values = Record<string, unknown>
export type Texts = { [key: string]: string | Texts }

const VALUE = /\{(?:(\w+)|'([^']*)')\}/
const FORM = { ru: russianForm, en: englishForm }
const read = new Map<string, string[][]>()

export function textAt(texts: Texts, key: string): string | Texts | undefined {
  let found: string | Texts | undefined = texts
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return found
}

/**
 * Puts values into a text: forms of a number between bars, values in braces, and signs in quotes such as `{'@'}`. It is what
 * our texts use of vue-i18n's format, and a test compares the two over all of them.
 */
export function put(text: string, language: Language, values: Values | number = {}, count?: number): string {
  let forms = read.get(text)
  if (!forms) {
    forms = text.split(' | ').map((form) => form.split(VALUE))
    read.set(text, forms)
  }
  const number = typeof values === 'number' ? values : count
  const named: Values = typeof values === 'number' ? {} : values
  const counted = [named.count, named.n, number].find((one) => typeof one === 'number') ?? 1
  const form = forms.length > 1 ? FORM[language](counted as number, forms.length) : 0
  // Text, name and sign take turns; of name and sign one is missing.
  return (forms[form] as string[])
    .map((part = '', at) => {
      if (at % 3 !== 1 || !part) return part
      return String(named[part] ?? (part === 'n' || part === 'count' ? (number ?? '') : ''))
    })
    .join('')
}
