import { computed, onScopeDispose, readonly, ref } from 'vue'
import { useSession } from '@/platform/account/session'
import { useI18n } from '@/platform/i18n/i18n'
import { type Day, dayOf, type Moment, momentIn, normalMoment, relativeDay, relativeMoment } from './dates'

const instant = ref(new Date())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** Ticks while somebody looks: «сегодня» must become «вчера» on a page left open overnight. */
export function useNow() {
  instant.value = new Date()
  if (users++ === 0) timer = setInterval(() => (instant.value = new Date()), 15_000)
  onScopeDispose(() => {
    if (--users === 0) clearInterval(timer)
  })
  return readonly(instant)
}

/** The account's wall clock and dates in its language. */
export function useWallClock() {
  const { locale } = useI18n()
  const session = useSession()
  const now = useNow()
  const zone = computed(() => session.account?.timeZone ?? 'Europe/Moscow')
  const localNow = computed<Moment>(() => momentIn(zone.value, now.value as Date))
  const today = computed<Day>(() => dayOf(localNow.value))
  const formatLocale = computed(() => (locale.value === 'en' ? 'en-GB' : 'ru'))
  return {
    zone,
    localNow,
    today,
    locale: formatLocale,
    day: (value: Day) => relativeDay(value, today.value, formatLocale.value),
    moment: (value: Day | Moment) => relativeMoment(normalMoment(value), today.value, formatLocale.value),
    instant: (value: string) => relativeMoment(momentIn(zone.value, value), today.value, formatLocale.value),
  }
}
