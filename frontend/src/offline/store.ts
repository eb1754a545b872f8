import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Entry } from '@/platform/later'

/** What the server has answered, by its address. */
export interface Seen {
  path: string
  account: number
  /** Of the page that asked: another one may expect another shape. */
  build: string
  at: number
  body: string
  etag: string | null
}

interface Kept extends DBSchema {
  seen: { key: string; value: Seen; indexes: { at: number } }
  /** By the order of writing. */
  queue: { key: number; value: Entry; indexes: { key: string } }
}

const NAME = 'zapiska'
/** What was looked at last; an address with another filter is another one. */
const MOST_SEEN = 300

let opened: Promise<IDBPDatabase<Kept>> | undefined

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('seen', { keyPath: 'path' }).createIndex('at', 'at')
      db.createObjectStore('queue', { autoIncrement: true }).createIndex('key', 'key')
    },
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opened = undefined),
  }).catch((thrown) => {
    opened = undefined
    throw thrown
  })
  return opened
}

export async function keepSeen(answers: Seen[]): Promise<void> {
  const db = await database()
  const change = db.transaction('seen', 'readwrite')
  for (const answer of answers) void change.store.put(answer)
  let over = (await change.store.count()) - MOST_SEEN
  for (let oldest = await change.store.index('at').openCursor(); oldest && over > 0; over--) {
    await oldest.delete()
    oldest = await oldest.continue()
  }
  await change.done
}

export const seenAt = async (path: string): Promise<Seen | undefined> => (await database()).get('seen', path)

export const queued = async (): Promise<Entry[]> => (await database()).getAll('queue')

export async function addToQueue(...entries: Entry[]): Promise<void> {
  const change = (await database()).transaction('queue', 'readwrite', { durability: 'strict' })
  for (const entry of entries) void change.store.add(entry)
  await change.done
}

/** @param entry nothing: it is taken away. One that is gone meanwhile stays so. */
export async function replaceInQueue(key: string, entry?: Entry): Promise<void> {
  const change = (await database()).transaction('queue', 'readwrite', { durability: 'strict' })
  const found = await change.store.index('key').openCursor(key)
  if (entry) await found?.update(entry)
  else await found?.delete()
  await change.done
}

/** The network is back: nothing waits for its turn any longer. */
export async function wakeQueue(): Promise<void> {
  const change = (await database()).transaction('queue', 'readwrite')
  for (let one = await change.store.openCursor(); one; one = await one.continue())
    if (one.value.notBefore) await one.update({ ...one.value, notBefore: 0 })
  await change.done
}

export async function clearQueue(): Promise<void> {
  await (await database()).clear('queue')
}

/** Nobody's data stays on the device. */
export async function forgetAll(): Promise<void> {
  const change = (await database()).transaction(['seen', 'queue'], 'readwrite')
  void change.objectStore('seen').clear()
  void change.objectStore('queue').clear()
  await change.done
}

/** What belongs to anybody else is gone. */
export async function keepOnly(account: number, build: string): Promise<void> {
  const change = (await database()).transaction(['seen', 'queue'], 'readwrite')
  for (let one = await change.objectStore('seen').openCursor(); one; one = await one.continue())
    if (one.value.account !== account || one.value.build !== build) await one.delete()
  for (let one = await change.objectStore('queue').openCursor(); one; one = await one.continue())
    if (one.value.account !== account) await one.delete()
  await change.done
}
