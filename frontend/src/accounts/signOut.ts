import { useQueryCache } from '@pinia/colada'
import { useRouter } from 'vue-router'
import { useSession } from '@/platform/account/session'
import { useI18n } from '@/platform/i18n/i18n'
import { laterContext, waiting } from '@/platform/later'
import { useProblemText } from '@/platform/problemText'
import { complain } from '@/platform/toasts'

/** Leaves, and leaves nothing of the account in the page's memory nor on the device; of what can't be sent first the person is asked. */
export function useSignOut() {
  const session = useSession()
  const router = useRouter()
  const cache = useQueryCache()
  const problemText = useProblemText()
  const { t } = useI18n()

  return async () => {
    const lost = waiting.value.length
    if (lost && !window.confirm(t('signOutWaits', lost))) return
    try {
      // Whoever uses this device next shall not read what comes for this account.
      if (localStorage.push) await (await import('@/platform/push')).unsubscribe()
      await session.signOut(() => laterContext.dropAll())
    } catch (thrown) {
      complain(problemText(thrown))
      return
    }
    await router.push({ name: 'sign-in' })
    for (const entry of cache.getEntries()) cache.remove(entry)
  }
}
