import type { LocationQuery } from 'vue-router'
import { answer, api } from '@/platform/api/client'
import type { AuditEntry } from '@/platform/api/model'
import { type Day, isDay } from '@/platform/dates/dates'
import { usePages } from '@/platform/listing/pages'
import type { ru } from './texts.ru'

export type AuditEvent = keyof typeof ru.audit.events

/** Which entries are shown; it stands in the address. */
export interface AuditFilter {
  event: string
  account: string
  from: Day
  to: Day
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const day = (value: unknown) => (isDay(text(value)) ? text(value) : '')

export const filterOf = (query: LocationQuery): AuditFilter => ({
  event: text(query.event),
  account: /^\d{1,15}$/.test(text(query.account)) ? text(query.account) : '',
  from: day(query.from),
  to: day(query.to),
})

/** Without what is not chosen. */
export const chosen = (filter: AuditFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value))

export const useAudit = (filter: () => AuditFilter) =>
  usePages(
    () => ['audit', chosen(filter())],
    (cursor, signal) =>
      answer(
        api.GET('/api/v1/audit', {
          params: { query: { ...chosen(filter()), ...(cursor && { cursor }) } },
          signal,
        }),
      ),
  )

/** A detail that is a number, such as whom it was about. */
export const numberIn = (entry: AuditEntry, name: string): number | undefined => {
  const value = entry.details[name]
  return typeof value === 'number' ? value : undefined
}

/** A detail that is a short word, such as a role or the path that was refused. */
export const wordIn = (entry: AuditEntry, name: string): string | undefined => {
  const value = entry.details[name]
  return typeof value === 'string' ? value : undefined
}
