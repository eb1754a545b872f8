import { ref } from 'vue'
import { useProblemText } from './problemText'
import { complain } from './toasts'

/**
 * What the buttons of a section do: while one works all are {@link busy}, and a refusal is said.
 *
 * @param afterwards however it ended: a refusal means that the section did not know something
 * @param refusal the words for what the server's problem does not tell
 */
export function useAttempt(afterwards: () => unknown, refusal?: (thrown: unknown) => string | undefined) {
  const problemText = useProblemText()
  const busy = ref(false)

  async function attempt(work: () => Promise<unknown>) {
    busy.value = true
    try {
      await work()
    } catch (thrown) {
      complain(refusal?.(thrown) ?? problemText(thrown))
    } finally {
      busy.value = false
      await afterwards()
    }
  }

  return { busy, attempt }
}
