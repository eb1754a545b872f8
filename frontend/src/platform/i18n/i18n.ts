import { createI18n } from 'vue-i18n'
import type { Language } from '@/platform/api/model'
import { compileMessage } from './compileMessage'
import { englishForm, russianForm } from './plural'
import { ru } from './ru'

const KEY = 'language'

/** The language of this device until the account's is known: what was chosen here last, else the browser's, else Russian. */
export function deviceLanguage(): Language {
  const stored = localStorage.getItem(KEY)
  if (stored === 'ru' || stored === 'en') return stored
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2))
  return preferred.find((tag): tag is Language => tag === 'ru' || tag === 'en') ?? 'ru'
}

export const i18n = createI18n({
  legacy: false,
  locale: 'ru',
  fallbackLocale: 'ru',
  messages: { ru } as Record<string, typeof ru>,
  pluralRules: { ru: russianForm, en: englishForm },
  messageCompiler: compileMessage,
})

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
    const texts = language === 'ru' ? (await sources.ru()).ru : (await sources.en()).en
    i18n.global.mergeLocaleMessage(language, texts)
    there.add(language)
  }
}

/** A page of the router that comes when it is opened, with its texts. */
export function page<P>(component: () => Promise<P>, ...texts: Load[]): () => Promise<P> {
  return async () => {
    for (const load of texts) shown.add(load)
    const [arrived] = await Promise.all([
      component(),
      ...texts.map((load) => load(i18n.global.locale.value as Language)),
    ])
    return arrived
  }
}

export async function speak(language: Language): Promise<void> {
  if (language === 'en' && !i18n.global.availableLocales.includes('en')) {
    const { en } = await import('./en')
    i18n.global.setLocaleMessage('en', en)
  }
  await Promise.all([...shown].map((load) => load(language)))
  i18n.global.locale.value = language
  document.documentElement.lang = language
  localStorage.setItem(KEY, language)
}
