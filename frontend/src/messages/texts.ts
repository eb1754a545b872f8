import { lazyTexts } from '@/platform/i18n/i18n'

export const messagesTexts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })
