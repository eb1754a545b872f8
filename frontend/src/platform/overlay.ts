import { shallowRef } from 'vue'

/** What the command palette is opened for: anything, or one act that still needs to be told on what. */
export type PaletteStep =
  | { act: 'any' }
  | { act: 'done' }
  | { act: 'snooze'; task?: { id: number; title: string } }
  | { act: 'pay' }

/** What stands over the page. */
export type Overlay = PaletteStep | { act: 'keys' } | { act: 'add' }

/** Any page may ask for one, the shell shows it. */
export const overlay = shallowRef<Overlay>()

export function openOverlay(wanted: Overlay = { act: 'any' }): void {
  overlay.value = wanted
}
