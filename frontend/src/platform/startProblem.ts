import { shallowRef } from 'vue'

/** Set when the very first question to the server failed, so that there is no page to show yet. */
export const startProblem = shallowRef<unknown>()

export function showProblemInstead(thrown: unknown): void {
  startProblem.value = thrown
}
