import { useQueryCache } from '@pinia/colada'
import { useRouter } from 'vue-router'
import { useSession } from '@/platform/account/session'
import { useProblemText } from '@/platform/problemText'
import { complain } from '@/platform/toasts'

/** Leaves, and leaves nothing of the account in the page's memory. */
export function useSignOut() {
  const session = useSession()
  const router = useRouter()
  const cache = useQueryCache()
  const problemText = useProblemText()

  return async () => {
    try {
      // Whoever uses this device next shall not read what comes for this account.
      if (localStorage.push) await (await import('@/platform/push')).unsubscribe()
      await session.signOut()
    } catch (thrown) {
      complain(problemText(thrown))
      return
    }
    await router.push({ name: 'sign-in' })
    for (const entry of cache.getEntries()) cache.remove(entry)
  }
}
