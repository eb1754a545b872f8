import { type Day, isDay } from '@/platform/dates/dates'
import { addressOf, oneOf } from '@/platform/listing/address'
import { VIEWS, type View, within } from './grid'

/** Today is not said: a bookmark of it would be yesterday's tomorrow. */
export const calendarAddress = addressOf<{ view: View; day?: Day }>({
  view: oneOf(VIEWS, 'month'),
  day: { read: (said) => (isDay(said) ? within(said) : undefined), write: (day) => day },
})
