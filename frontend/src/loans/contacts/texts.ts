import { lazyTexts } from '@/platform/i18n/i18n'

export const contactsTexts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })
