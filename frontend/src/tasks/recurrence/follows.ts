import { useSession } from '@/platform/account/session'
import type { Language, Task } from '@/platform/api/model'
import { dayOf, momentIn, normalMoment, relativeMoment } from '@/platform/dates/dates'
import { i18n, lazyTexts } from '@/platform/i18n/i18n'

/** Of its own: shared with the router it would be one more script of the first load. */
const texts = lazyTexts({ ru: () => import('./texts.ru'), en: () => import('./texts.en') })

/** What comes after a done task of a series, or why nothing does. */
export function whatFollows({ followedBy, seriesEnded }: Task): string {
  const { t, locale } = i18n.global
  if (!followedBy) return seriesEnded ? t(`recurrence.ended.${seriesEnded}`) : ''
  const today = dayOf(momentIn(useSession().account?.timeZone ?? 'Europe/Moscow', new Date()))
  const at = followedBy.due
    ? relativeMoment(normalMoment(followedBy.due), today, locale.value === 'en' ? 'en-GB' : 'ru')
    : t('recurrence.noDue')
  return t('recurrence.follows', { at })
}

/** The same as a sentence that goes on after another one, wherever the task was done. */
export async function afterDone(task: Task): Promise<string> {
  await texts(i18n.global.locale.value as Language)
  const next = whatFollows(task)
  return next && `. ${next}`
}
