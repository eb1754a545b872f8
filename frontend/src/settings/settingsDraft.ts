import type { VersionedSettings } from '@/platform/account/settings'
import type { Settings } from '@/platform/api/model'
import type { DraftRules } from '@/platform/editing/editing'

/** An account has one set of settings. */
export type EditedSettings = VersionedSettings & { id: 0 }

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Each choice stands for itself, so what a person chose here stays, and the rest follows the server: there is no conflict. */
export const SETTINGS_RULES: DraftRules<EditedSettings, Settings> = {
  kind: 'settings',
  draftFrom: ({ settings }) => JSON.parse(JSON.stringify(settings)) as Settings,
  sameDraft: ({ version: _, ...a }, { version: __, ...b }) => same(a, b),
  sameField: (field, a, b) => same(a[field], b[field]),
  rebase(mine, base, theirs) {
    const draft: Record<string, unknown> = { ...theirs }
    for (const field of Object.keys(mine) as (keyof Settings)[]) {
      if (field !== 'version' && !same(mine[field], base[field])) draft[field] = mine[field]
    }
    return { draft: draft as unknown as Settings, conflicts: [] }
  },
}
