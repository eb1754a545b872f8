import { type EntryKey, useQuery, useQueryCache } from '@pinia/colada'
import { answer, api, ifMatch } from '@/platform/api/client'
import type { ChosenPayoffPlan, PayoffPlanInput } from '@/platform/api/model'
import { useRefresh } from '@/platform/refresh'
import { loanKeys } from '../queries'

/** Below those of the loans: whatever changes one of them changes what the plan asks for. */
const key: EntryKey = [...loanKeys.all, 'payoff']

export const useChosenPlan = () =>
  useQuery({ key, query: ({ signal }) => answer(api.GET('/api/v1/payoff-plan', { signal })) })

export function useChosenPlanActions() {
  const cache = useQueryCache()
  const refresh = useRefresh()

  /** Throws what the server refuses. @param chosen null: none is followed any more */
  async function choose(seen: { version: number }, chosen: PayoffPlanInput | null): Promise<ChosenPayoffPlan> {
    try {
      const plan = await answer(api.PUT('/api/v1/payoff-plan', { params: { header: ifMatch(seen) }, body: { chosen } }))
      cache.setQueryData(key, plan)
      return plan
    } catch (thrown) {
      // Somebody has chosen another one meanwhile, perhaps on another device.
      void refresh(key)
      throw thrown
    }
  }

  return { choose }
}
