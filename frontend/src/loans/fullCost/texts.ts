import { lazyTexts } from '@/platform/i18n/i18n'

export const fullCostTexts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })
