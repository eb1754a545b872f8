import type { EntryKey } from '@pinia/colada'
import { computed, type Ref, watch } from 'vue'
import type { Task } from '@/platform/api/model'
import { useNow } from '@/platform/dates/wallClock'
import { useRefresh } from '@/platform/refresh'

/** What the server says about the next message on something: the engine's own rule, which the page never works out itself. */
export type Foretold = Pick<Task, 'nextMessageAt' | 'nextMessageReason'>

/** What holds foretold messages; features add theirs. */
const foretelling: EntryKey[] = []

export function foretoldIn(...keys: EntryKey[]): void {
  foretelling.push(...keys)
}

/** Many rows may see their moment pass together. */
const TOGETHER_MS = 3_000
let askedAt = 0

/**
 * Whether the moment of the next message has come while the page was open: then what comes after it is asked for, and again
 * until the server knows, so that no page left open promises what has passed.
 */
export function useMomentCame(foretold: () => Foretold): Ref<boolean> {
  const now = useNow()
  const refresh = useRefresh()
  const came = computed(() => {
    const { nextMessageAt } = foretold()
    return nextMessageAt !== null && new Date(nextMessageAt) <= now.value
  })
  watch(
    () => came.value && now.value,
    (passing) => {
      if (!passing || document.visibilityState !== 'visible' || Date.now() - askedAt < TOGETHER_MS) return
      askedAt = Date.now()
      for (const key of foretelling) void refresh(key)
    },
    { immediate: true },
  )
  return came
}
