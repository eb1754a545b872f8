/**
 * The API's shapes under the names the app uses. The only place that knows what the generator called them.
 */
import type { components } from './schema'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type Session = Schemas['Session']
export type Token = Schemas['Token']
export type TokenScope = Token['scope']
export type NewToken = Schemas['TokenCreated']
export type Task = Schemas['Task']
export type TaskInput = Schemas['TaskInput']
export type Subtask = Schemas['Subtask']
/** 1 important, 2 needed, 3 nice to have. */
export type Importance = Task['importance']
export type TaskCounts = Schemas['Counts']
export type BulkInput = Schemas['Bulk']
export type BulkResult = Schemas['BulkResult']
export type SnoozeInput = Schemas['Snooze']
export type Category = Schemas['Category']
export type CategoryInput = Schemas['CategoryInput']
export type Reminder = Schemas['Reminder']
export type Delivery = Schemas['Delivery']
export type Rule = Schemas['Rule']
export type ReminderTemplate = Schemas['ReminderTemplate']
export type ReminderTemplateInput = Schemas['ReminderTemplateRequest']
export type PreviewInput = Schemas['ReminderPreviewRequest']
export type Preview = Schemas['ReminderPreview']
export type Dashboard = Schemas['Dashboard']
export type TelegramStatus = Schemas['TelegramStatus']
export type LinkCode = Schemas['TelegramLinkCode']
export type Settings = Schemas['Settings']
export type SettingsInput = Schemas['SettingsChange']
export type Hours = NonNullable<Schemas['HoursOfDay']>
export type Language = Settings['language']

// The loans' shapes by hand until the description has them.
export type Urgency = 'none' | 'urgent' | 'today' | 'overdue'
export interface Installment {
  id: number
  dueDate: string
  amount: string
  paid: boolean
  paidAmount: string
  paidDate: string | null
}
export interface NextPayment {
  installmentId: number | null
  dueDate: string
  amount: string
  daysLeft: number
}
export interface LoanItem {
  id: number
  version: number
  orgName: string
  website: string
  loanDate: string
  dueDate: string | null
  amountBorrowed: string
  amountDue: string | null
  riskyOrg: boolean
  notes: string
  paymentMethods: string
  reminderTemplateId: number | null
  status: 'open' | 'paid'
  debt: string
  paidTotal: string
  plannedTotal: string
  nextPayment: NextPayment | null
  urgency: Urgency
}
export interface Loan extends LoanItem {
  installments: Installment[]
}
export interface LoanInput {
  orgName: string
  website: string
  loanDate: string
  dueDate: string | null
  amountBorrowed: string
  amountDue: string | null
  riskyOrg: boolean
  notes: string
  paymentMethods: string
  reminderTemplateId: number | null
  installments: { id?: number; dueDate: string; amount: string }[]
}
export interface LedgerEntry {
  id: number
  kind: 'payment' | 'reversal' | 'correction'
  amount: string
  paidOn: string
  installmentId: number | null
  reversalOf: number | null
  source: 'web' | 'telegram' | 'api'
  actor: string
  note: string
  createdAt: string
}
export interface SchedulePreviewInput {
  amount: string
  count: number
  firstDate: string
  period: 'month' | 'week' | 'twoWeeks'
}
