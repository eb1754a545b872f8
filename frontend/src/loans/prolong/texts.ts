import { lazyTexts } from '@/platform/i18n/i18n'

export const waysTexts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })
