import { newKey } from '@/platform/api/client'
import { type ApiProblem, asProblem } from '@/platform/api/problem'
import type { Entry, Wish } from '@/platform/later'
import { afterProblem, nextStep, renewed } from './queue'

/** Where the entries are and how they go; tests play it. */
export interface Edge {
  all: () => Promise<Entry[]>
  /** @param entry nothing: it is done with */
  replace: (key: string, entry?: Entry) => Promise<void>
  /** Throws the server's problem. */
  send: (wish: Wish, key: string) => Promise<unknown>
  now: () => number
  chance: () => number
  /** Comes back earlier when it is woken. */
  pause: (ms: number) => Promise<void>
  /** Something has become of the entries. */
  changed: () => Promise<void>
}

/**
 * Sends what waits, one after the other, until nothing of the account's waits or the session is over.
 *
 * @param account whose
 * @param goOn false as soon as somebody else may be here
 * @returns how many were sent
 */
export async function sendAll(account: number, edge: Edge, goOn: () => boolean): Promise<number> {
  for (let sent = 0; ; ) {
    const step = nextStep(await edge.all(), account, edge.now())
    if (!goOn() || step.do === 'rest') return sent
    if (step.do === 'wait') {
      await edge.pause(step.ms)
      continue
    }
    const { entry } = step
    const earlier = (await edge.all()).find(({ key }) => key === entry.key)?.lastSentAt
    // Before it leaves: whoever closes the page now must know later that it may have arrived.
    await edge.replace(entry.key, entry)
    await edge.changed()
    if (step.do === 'ask') continue
    let problem: ApiProblem | undefined
    try {
      await edge.send(entry.wish, entry.key)
    } catch (thrown) {
      problem = asProblem(thrown)
    }
    if (problem) {
      const after = afterProblem(entry, problem, earlier, edge.now(), edge.chance())
      if (after.do === 'stop') return sent
      await edge.replace(entry.key, after.entry)
    } else {
      await edge.replace(entry.key)
      sent++
    }
    await edge.changed()
  }
}

/** The person wants it sent all the same. It keeps its place. */
export const sendAgain = (entry: Entry, edge: Pick<Edge, 'replace'>): Promise<void> =>
  edge.replace(entry.key, renewed(entry, newKey()))
