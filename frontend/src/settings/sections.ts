import { computed } from 'vue'
import { useSession } from '@/platform/account/session'
import type { IconName } from '@/platform/ui/Icon.vue'

export interface Section {
  /** The name of its route, and of its texts. */
  to: string
  icon: IconName
  ownerOnly?: true
}

/** What is set. */
export const SECTIONS: readonly Section[] = [
  { to: 'settings-general', icon: 'globe' },
  { to: 'settings-reminders', icon: 'bell' },
  { to: 'settings-loans', icon: 'wallet' },
  { to: 'settings-telegram', icon: 'send' },
  { to: 'settings-channels', icon: 'offline' },
  { to: 'settings-security', icon: 'safe' },
  { to: 'settings-tokens', icon: 'key' },
]

/** What is reached from the settings, and has a page's worth of its own. */
export const MORE: readonly Section[] = [
  { to: 'calendar-feeds', icon: 'calendar' },
  { to: 'data', icon: 'download' },
  { to: 'people', icon: 'people', ownerOnly: true },
  { to: 'announcements', icon: 'send', ownerOnly: true },
  { to: 'audit', icon: 'list' },
  { to: 'status', icon: 'pulse', ownerOnly: true },
  { to: 'backups', icon: 'safe', ownerOnly: true },
]

/** Those that this person has. */
export function useSections() {
  const session = useSession()
  const mine = (all: readonly Section[]) =>
    all.filter(({ ownerOnly }) => !ownerOnly || session.account?.role === 'owner')
  return computed(() => [
    { name: 'sections' as const, sections: mine(SECTIONS) },
    { name: 'more' as const, sections: mine(MORE) },
  ])
}

/** The settings were one long page: letters, messages and bookmarks name its places. */
const FORMER_PLACES: Record<string, string> = {
  '#telegram': 'settings-telegram',
  '#telegram-group': 'settings-telegram',
  '#push': 'settings-channels',
  '#pause': 'settings-reminders',
  '#passkeys': 'settings-security',
  '#second-factor': 'settings-security',
}

/** Where the menu stands beside the section, the settings begin with one. */
export const BESIDE = '(min-width: 80rem)'

/** @returns the section that is meant by the settings' own address, unless it is the menu */
export const sectionMeant = (hash: string): string | undefined =>
  FORMER_PLACES[hash] ?? (window.matchMedia(BESIDE).matches ? 'settings-general' : undefined)
