import { ref, watch } from 'vue'

export type Theme = 'light' | 'dark' | 'system'

const KEY = 'theme'
const stored = localStorage.getItem(KEY)

/** Of this device, not of the account: a phone at night and a desk by day differ. */
export const theme = ref<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system')

watch(
  theme,
  (chosen) => {
    if (chosen === 'system') {
      localStorage.removeItem(KEY)
      delete document.documentElement.dataset.theme
    } else {
      localStorage.setItem(KEY, chosen)
      document.documentElement.dataset.theme = chosen
    }
  },
  { immediate: true },
)
