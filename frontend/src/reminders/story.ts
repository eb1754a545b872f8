import type { Reminder } from '@/platform/api/model'
import { type Moment, momentIn, normalMoment } from '@/platform/dates/dates'

export type Tone = 'calm' | 'good' | 'warn' | 'bad'

/** What a reminder's state means to a person: a sentence's name, its values, and how loud to say it. */
export interface Story {
  /** Key under `reminder.story`. */
  name:
    | 'scheduled'
    | 'delayed'
    | 'sending'
    | 'awaiting'
    | 'awaitingLast'
    | 'snoozed'
    | 'done'
    | 'doneUnsent'
    | 'cancelled'
    | 'cancelledSent'
    | 'failed'
    | 'blocked'
  tone: Tone
  /** When something happens next; absent when nothing will. */
  next?: Moment
}

/** @param zone of the account: planned moments are its wall time, `nextAt` is an instant */
export function storyOf(reminder: Reminder, zone: string): Story {
  const next = reminder.nextAt ? momentIn(zone, reminder.nextAt) : undefined
  switch (reminder.state) {
    case 'scheduled':
      // Moved by working hours, or tried again after a failed call.
      return next && next !== normalMoment(reminder.at)
        ? { name: 'delayed', tone: 'warn', next }
        : { name: 'scheduled', tone: 'calm', next: next ?? normalMoment(reminder.at) }
    case 'sending':
      return { name: 'sending', tone: 'calm' }
    case 'awaiting':
      return next ? { name: 'awaiting', tone: 'warn', next } : { name: 'awaitingLast', tone: 'warn' }
    case 'snoozed':
      return { name: 'snoozed', tone: 'calm', next: next ?? normalMoment(reminder.at) }
    case 'done':
      return { name: reminder.sentCount > 0 ? 'done' : 'doneUnsent', tone: 'good' }
    case 'cancelled':
      return { name: reminder.sentCount > 0 ? 'cancelledSent' : 'cancelled', tone: 'calm' }
    case 'failed':
      return { name: 'failed', tone: 'bad' }
    case 'blocked':
      return { name: 'blocked', tone: 'bad' }
  }
}

export const isOver = (reminder: Reminder): boolean =>
  reminder.state === 'done' || reminder.state === 'cancelled' || reminder.state === 'failed'
