import { lazyTexts } from '@/platform/i18n/i18n'

export const prolongTexts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })
