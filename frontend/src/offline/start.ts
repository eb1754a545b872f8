import { watch } from 'vue'
import { sendPayment } from '@/loans/queries'
import { useSession } from '@/platform/account/session'
import { apiContext } from '@/platform/api/client'
import { ApiProblem } from '@/platform/api/problem'
import { forgetDrafts } from '@/platform/editing/draftStash'
import { i18n, page } from '@/platform/i18n/i18n'
import { type Entry, type Wish, waiting } from '@/platform/later'
import { useRefresh } from '@/platform/refresh'
import { say } from '@/platform/toasts'
import { sendTask } from '@/tasks/queries'
import * as answers from './answers'
import { clearBadge } from './badge'
import { type Edge, sendAgain, sendAll } from './sending'
import { addToQueue, clearQueue, forgetAll, keepOnly, queued, replaceInQueue, wakeQueue } from './store'
import { keepInTab, takeFromTab } from './tab'
import { offlineTexts } from './texts'
import { registerWorker } from './update'

/** Who it belongs to, and nobody else may see or send it. */
const mine = (): number | undefined => {
  const id = useSession().account?.id
  // Another tab may have let somebody else in, whose session this tab would then use.
  return id !== undefined && id === answers.ownerHere() ? id : undefined
}

const texts = page(async () => {}, offlineTexts)

/** Other tabs show and send the same queue. */
const others = 'BroadcastChannel' in window ? new BroadcastChannel('zapiska-queue') : undefined
let refresh: ReturnType<typeof useRefresh> = async () => {}
let wake = () => {}

async function read(): Promise<void> {
  const account = mine()
  waiting.value = account === undefined ? [] : (await queued().catch(() => [])).filter((one) => one.account === account)
}

async function changed(): Promise<void> {
  await read()
  others?.postMessage('changed')
}

const send = (wish: Wish, key: string): Promise<unknown> => {
  switch (wish.kind) {
    case 'complete':
    case 'reopen':
      return sendTask.done(wish.task, wish.kind === 'complete', key)
    case 'tick':
      return sendTask.tick(wish.task, wish.subtask, wish.completed)
    case 'add':
      return sendTask.add(wish.body, key)
    case 'pay':
      return sendPayment(wish.loan, wish.body, key)
  }
}

const edge: Edge = {
  all: queued,
  replace: replaceInQueue,
  send,
  now: Date.now,
  chance: Math.random,
  pause: (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    }),
  changed,
}

let sending = false
let wanted = false

/** One tab sends at a time; where tabs can't know of each other, the keys still let nothing be done twice. */
async function flush(): Promise<void> {
  wanted = true
  if (sending) return
  sending = true
  try {
    while (wanted) {
      wanted = false
      const account = mine()
      if (account === undefined || !waiting.value.some(({ state }) => state === 'waiting')) return
      const work = async () => {
        const sent = await sendAll(account, edge, () => navigator.onLine && mine() === account)
        if (!sent) return
        await texts()
        say(i18n.global.t('offline.sent', { n: sent }, sent))
        void refresh()
      }
      if (navigator.locks)
        await navigator.locks.request('zapiska-queue', { ifAvailable: true }, (lock) => lock && work())
      else await work()
    }
  } finally {
    sending = false
  }
}

/** @param sentAt when it was tried without an answer */
export async function enqueue(wish: Wish, key: string, sentAt?: number): Promise<void> {
  const account = mine()
  if (account === undefined) throw new ApiProblem('offline', 0)
  const entry: Entry = {
    key,
    account,
    // Plain data: what Vue watches can't be kept.
    wish: JSON.parse(JSON.stringify(wish)),
    writtenAt: Date.now(),
    ...(sentAt !== undefined && { firstSentAt: sentAt, lastSentAt: sentAt }),
    tries: 0,
    notBefore: 0,
    state: 'waiting',
  }
  try {
    await addToQueue(entry)
  } catch {
    throw new ApiProblem('offline', 0)
  }
  await changed()
  void flush()
}

export const lastSeen = (request: Request) => answers.lastSeen(request, queued)

export async function again(entry: Entry): Promise<void> {
  await sendAgain(entry, edge)
  await changed()
  void flush()
}

export async function drop(entry: Entry): Promise<void> {
  await replaceInQueue(entry.key)
  await changed()
  void refresh()
}

/** As the person has said who leaves. */
export async function dropAll(): Promise<void> {
  waiting.value = []
  await clearQueue().catch(() => {})
}

/** Nothing of the account stays on the device. What it wrote and could not send waits in this tab only, as words do. */
async function leave(): Promise<void> {
  waiting.value = []
  answers.forgetGathered()
  forgetDrafts()
  clearBadge()
  keepInTab(await queued().catch(() => []))
  await forgetAll().catch(() => {})
  others?.postMessage('changed')
}

async function arrive(account: number): Promise<void> {
  await keepOnly(account, answers.build).catch(() => {})
  const kept = takeFromTab(account)
  if (kept.length) await addToQueue(...kept)
  await changed()
  void flush()
}

let inOrder = Promise.resolve()
let started = false

/** After the first screen. @param early what was read before */
export function start(early: [Request, Response][]): void {
  if (started) return
  started = true
  refresh = useRefresh()
  const session = useSession()
  apiContext.onRead = answers.remember
  for (const [request, response] of early) answers.remember(request, response)
  watch(
    () => session.account?.id,
    (id) => {
      if (id === undefined && !session.known) return
      inOrder = inOrder.then(() => (id === undefined ? leave() : arrive(id))).catch(() => {})
    },
    { immediate: true },
  )
  others?.addEventListener('message', () => void read().then(flush))
  window.addEventListener('online', () => {
    void wakeQueue().then(() => {
      wake()
      return flush()
    })
  })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void flush())
  void registerWorker()
  // Where no worker keeps it, it must be here before the network is gone.
  void Promise.all([texts(), import('./OfflineBar.vue')]).catch(() => {})
}
