import type { RouteLocationNormalized } from 'vue-router'
import type { IconName } from '@/platform/ui/Icon.vue'

export interface Place {
  to: string
  icon: IconName
  label: string
}

/** What the navigation leads to, and the palette. */
export const PLACES: readonly Place[] = [
  { to: 'today', icon: 'today', label: 'nav.today' },
  { to: 'tasks', icon: 'tasks', label: 'nav.tasks' },
  { to: 'calendar', icon: 'calendar', label: 'dates.calendar' },
  { to: 'loans', icon: 'wallet', label: 'nav.loans' },
  { to: 'categories', icon: 'folder', label: 'nav.categories' },
  { to: 'reminder-templates', icon: 'bell', label: 'nav.templates' },
  { to: 'statistics', icon: 'chart', label: 'nav.statistics' },
  { to: 'settings', icon: 'settings', label: 'nav.settings' },
]

/** What a screen reader says of a place: that it is this page, or that this page stands beneath it. */
export function currentOf(place: string, { name, meta }: RouteLocationNormalized): 'page' | 'true' | undefined {
  if (name === place) return 'page'
  return meta.place === place ? 'true' : undefined
}
