import type { Requisites } from '@/platform/api/model'
import { type Day, longDay } from '@/platform/dates/dates'

type Transfer = NonNullable<Requisites['transfer']>

/** In a sentence the year goes without saying, unless it is another one. */
function dayWords(day: Day, today: Day, locale: string): string {
  return day.slice(0, 4) === today.slice(0, 4)
    ? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        new Date(`${day}T00:00Z`),
      )
    : longDay(day, locale)
}

/** What is said of a transfer by requisites: a text's key and what stands in it. */
export function transferWords(transfer: Transfer, today: Day, locale: string) {
  const { state, dueDate, sendBy } = transfer
  return {
    key: `howToPay.transfer.${state}`,
    warns: state === 'mayBeLate' || state === 'overdue',
    values: {
      due: dayWords(dueDate, today, locale),
      send: sendBy ? dayWords(sendBy, today, locale) : '',
    },
  }
}
