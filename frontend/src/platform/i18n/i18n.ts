import { createI18n } from 'vue-i18n'
import type { Language } from '@/platform/api/model'
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
})

export async function speak(language: Language): Promise<void> {
  if (language === 'en' && !i18n.global.availableLocales.includes('en')) {
    const { en } = await import('./en')
    i18n.global.setLocaleMessage('en', en)
  }
  i18n.global.locale.value = language
  document.documentElement.lang = language
  localStorage.setItem(KEY, language)
}
