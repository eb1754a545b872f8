import { shallowRef } from 'vue'

/** Why somebody is not let in. */
export type Closed = 'outside' | 'notLinked' | 'noCookie' | 'ended' | 'problem'

interface Door {
  why: Closed
  /** What the server said, for a problem of its own. */
  problem?: unknown
}

export const door = shallowRef<Door>({ why: 'outside' })

/** What can be done inside Telegram, set by the start of the Mini App: its phones open no other window by a plain link. */
export const doorActions = shallowRef<{
  again?: () => Promise<boolean>
  close?: () => void
  open?: (address: string) => void
}>({})
