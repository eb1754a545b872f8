import type { EntryKey } from '@pinia/colada'
import { computed, nextTick, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useListCursor, useSearchWords } from '@/platform/typing'
import type { Address } from './address'
import { type Page, usePages } from './pages'

/** What differs between two lists. */
export interface ListKind<S, P extends Page> {
  address: Address<S>
  key: (search: S) => EntryKey
  fetch: (search: S, cursor: string | null, signal: AbortSignal) => Promise<P>
  /** The page of one of its things. */
  route: 'task' | 'loan'
}

/**
 * A list that is filtered by its address, comes in pages and is walked through by the keyboard. `ListPage` shows it.
 */
export function useListing<S extends { q?: string }, P extends Page>(kind: ListKind<S, P>) {
  const route = useRoute()
  const router = useRouter()
  /** Set by the page that shows it: an element with a row for each of the items. */
  const rows = ref<HTMLElement | null>(null)

  const search = computed(() => kind.address.searchFrom(route.query))
  const query = usePages(
    () => kind.key(search.value),
    (cursor, signal) => kind.fetch(search.value, cursor, signal),
  )

  /** Where the same list is shown with another filter. */
  const to = (change: Partial<S>) => ({ query: kind.address.queryFrom({ ...search.value, ...change }) })
  const go = (change: Partial<S>) => router.push(to(change))
  const text = useSearchWords(
    () => search.value.q ?? '',
    (q) => void router.replace(to({ q: q || undefined } as Partial<S>)),
  )

  const ids = () => (query.items.value ?? []).map(({ id }) => id)
  const rowOf = (id: number) => rows.value?.querySelector(`[data-${kind.route}="${id}"]`)
  const { cursor, move } = useListCursor(
    ids,
    (id) =>
      void nextTick().then(() => {
        const row = rowOf(id)
        row?.scrollIntoView({ block: 'nearest' })
        row?.querySelector('a')?.focus({ preventScroll: true })
      }),
  )
  /** The mark goes with the keyboard's focus, also where Tab has taken it or the row before it is gone. */
  function followFocus({ target }: FocusEvent) {
    if (!(target instanceof Element) || !target.matches(':focus-visible')) return
    const id = target.closest<HTMLElement>(`[data-${kind.route}]`)?.dataset[kind.route]
    if (id) cursor.value = Number(id)
  }
  watch(rows, (now, before) => {
    before?.removeEventListener('focusin', followFocus)
    now?.addEventListener('focusin', followFocus)
  })
  function open() {
    if (cursor.value !== undefined) void router.push({ name: kind.route, params: { id: cursor.value } })
  }

  return { query, items: query.items, search, to, go, text, rows, rowOf, cursor, move, open }
}

export type Listing<S extends { q?: string }, P extends Page> = ReturnType<typeof useListing<S, P>>
