import { onScopeDispose } from 'vue'

/** Does something again and again while the page is on screen, and at once when somebody comes back to it. */
export function useEvery(milliseconds: number, act: () => void): void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') act()
  }
  const timer = setInterval(whenVisible, milliseconds)
  document.addEventListener('visibilitychange', whenVisible)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', whenVisible)
  })
}
