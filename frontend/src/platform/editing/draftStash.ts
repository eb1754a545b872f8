export interface Stash<D> {
  draft: D
  base: D
}

const keyOf = (kind: string, id: number | undefined) => `draft:${kind}:${id ?? 'new'}`

/** Text that outlives a session's end, in this tab only. */
export function stashDraft<D>(kind: string, id: number | undefined, stash: Stash<D>): void {
  sessionStorage.setItem(keyOf(kind, id), JSON.stringify(stash))
}

/** Gives it back once. */
export function takeStashedDraft<D>(kind: string, id?: number): Stash<D> | undefined {
  const text = sessionStorage.getItem(keyOf(kind, id))
  if (text === null) return undefined
  sessionStorage.removeItem(keyOf(kind, id))
  try {
    return JSON.parse(text) as Stash<D>
  } catch {
    return undefined
  }
}
