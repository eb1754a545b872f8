import { computed, onScopeDispose, type Ref, ref, watch } from 'vue'
import { useSession } from '@/platform/account/session'
import { dropDraft, keepDraft, stashDraft, takeStashedDraft } from './draftStash'

/** How a resource becomes a form and what it means for two forms to differ. Pure. */
export interface DraftRules<R, D extends object> {
  /** Names the stash of unsaved words. */
  kind: string
  draftFrom: (resource: R) => D
  sameDraft: (a: D, b: D) => boolean
  sameField: (field: keyof D, a: D, b: D) => boolean
  /** What is mine upon what is theirs, and the fields where a person must choose. */
  rebase: (mine: D, base: D, theirs: D) => { draft: D; conflicts: (keyof D)[] }
}

/**
 * A form over something that may change elsewhere meanwhile: what was not touched follows the server, what a person
 * wrote stays theirs, and where both sides changed a field, they choose (bug 11). Unsaved words outlive the session's
 * end in this tab, and the tab itself on this device.
 */
export function useEditing<R extends { id: number }, D extends object>(
  rules: DraftRules<R, D>,
  id: () => number | undefined,
) {
  const session = useSession()
  const draft = ref<D>() as Ref<D | undefined>
  /** What the edit started from: the resource as it was last seen on the server. */
  const base = ref<D>() as Ref<D | undefined>
  const theirs = ref<D>() as Ref<D | undefined>
  const conflicts = ref<(keyof D)[]>([]) as Ref<(keyof D)[]>
  /** The server refused a save because of a newer version. */
  const stale = ref(false)

  const dirty = computed(
    () => draft.value !== undefined && base.value !== undefined && !rules.sameDraft(draft.value, base.value),
  )

  const kept = () => takeStashedDraft<D>(rules.kind, id(), session.account?.id)

  /**
   * @param given what the person wrote somewhere else: theirs, and not saved yet
   * @returns whether words of earlier came back
   */
  function begin(start: D, given: Partial<D> = {}): boolean {
    const earlier = kept()
    // A field that there was not yet when it was kept is as in a blank form.
    draft.value = copy({ ...start, ...(earlier?.draft ?? given) })
    base.value = copy(start)
    return earlier !== undefined
  }

  /** What a new one begins with came only now: it is taken where nobody has chosen yet. */
  function offer(late: Partial<D>) {
    if (!draft.value || !base.value) return
    for (const field of Object.keys(late) as (keyof D)[]) {
      if (JSON.stringify(draft.value[field]) !== JSON.stringify(base.value[field])) continue
      draft.value[field] = late[field] as D[keyof D]
      base.value[field] = late[field] as D[keyof D]
    }
  }

  /**
   * @param sent the form as it was saved, when the resource is the answer to that
   * @returns whether words of an earlier session came back
   */
  function adopt(current: R, sent?: D): boolean {
    // The news of our own save may be here before its answer; without knowing what was sent, new rows would be taken for
    // somebody else's and stand in the form twice.
    if (sending && !sent) return false
    const now = rules.draftFrom(current)
    const origin = sent ?? base.value
    if (!draft.value || !origin) {
      const stashed = kept()
      if (stashed) {
        draft.value = { ...now, ...stashed.draft }
        adopt(current, { ...now, ...stashed.base })
        return true
      }
      draft.value = rules.draftFrom(current)
    } else {
      const merged = rules.rebase(draft.value, origin, now)
      draft.value = merged.draft
      if (merged.conflicts.length) {
        conflicts.value = [...new Set([...conflicts.value, ...merged.conflicts])]
        theirs.value = now
      }
    }
    base.value = rules.draftFrom(current)
    // What was settled by hand, or came to agree by itself, is no conflict any more.
    conflicts.value = conflicts.value.filter((field) => draft.value && !rules.sameField(field, draft.value, now))
    return false
  }

  let sending = false

  /** @param save sends the form; what comes in meanwhile waits for its answer, see {@link adopt} */
  async function send<T>(save: () => Promise<T>): Promise<T> {
    sending = true
    try {
      return await save()
    } finally {
      sending = false
    }
  }

  function take(field: keyof D) {
    if (draft.value && theirs.value) draft.value[field] = copy(theirs.value)[field]
    keep(field)
  }

  function keep(field: keyof D) {
    conflicts.value = conflicts.value.filter((one) => one !== field)
  }

  function settle() {
    stale.value = false
    conflicts.value = []
  }

  /** Another resource comes into the form. */
  function reset() {
    drop()
    settle()
    theirs.value = undefined
    draft.value = undefined
    base.value = undefined
  }

  function discard() {
    if (base.value) draft.value = copy(base.value)
  }

  // A tab may be killed at any moment: what is not saved stands on the device until it is, or until it is given up.
  let written: { id: number | undefined } | undefined
  watch(
    [draft, base],
    () => {
      if (!draft.value || !base.value || !session.account) return
      written = { id: id() }
      if (dirty.value) keepDraft(rules.kind, id(), { draft: draft.value, base: base.value }, session.account.id)
      else drop()
    },
    { deep: true },
  )
  function drop() {
    if (written) dropDraft(rules.kind, written.id)
    written = undefined
  }
  onScopeDispose(drop, true)

  // The session ended under the edit: the text waits in this tab for the return.
  watch(
    () => session.account,
    (account) => {
      if (!account && dirty.value && draft.value && base.value)
        stashDraft(rules.kind, id(), { draft: draft.value, base: base.value })
    },
  )

  return { draft, base, theirs, conflicts, stale, dirty, begin, offer, adopt, send, take, keep, settle, reset, discard }
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))
