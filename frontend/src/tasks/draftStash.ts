import type { TaskDraft } from './taskDraft'

interface Stash {
  draft: TaskDraft
  base: TaskDraft
}

const keyOf = (id: number | undefined) => `draft:${id ?? 'new'}`

/** Text that outlives a session's end, in this tab only. */
export function stashDraft(id: number | undefined, stash: Stash): void {
  sessionStorage.setItem(keyOf(id), JSON.stringify(stash))
}

/** Gives it back once. */
export function takeStashedDraft(id?: number): Stash | undefined {
  const text = sessionStorage.getItem(keyOf(id))
  if (text === null) return undefined
  sessionStorage.removeItem(keyOf(id))
  try {
    return JSON.parse(text) as Stash
  } catch {
    return undefined
  }
}
