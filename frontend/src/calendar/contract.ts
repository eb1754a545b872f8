export interface CalendarItem {
  key: string
  kind: 'task' | 'payment' | 'occurrence'
  id: number
  loanId: number | null
  installmentId: number | null
  version: number
  title: string
  date: string
  time: string | null
  durationMinutes: number | null
  importance: 1 | 2 | 3 | null
  categoryId: number | null
  amount: string | null
  left: string | null
  done: boolean
  overdue: boolean
  repeats: boolean
}
export interface Calendar {
  items: CalendarItem[]
  complete: boolean
  occurrencesUntil: string
  dayOff: string[]
  holiday: string[]
  dayOffKnownFrom: string
  dayOffKnownUntil: string
  dayOffCheckedOn: string
  dayOffSource: string
}
export interface CalendarFeed {
  id: number
  name: string
  content: 'tasks' | 'payments' | 'all'
  hideDetails: boolean
  createdAt: string
  lastFetchedAt: string | null
}
export type NewCalendarFeed = CalendarFeed & { url: string }
