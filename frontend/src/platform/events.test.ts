import { PiniaColada, useQueryCache } from '@pinia/colada'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from 'vue'
import { listenForChanges, refreshOn } from './events'

class Stream {
  static opened: Stream[] = []
  onopen?: () => void
  onmessage?: (message: { data: string }) => void
  onerror?: () => void
  close = vi.fn()

  constructor(readonly url: string) {
    Stream.opened.push(this)
  }

  /** As the server sends it: without a name of its own. */
  tell(kind: string) {
    this.onmessage?.({ data: JSON.stringify({ kind, id: 0, version: 1 }) })
    vi.advanceTimersByTime(100)
  }
}

const page = () => ({ addEventListener: () => {}, removeEventListener: () => {}, visibilityState: 'visible' })

describe('the stream of changes', () => {
  const asked: unknown[] = []
  let stop: () => void

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('EventSource', Stream)
    vi.stubGlobal('document', page())
    vi.stubGlobal('window', page())
    Stream.opened = []
    asked.length = 0
    stop = createApp({})
      .use(createPinia())
      .use(PiniaColada)
      .runWithContext(() => {
        vi.spyOn(useQueryCache(), 'invalidateQueries').mockImplementation(async (filters) => {
          asked.push(filters?.key ?? 'everything')
        })
        return listenForChanges({ onLost: () => {} })
      })
  })

  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('is heard by a page that was opened after it', () => {
    refreshOn(['of a later page'], [['later']])
    Stream.opened[0]?.tell('of a later page')
    expect(asked).toEqual([['later']])
  })

  it('asks once for what several changes touch, and for everything after a gap', () => {
    refreshOn(['one', 'another'], [['both']])
    Stream.opened[0]?.onmessage?.({ data: '{"kind":"one"}' })
    Stream.opened[0]?.tell('another')
    expect(asked).toEqual([['both']])

    Stream.opened[0]?.tell('refresh')
    expect(asked).toEqual([['both'], 'everything'])
  })

  it('does not mind what it does not know', () => {
    Stream.opened[0]?.onmessage?.({ data: 'no JSON' })
    Stream.opened[0]?.tell('of a newer server')
    expect(asked).toEqual([])
  })
})
