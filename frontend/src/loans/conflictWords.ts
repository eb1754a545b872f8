import { useMoney } from '@/platform/account/useMoney'
import { longDay } from '@/platform/dates/dates'
import { useWallClock } from '@/platform/dates/wallClock'
import { useI18n } from '@/platform/i18n/i18n'
import { readMoney } from '@/platform/money'
import { useReminderTemplates } from '@/reminders/queries'
import type { LoanDraft } from './loanDraft'

/** A field of a loan as a person reads it. */
export function useLoanFieldWords() {
  const { t } = useI18n()
  const clock = useWallClock()
  const money = useMoney()
  const { data: templates } = useReminderTemplates()
  const sum = (text: string) => {
    const read = readMoney(text)
    return 'minorUnits' in read ? money(read.minorUnits) : text
  }
  const day = (date: string) => (date ? longDay(date, clock.locale.value) : '')

  return (field: keyof LoanDraft, draft: LoanDraft): string => {
    switch (field) {
      case 'amountBorrowed':
      case 'amountDue':
      case 'servicesPaid':
        return sum(draft[field])
      case 'loanDate':
      case 'dueDate':
      case 'receivedOn':
        return day(draft[field])
      case 'riskyOrg':
      case 'shortLoan':
      case 'collateral':
        return t(draft[field] ? 'loan.yes' : 'loan.no')
      case 'reminderTemplateId':
        return templates.value?.find((one) => one.id === draft.reminderTemplateId)?.name ?? t('loan.noTemplate')
      case 'installments':
        return draft.installments.map((one) => `${day(one.dueDate)} — ${sum(one.amount)}`).join('; ')
      case 'lenderKind':
        return draft.lenderKind && t(`contract.lender.${draft.lenderKind}`)
      case 'penaltyKind':
        return draft.penaltyKind && t(`contract.penalty.${draft.penaltyKind}`)
      default:
        return draft[field]
    }
  }
}
