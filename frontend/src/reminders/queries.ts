import { type EntryKey, useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { answer, api, ifMatch } from '@/platform/api/client'
import type { PreviewInput, ReminderTemplate, ReminderTemplateInput } from '@/platform/api/model'
import { refreshOn } from '@/platform/events'
import { useRefresh } from '@/platform/refresh'

export const reminderKeys = {
  templates: ['reminder-templates'] as EntryKey,
  previews: ['reminder-previews'] as EntryKey,
  deliveries: ['deliveries'] as EntryKey,
}

refreshOn(['template'], [reminderKeys.templates])
refreshOn(['reminder'], [reminderKeys.deliveries])

export const useReminderTemplates = () =>
  useQuery({
    key: reminderKeys.templates,
    query: async ({ signal }) => (await answer(api.GET('/api/v1/reminder-templates', { signal }))).items,
    staleTime: 60_000,
  })

export const useDeliveries = (reminderId: number) =>
  useQuery({
    key: [...reminderKeys.deliveries, reminderId],
    query: async ({ signal }) =>
      (await answer(api.GET('/api/v1/reminders/{id}/deliveries', { params: { path: { id: reminderId } }, signal })))
        .items,
  })

/** The exact moments a plan would send at. Asks nothing while there is nothing to ask about. */
export const usePreview = (wanted: MaybeRefOrGetter<PreviewInput | null>) =>
  useQuery({
    key: () => [...reminderKeys.previews, JSON.stringify(toValue(wanted))],
    enabled: () => toValue(wanted) !== null,
    query: ({ signal }) =>
      answer(api.POST('/api/v1/reminder-templates/preview', { body: toValue(wanted) as PreviewInput, signal })),
    // What is past changes with the clock.
    staleTime: 20_000,
    placeholderData: (previous) => previous,
  })

export function useTemplateActions() {
  const refreshKey = useRefresh()
  const refresh = () => refreshKey(reminderKeys.templates)

  return {
    async save(template: ReminderTemplate | null, body: ReminderTemplateInput, key: string): Promise<ReminderTemplate> {
      const saved = await answer(
        template
          ? api.PUT('/api/v1/reminder-templates/{id}', {
              params: { path: { id: template.id }, header: ifMatch(template) },
              body,
            })
          : api.POST('/api/v1/reminder-templates', { body, headers: { 'Idempotency-Key': key } }),
      )
      await refresh()
      return saved
    },
    async remove(template: ReminderTemplate): Promise<void> {
      await answer(
        api.DELETE('/api/v1/reminder-templates/{id}', {
          params: { path: { id: template.id }, header: ifMatch(template) },
        }),
      )
      await refresh()
    },
    refresh,
  }
}
