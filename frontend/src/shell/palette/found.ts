import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { fetchLoans } from '@/loans/queries'
import type { Loan, Task } from '@/platform/api/model'
import type { PaletteStep } from '@/platform/overlay'
import { usePaused } from '@/platform/typing'
import { fetchTasks } from '@/tasks/queries'

interface Found {
  tasks: Task[]
  loans: Loan[]
  /** The answer to what is typed now has not come. */
  searching: boolean
  failed?: unknown
}

const SHOWN = 7
const NOTHING = { tasks: [], loans: [] }

/**
 * Asks the server for tasks (with their subtasks) and loans (with their notes) by what is typed. An act shows what it can be
 * done to from the start, the most urgent first.
 *
 * @param act nothing while nothing is to be looked for
 */
export function useFound(act: () => PaletteStep['act'] | undefined, typed: Ref<string>) {
  const words = usePaused(() => typed.value.trim())
  const answered = shallowRef<{ act: string; words: string } & Omit<Found, 'searching'>>()
  let asking = new AbortController()

  async function ask(wanted: PaletteStep['act'], q: string) {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    const search = q ? { q } : {}
    try {
      const [tasks, loans] = await Promise.all([
        wanted === 'pay'
          ? []
          : fetchTasks({ ...search, filter: wanted === 'any' ? 'all' : 'open', sort: 'day' }, null, signal, SHOWN).then(
              ({ items }) => items,
            ),
        wanted === 'any' || wanted === 'pay'
          ? fetchLoans(
              { ...search, status: wanted === 'any' ? 'all' : 'open', sort: 'next' },
              null,
              signal,
              SHOWN,
            ).then(({ items }) => items)
          : [],
      ])
      if (!signal.aborted) answered.value = { act: wanted, words: q, tasks, loans }
    } catch (failed) {
      if (!signal.aborted) answered.value = { act: wanted, words: q, ...NOTHING, failed }
    }
  }

  watch(
    () => [act(), words.value] as const,
    ([wanted, q]) => {
      if (wanted !== undefined && (q || wanted !== 'any')) void ask(wanted, q)
    },
    { immediate: true },
  )
  onScopeDispose(() => asking.abort())

  return computed((): Found => {
    const wanted = act()
    const q = typed.value.trim()
    if (wanted === undefined || (!q && wanted === 'any')) return { ...NOTHING, searching: false }
    const same = answered.value?.act === wanted && answered.value.words === q
    if (same && answered.value) return { ...answered.value, searching: false }
    // The former rows stay while the next come, so that nothing jumps with each letter.
    return { ...(answered.value?.act === wanted ? answered.value : NOTHING), failed: undefined, searching: true }
  })
}
