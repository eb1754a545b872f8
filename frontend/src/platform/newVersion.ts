import { shallowRef } from 'vue'

/** Set when the server has a newer page than this one: brings it. */
export const newVersion = shallowRef<() => void>()
