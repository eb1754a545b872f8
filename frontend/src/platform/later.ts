import { shallowRef } from 'vue'
import { newKey } from './api/client'
import type { PaymentInput, TaskInput } from './api/model'
import { ApiProblem, asProblem } from './api/problem'

/** What a person may do without a network; it is sent when there is one. */
export type Wish =
  | { kind: 'complete' | 'reopen'; task: number; title: string }
  | { kind: 'tick'; task: number; subtask: number; completed: boolean; title: string }
  | { kind: 'add'; body: TaskInput; title: string }
  | { kind: 'pay'; loan: number; body: PaymentInput; title: string }

/** A wish that waits on this device. */
export interface Entry {
  /** Its Idempotency-Key: however often it is sent, the server does it once. */
  key: string
  account: number
  wish: Wish
  /** Milliseconds, as everything here. */
  writtenAt: number
  /** It may have reached the server since: nobody knows, for its answer never came. */
  firstSentAt?: number
  lastSentAt?: number
  /** Sends in a row that had no answer. */
  tries: number
  notBefore: number
  /** `refused`: the server said no. `unsure`: too old to be repeated safely. Both wait for the person. */
  state: 'waiting' | 'refused' | 'unsure'
  refusal?: { slug: string; detail: string }
}

/** All that waits, the first one first. */
export const waiting = shallowRef<readonly Entry[]>([])

/** Set by the application, because what keeps the wishes comes after the first screen. */
export const laterContext = {
  enqueue: async (_wish: Wish, _key: string, _sentAt?: number): Promise<void> => {
    throw new ApiProblem('offline', 0)
  },
  /** As the person has said who leaves. */
  dropAll: async (): Promise<void> => {},
}

const taskOf = (wish: Wish) => ('task' in wish ? wish.task : undefined)

/**
 * Does it now, or, without an answer from the server, keeps it for later and throws the problem `queued`. What concerns a task
 * goes behind what waits for the same task: an older wish must not have the last word.
 */
export async function orLater<T>(wish: Wish, act: (key: string) => Promise<T>, key = newKey()): Promise<T> {
  const task = taskOf(wish)
  const behind = task !== undefined && waiting.value.some((one) => one.state === 'waiting' && taskOf(one.wish) === task)
  let sentAt: number | undefined
  if (navigator.onLine && !behind) {
    sentAt = Date.now()
    try {
      return await act(key)
    } catch (thrown) {
      if (asProblem(thrown).slug !== 'offline') throw thrown
    }
  }
  await laterContext.enqueue(wish, key, sentAt)
  throw new ApiProblem('queued', 0)
}

/** Whether it waits on this device and will be done. */
export const isQueued = (thrown: unknown): boolean => asProblem(thrown).slug === 'queued'

/** Where entries wait in a tab whose session has ended. */
export const QUEUE_IN_TAB = 'queue'

/** How many wait in this tab for their writer to sign in again. */
export function waitingInTab(): number {
  try {
    return JSON.parse(sessionStorage.getItem(QUEUE_IN_TAB) ?? '[]').length
  } catch {
    return 0
  }
}

export const taskWaits = (id: number): boolean =>
  waiting.value.some(({ state, wish }) => state === 'waiting' && taskOf(wish) === id)

/** What was paid on this device and is not known to the server, or not known to be. */
export const waitingPayments = (loan: number): PaymentInput[] =>
  waiting.value.flatMap(({ state, wish }) =>
    state !== 'refused' && wish.kind === 'pay' && wish.loan === loan ? [wish.body] : [],
  )
