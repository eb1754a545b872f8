import { onScopeDispose, readonly, ref } from 'vue'

/** Whether seven columns with words in them fit. */
export function useWide() {
  const query = window.matchMedia('(min-width: 48rem)')
  const wide = ref(query.matches)
  const follow = () => (wide.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return readonly(wide)
}
