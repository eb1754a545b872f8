import { computed, onScopeDispose, ref } from 'vue'

/** Counts a lock down to zero and ends it by itself. Goes by the clock, so a page asleep wakes up right. */
export function useLockout(clock: () => number = () => Date.now()) {
  const until = ref(0)
  const now = ref(clock())
  let timer: ReturnType<typeof setInterval> | undefined

  const secondsLeft = computed(() => Math.max(0, Math.ceil((until.value - now.value) / 1000)))
  const locked = computed(() => secondsLeft.value > 0)

  function tick() {
    now.value = clock()
    if (!locked.value) stop()
  }
  function stop() {
    clearInterval(timer)
    timer = undefined
  }
  function lockFor(seconds: number) {
    now.value = clock()
    until.value = now.value + seconds * 1000
    timer ??= setInterval(tick, 250)
  }

  onScopeDispose(stop)
  return { secondsLeft, locked, lockFor }
}
