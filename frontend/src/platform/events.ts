import type { EntryKey } from '@pinia/colada'
import { ref } from 'vue'
import { backoff } from './backoff'
import { useRefresh } from './refresh'

/** `waiting`: the stream of changes is down and will be tried again. */
export type Connection = 'idle' | 'live' | 'waiting'

export const connection = ref<Connection>('idle')

/** Which of the queries a kind of change touches; features add theirs. */
const touchedBy = new Map<string, EntryKey[]>()

export function refreshOn(kinds: string[], keys: EntryKey[]): void {
  for (const kind of kinds) touchedBy.set(kind, [...(touchedBy.get(kind) ?? []), ...keys])
}

/** A hidden tab gives its connection back: browsers allow six to one HTTP/1.1 server, for all tabs together. */
const HIDDEN_FOR_MS = 60_000
/** One action often changes several things: ask once. */
const GATHER_MS = 80

/**
 * Listens to the account's changes for as long as somebody is signed in. Whatever happened while the stream was down is
 * caught up with by asking for everything on screen again.
 */
export function listenForChanges(options: { onLost: () => void }): () => void {
  const refresh = useRefresh()
  let source: EventSource | undefined
  let attempt = 0
  let wasDown = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let hide: ReturnType<typeof setTimeout> | undefined
  let gather: ReturnType<typeof setTimeout> | undefined
  const changed = new Set<string>()
  let stopped = false

  function onChange(message: MessageEvent<string>) {
    let kind: unknown
    try {
      kind = JSON.parse(message.data)?.kind
    } catch {
      return // a heartbeat or a newer server's event
    }
    if (typeof kind !== 'string') return
    changed.add(kind)
    gather ??= setTimeout(() => {
      gather = undefined
      if (changed.has('refresh')) {
        // The server itself may have missed something.
        changed.clear()
        void refresh()
        return
      }
      const keys = new Map<string, EntryKey>()
      for (const one of changed) for (const key of touchedBy.get(one) ?? []) keys.set(JSON.stringify(key), key)
      changed.clear()
      for (const key of keys.values()) void refresh(key)
    }, GATHER_MS)
  }

  function open() {
    clearTimeout(retry)
    if (stopped || source) return
    source = new EventSource('/api/v1/events')
    source.onopen = () => {
      attempt = 0
      connection.value = 'live'
      if (wasDown) void refresh()
      wasDown = false
    }
    // Changes of all kinds come without a name of their own, so whatever a page registers later is heard, too.
    source.onmessage = onChange
    source.onerror = () => {
      // The browser's own reconnection has no back-off and gives up for good on an HTTP error.
      close()
      wasDown = true
      connection.value = 'waiting'
      if (attempt > 0) options.onLost()
      retry = setTimeout(open, backoff(attempt++, Math.random()))
    }
  }

  function close() {
    source?.close()
    source = undefined
  }

  function onVisibility() {
    clearTimeout(hide)
    if (document.visibilityState === 'hidden') {
      hide = setTimeout(() => {
        close()
        clearTimeout(retry)
        wasDown = true
      }, HIDDEN_FOR_MS)
    } else if (!source) {
      attempt = 0
      open()
    }
  }

  function onOnline() {
    attempt = 0
    open()
  }

  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', onOnline)
  open()

  return () => {
    stopped = true
    close()
    clearTimeout(retry)
    clearTimeout(hide)
    clearTimeout(gather)
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', onOnline)
    connection.value = 'idle'
  }
}
