import { lazyTexts } from '@/platform/i18n/i18n'

export const announcementsTexts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })
