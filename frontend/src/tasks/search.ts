import { addressOf, idOf, oneOf, words } from '@/platform/listing/address'
import { TASK_FILTERS, TASK_SORTS, type TaskSearch } from './queries'

export const taskAddress = addressOf<TaskSearch>({
  filter: oneOf(TASK_FILTERS, 'open'),
  category: idOf,
  q: words,
  sort: oneOf(TASK_SORTS, 'day'),
})
