import { type EntryKey, useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { allItems, answer, api, ifMatch } from '@/platform/api/client'
import { oneAtATime } from '@/platform/api/idempotency'
import type { CollectorContact, CollectorContactInput } from '@/platform/api/model'
import { refreshOn } from '@/platform/events'
import { usePages } from '@/platform/listing/pages'
import { useRefresh } from '@/platform/refresh'
import { fetchLoans, loanKeys } from '../queries'

const keys = {
  all: ['contacts'] as EntryKey,
  list: (loanId: number | undefined): EntryKey => ['contacts', 'list', loanId ?? 0],
  standing: ['contacts', 'standing'] as EntryKey,
}

// A loan gives its name, and says since when it is overdue.
refreshOn(['contact', 'loan', 'settings'], [keys.all])

export const useContacts = (loanId: MaybeRefOrGetter<number | undefined>) =>
  usePages(
    () => keys.list(toValue(loanId)),
    (cursor, signal) => {
      const loan = toValue(loanId)
      return answer(
        api.GET('/api/v1/collector-contacts', {
          params: { query: { ...(loan && { loanId: loan }), ...(cursor && { cursor }) } },
          signal,
        }),
      )
    },
  )

export const useStanding = () =>
  useQuery({
    key: keys.standing,
    query: ({ signal }) => answer(api.GET('/api/v1/collector-contacts/standing', { signal })),
  })

/** All loans by name: who calls may be asking for what is long paid. */
export const useLoansByName = () =>
  useQuery({
    key: [...loanKeys.all, 'by-name'],
    query: ({ signal }) =>
      allItems((cursor) => fetchLoans({ status: 'all', q: '', sort: 'org' }, cursor ?? null, signal, 200)),
  })

export function useContactActions() {
  const refresh = useRefresh()
  const once = oneAtATime()

  /** Throws what the server refuses. */
  async function write(contact: CollectorContact | undefined, body: CollectorContactInput): Promise<CollectorContact> {
    const written = await once(`${contact?.id} ${JSON.stringify(body)}`, (key) =>
      answer(
        contact
          ? api.PUT('/api/v1/collector-contacts/{id}', {
              params: { path: { id: contact.id }, header: ifMatch(contact) },
              body,
            })
          : api.POST('/api/v1/collector-contacts', { body, headers: { 'Idempotency-Key': key } }),
      ),
    )
    await refresh(keys.all)
    return written
  }

  /** Throws what the server refuses. */
  async function remove(contact: CollectorContact): Promise<void> {
    try {
      await answer(
        api.DELETE('/api/v1/collector-contacts/{id}', {
          params: { path: { id: contact.id }, header: ifMatch(contact) },
        }),
      )
    } finally {
      await refresh(keys.all)
    }
  }

  return { write, remove }
}
