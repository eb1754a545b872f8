import { shallowReactive } from 'vue'

/** How old is what is shown, in milliseconds of the clock. */
export const freshness = shallowReactive({
  /** The oldest of what this device has shown out of its memory; nothing while the server answers. */
  remembered: undefined as number | undefined,
  /** When the server answered last. */
  answered: undefined as number | undefined,
})

export function answered(): void {
  freshness.remembered = undefined
  freshness.answered = Date.now()
}

export function remembered(at: number): void {
  freshness.remembered = Math.min(freshness.remembered ?? at, at)
}
