import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import { intoQuickAdd, shared as wordsOf } from '@/tasks/share'

/** What was shared with the page. In memory alone: it may hold a code, which must not stay on the device. */
let shared = ''

export function handOver(text: string): void {
  shared = text
}

export function takeShared(): string {
  const text = shared
  shared = ''
  return text
}

const LENDER =
  /зай[мё]|заём|(?<!\p{L})заем|мкк|мфк|мфо|пко|кредит|задолжен|просроч|погаш|зачисл|плат[её]ж|долг|zaym|dolg|platezh|kredit/iu
const SOMEBODY = /(?<!\p{L})(?:руб|rub)|₽|\d\s?р(?!\p{L})|8[ (-]?800|договор/iu
const CODE = /(?<!\p{L})(?:код|пароль|kod|code)(?!\p{L})/iu
const SECRET = /никому|не сообщ|не говор|не перед|подтвер|подпис|вход|nikomu|vhod|podtver/iu

/** Whether it may well be a lender's message: there the person can make a task of it as well. */
export function looksLikeLender(text: string): boolean {
  if (!/\d{3}/.test(text)) return false
  return (LENDER.test(text) && SOMEBODY.test(text)) || (CODE.test(text) && SECRET.test(text))
}

/** Where what was shared goes: a lender's message is read, all else stands in the line of a new task until a press saves it. */
export function received(query: LocationQuery): RouteLocationRaw {
  const words = wordsOf(query)
  if (looksLikeLender(words)) {
    handOver(words)
    return { name: 'lender-message', replace: true }
  }
  intoQuickAdd(query)
  return { name: 'tasks', replace: true }
}
