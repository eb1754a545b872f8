import { type EntryKey, useQuery, useQueryCache } from '@pinia/colada'
import { useSession } from '@/platform/account/session'
import { answerWithResponse, api } from '@/platform/api/client'
import type { Settings, SettingsInput } from '@/platform/api/model'
import { refreshOn } from '@/platform/events'
import { speak } from '@/platform/i18n/i18n'

export const settingsKey: EntryKey = ['settings']

refreshOn(['settings'], [settingsKey])

/** Settings have no id and no version of their own: the answer's ETag is what an update must name. */
export interface VersionedSettings {
  settings: Settings
  etag: string
}

/** PUT takes all that can be chosen, and nothing else. */
function inputFrom({ version: _, pause: __, ...chosen }: Settings): SettingsInput {
  return chosen
}

async function fetchSettings(signal?: AbortSignal): Promise<VersionedSettings> {
  const { data, response } = await answerWithResponse(api.GET('/api/v1/settings', { signal }))
  return { settings: data, etag: response.headers.get('ETag') ?? '' }
}

export const useSettings = () => useQuery({ key: settingsKey, query: ({ signal }) => fetchSettings(signal) })

export function useSettingsActions() {
  const cache = useQueryCache()
  const session = useSession()

  async function save(settings: Settings, etag: string): Promise<VersionedSettings> {
    const { data, response } = await answerWithResponse(
      api.PUT('/api/v1/settings', { params: { header: { 'If-Match': etag } }, body: inputFrom(settings) }),
    )
    const saved = { settings: data, etag: response.headers.get('ETag') ?? '' }
    cache.setQueryData(settingsKey, saved)
    if (session.account) {
      session.account = { ...session.account, timeZone: data.timeZone, language: data.language }
    }
    await speak(data.language)
    return saved
  }

  /** One setting, upon whatever the rest is now. */
  async function change(part: Partial<Settings>): Promise<VersionedSettings> {
    const { settings, etag } = await fetchSettings()
    return save({ ...settings, ...part }, etag)
  }

  return { save, change, fetch: fetchSettings }
}
