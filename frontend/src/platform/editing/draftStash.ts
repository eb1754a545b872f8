export interface Stash<D> {
  draft: D
  base: D
}

const PREFIX = 'draft:'
const keyOf = (kind: string, id: number | undefined) => `${PREFIX}${kind}:${id ?? 'new'}`

/** Text that outlives a session's end, in this tab only. */
export function stashDraft<D>(kind: string, id: number | undefined, stash: Stash<D>): void {
  sessionStorage.setItem(keyOf(kind, id), JSON.stringify(stash))
}

/** Text that outlives the tab, on this device, for its writer alone. */
export function keepDraft<D>(kind: string, id: number | undefined, stash: Stash<D>, account: number): void {
  try {
    localStorage.setItem(keyOf(kind, id), JSON.stringify({ ...stash, account }))
  } catch {
    // The device is full: the form holds it all the same.
  }
}

export function dropDraft(kind: string, id: number | undefined): void {
  localStorage.removeItem(keyOf(kind, id))
}

/** Nobody's words stay on the device. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}

/**
 * Gives back once what outlived the session, and what outlived the tab until it is saved or given up.
 *
 * @param account who is asking
 */
export function takeStashedDraft<D>(kind: string, id?: number, account?: number): Stash<D> | undefined {
  const key = keyOf(kind, id)
  const inTab = read<Stash<D>>(sessionStorage.getItem(key))
  sessionStorage.removeItem(key)
  if (inTab) return inTab
  const kept = read<Stash<D> & { account: number }>(localStorage.getItem(key))
  return kept && kept.account === account ? kept : undefined
}

function read<T>(text: string | null): T | undefined {
  if (text === null) return undefined
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}
