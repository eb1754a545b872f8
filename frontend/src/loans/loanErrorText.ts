import { useI18n } from '@/platform/i18n/i18n'
import type { LoanDraftError } from './loanDraft'

/** What is wrong and what is wanted, in words. */
export function useLoanErrorText() {
  const { t } = useI18n()
  return (error: LoanDraftError): string =>
    error.startsWith('money.') ? t(`moneyError.${error.slice('money.'.length)}`) : t(`loanError.${error}`)
}
