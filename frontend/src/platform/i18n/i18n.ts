import { ref, shallowReactive } from 'vue'
import type { Language } from '@/platform/api/model'
import { put, type Texts, textAt, type Values } from './message'

const KEY = 'language'

/** The language of this device until the account's is known: what was chosen here last, else the browser's, else Russian. */
export function deviceLanguage(): Language {
  const stored = localStorage.getItem(KEY)
  if (stored === 'ru' || stored === 'en') return stored
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2))
  return preferred.find((tag): tag is Language => tag === 'ru' || tag === 'en') ?? 'ru'
}

const locale = ref<Language>('ru')
/** By language, then by group: whoever shows a text is drawn anew when its group arrives or is replaced. */
const texts: Record<Language, Texts> = { ru: shallowReactive({}) as Texts, en: shallowReactive({}) as Texts }

/**
 * A text in the language on screen, a key's own name when there is none.
 * @param values what its braces name; a number instead of them is `n`
 * @param count which of its forms is meant, when the values have no `n`
 */
function t(key: string, values?: Values | number, count?: number): string {
  const text = textAt(texts[locale.value], key)
  return typeof text === 'string' ? put(text, locale.value, values, count) : key
}

/** Whether there is such a text. */
const te = (key: string): boolean => typeof textAt(texts[locale.value], key) === 'string'

/** All texts of a group as they are written. */
const tm = (key: string): Texts => textAt(texts[locale.value], key) as Texts

export const i18n = { global: { t, te, tm, locale } }

export const useI18n = () => i18n.global

/** Brings texts in one language; once it has, it does nothing. */
type Load = (language: Language) => Promise<void>

/** What speaking another language must bring, too: whatever was shown may be on screen. */
const shown = new Set<Load>()

/**
 * Texts of pages that not everybody opens: they are not part of the first load but come with the page, see {@link page}.
 * The types make a text that only one language has an error. Their groups must be no others' (a test looks).
 */
export function lazyTexts<T extends object>(sources: {
  ru: () => Promise<{ ru: T }>
  en: () => Promise<{ en: NoInfer<T> }>
}): Load {
  const there = new Set<Language>()
  return async (language) => {
    if (there.has(language)) return
    Object.assign(texts[language], language === 'ru' ? (await sources.ru()).ru : (await sources.en()).en)
    there.add(language)
  }
}

/** The texts that every page has at hand. */
const everyPage = lazyTexts({ ru: () => import('./ru'), en: () => import('./en') })
shown.add(everyPage)

/** A page of the router that comes when it is opened, with its texts. */
export function page<P>(component: () => Promise<P>, ...texts: Load[]): () => Promise<P> {
  return async () => {
    for (const load of texts) shown.add(load)
    const [arrived] = await Promise.all([component(), ...texts.map((load) => load(locale.value))])
    return arrived
  }
}

/** Nothing is drawn before the first of these: until then the language may be said, and pages bring the right texts. */
export function willSpeak(language: Language): void {
  locale.value = language
  document.documentElement.lang = language
}

export async function speak(language: Language): Promise<void> {
  await Promise.all([...shown].map((load) => load(language)))
  willSpeak(language)
  localStorage.setItem(KEY, language)
}
