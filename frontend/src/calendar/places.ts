import type { RouteLocationRaw } from 'vue-router'
import type { CalendarItem } from '@/platform/api/model'
import type { Day } from '@/platform/dates/dates'

/** Where a thing of the calendar is read and changed. */
export const pageOf = (item: CalendarItem): RouteLocationRaw =>
  item.kind === 'payment'
    ? { name: 'loan', params: { id: item.loanId ?? item.id } }
    : { name: 'task', params: { id: item.id } }

export const newTaskOn = (day: Day): RouteLocationRaw => ({ name: 'new-task', query: { due: day } })
