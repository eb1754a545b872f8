import { type Ref, watch } from 'vue'
import { useSession } from '@/platform/account/session'
import { stashDraft, takeStashedDraft } from './draftStash'

/**
 * What was typed and not sent outlives the session's end in this tab: it stands there again after signing in.
 *
 * @param name of the place; what was kept under it comes back once
 * @param words empty ones are not worth keeping
 */
export function useKeptWords(name: string, words: Ref<string>): void {
  const session = useSession()
  words.value = takeStashedDraft<string>(name)?.draft ?? words.value
  watch(
    () => session.account,
    (account) => {
      // Whoever signs out leaves nothing behind for the next one.
      if (!account && session.ended && words.value.trim()) stashDraft(name, undefined, { draft: words.value, base: '' })
    },
    // Before the page that holds the words is gone.
    { flush: 'sync' },
  )
}
