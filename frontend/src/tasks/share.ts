import type { LocationQuery } from 'vue-router'
import { stashDraft } from '@/platform/editing/draftStash'

/** What another application has shared, as one line: its title, its text and its address, each once. */
export function shared(query: LocationQuery): string {
  const parts = [query.title, query.text, query.url]
    .flat()
    .map((part) => (part ?? '').replace(/\s+/g, ' ').trim())
    .filter(Boolean)
  // Many give the address within the text, or the title again as its beginning.
  return parts
    .filter(
      (part, at) =>
        !parts.some((other, place) => place !== at && other.includes(part) && (other !== part || place < at)),
    )
    .join(' ')
}

/** It stands in the line of the next task and is not saved before the person presses. */
export function intoQuickAdd(query: LocationQuery): void {
  const draft = shared(query)
  if (draft) stashDraft('quick-add', undefined, { draft, base: '' })
}
