import { useQueryCache } from '@pinia/colada'
import { settingsKey, type VersionedSettings } from '@/platform/account/settings'
import { answerWithResponse, api } from '@/platform/api/client'
import { type Day, dayOf, momentIn } from '@/platform/dates/dates'
import type { useWallClock } from '@/platform/dates/wallClock'

/** When it is over; of a day that has just begun nobody says «00:00». */
export function pauseEnd(until: string, clock: ReturnType<typeof useWallClock>): string {
  const local = momentIn(clock.zone.value, until)
  return local.endsWith('T00:00') ? clock.day(dayOf(local)) : clock.moment(local)
}

/** Begins and ends a holiday from reminders; the settings that are answered show it. */
export function usePauseActions() {
  const cache = useQueryCache()

  function keep({ data, response }: { data: VersionedSettings['settings']; response: Response }) {
    cache.setQueryData(settingsKey, { settings: data, etag: response.headers.get('ETag') ?? '' })
  }

  return {
    begin: async (until: Day, payments: boolean) =>
      keep(await answerWithResponse(api.POST('/api/v1/settings/pause', { body: { until, payments } }))),
    end: async () => keep(await answerWithResponse(api.POST('/api/v1/settings/pause/end'))),
  }
}
