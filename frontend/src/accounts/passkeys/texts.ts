import { lazyTexts } from '@/platform/i18n/i18n'

export const passkeysTexts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })
