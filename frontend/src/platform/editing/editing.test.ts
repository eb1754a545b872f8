import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, reactive } from 'vue'
import { type DraftRules, useEditing } from './editing'

const session = reactive({ account: { id: 7 } as { id: number } | null })
vi.mock('@/platform/account/session', () => ({ useSession: () => session }))

interface List {
  id: number
  rows: { id: number; title: string }[]
}
interface Draft {
  rows: { id?: number; title: string }[]
}

/** Rows without an id are new; those of the server that the form did not start from are somebody else's. */
const RULES: DraftRules<List, Draft> = {
  kind: 'list',
  draftFrom: ({ rows }) => ({ rows: rows.map((row) => ({ ...row })) }),
  sameDraft: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  sameField: (_, a, b) => JSON.stringify(a) === JSON.stringify(b),
  rebase: (mine, base, theirs) => {
    const titles = (of: Draft) => of.rows.map(({ title }) => title)
    const foreign = theirs.rows.filter(({ title }) => !titles(base).includes(title))
    const kept = mine.rows.map(
      (row) => theirs.rows.find(({ title }) => titles(base).includes(title) && title === row.title) ?? row,
    )
    return { draft: { rows: [...kept, ...foreign] }, conflicts: [] }
  },
}

const EMPTY: List = { id: 1, rows: [] }
const SAVED: List = { id: 1, rows: [{ id: 5, title: 'новая' }] }

describe('a form over something that may change elsewhere', () => {
  beforeEach(() => {
    for (const name of ['sessionStorage', 'localStorage']) {
      const kept = new Map<string, string>()
      vi.stubGlobal(name, {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
        removeItem: (key: string) => kept.delete(key),
      })
    }
  })

  const editing = () => {
    const edit = useEditing(RULES, () => 1)
    edit.adopt(EMPTY)
    edit.draft.value = { rows: [{ title: 'новая' }] }
    return { edit, sent: { rows: [{ title: 'новая' }] } }
  }

  it('shows a new row once though the news of its own save comes before the answer', async () => {
    const { edit, sent } = editing()
    const answer = await edit.send(async () => {
      edit.adopt(SAVED)
      return SAVED
    })
    edit.adopt(answer, sent)
    expect(edit.draft.value).toEqual({ rows: [{ id: 5, title: 'новая' }] })
    expect(edit.dirty.value).toBe(false)
  })

  it('listens to news again when a save has failed', async () => {
    const { edit } = editing()
    await expect(edit.send(() => Promise.reject(new Error('offline')))).rejects.toThrow('offline')
    edit.adopt({ id: 1, rows: [{ id: 9, title: 'чужая' }] })
    expect(edit.draft.value?.rows.map(({ title }) => title)).toEqual(['новая', 'чужая'])
    expect(edit.dirty.value).toBe(true)
  })

  it('begins a new one with what was written elsewhere, which is not saved yet', () => {
    const edit = useEditing(RULES, () => undefined)
    edit.begin({ rows: [] }, { rows: [{ title: 'из быстрой строки' }] })
    expect(edit.draft.value).toEqual({ rows: [{ title: 'из быстрой строки' }] })
    expect(edit.dirty.value).toBe(true)
  })

  it('takes what comes late where nobody has chosen, and leaves what somebody has', () => {
    const late = { rows: [{ title: 'обычное' }] }
    const untouched = useEditing(RULES, () => undefined)
    untouched.begin({ rows: [] })
    untouched.offer(late)
    expect(untouched.draft.value).toEqual(late)
    expect(untouched.dirty.value).toBe(false)
    const { edit } = editing()
    edit.offer(late)
    expect(edit.draft.value).toEqual({ rows: [{ title: 'новая' }] })
  })

  it('keeps what is being written when the session ends', async () => {
    const { edit } = editing()
    session.account = null
    await Promise.resolve()
    const again = useEditing(RULES, () => 1)
    expect(again.adopt(EMPTY)).toBe(true)
    expect(again.draft.value).toEqual(edit.draft.value)
    session.account = { id: 7 }
  })

  describe('in a tab that is killed', () => {
    /** A form whose tab goes without a word: nothing of it is disposed of. */
    const killed = async (id?: number) => {
      const edit = useEditing(RULES, () => id)
      if (id === undefined) edit.begin({ rows: [] })
      else edit.adopt(EMPTY)
      edit.draft.value = { rows: [{ title: 'новая' }] }
      await nextTick()
      vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} })
    }

    it('leaves what was written to the same person', async () => {
      await killed()
      const again = useEditing(RULES, () => undefined)
      expect(again.begin({ rows: [] })).toBe(true)
      expect(again.draft.value).toEqual({ rows: [{ title: 'новая' }] })
      expect(again.dirty.value).toBe(true)
    })

    it('puts it upon what has changed meanwhile', async () => {
      await killed(1)
      const again = useEditing(RULES, () => 1)
      expect(again.adopt({ id: 1, rows: [{ id: 9, title: 'чужая' }] })).toBe(true)
      expect(again.draft.value?.rows.map(({ title }) => title)).toEqual(['новая', 'чужая'])
    })

    it('shows it to nobody else', async () => {
      await killed()
      session.account = { id: 8 }
      expect(useEditing(RULES, () => undefined).begin({ rows: [] })).toBe(false)
      session.account = { id: 7 }
    })

    it('keeps nothing of what was saved, discarded or left', async () => {
      const scope = effectScope()
      const edit = scope.run(() => useEditing(RULES, () => undefined))
      edit?.begin({ rows: [] })
      if (edit) edit.draft.value = { rows: [{ title: 'новая' }] }
      await nextTick()
      expect(localStorage.getItem('draft:list:new')).not.toBeNull()
      edit?.discard()
      await nextTick()
      expect(localStorage.getItem('draft:list:new')).toBeNull()
      if (edit) edit.draft.value = { rows: [{ title: 'другая' }] }
      await nextTick()
      scope.stop()
      expect(localStorage.getItem('draft:list:new')).toBeNull()
    })
  })
})
