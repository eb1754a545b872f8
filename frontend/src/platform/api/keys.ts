import type { EntryKey } from '@pinia/colada'

/** The first screen is one answer about everything, so whatever changes a part of it must be able to name it. */
export const dashboardKey: EntryKey = ['dashboard']
