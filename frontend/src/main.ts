import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { useSession } from './platform/account/session'
import { apiContext } from './platform/api/client'
import { keepFocusPlace } from './platform/focus'
import { deviceLanguage, i18n, speak } from './platform/i18n/i18n'
import { inTelegram } from './platform/miniApp'
import './platform/theme'
import { router } from './router'
import './styles.css'

const app = createApp(App)
app.use(createPinia())
app.use(PiniaColada, { queryOptions: { staleTime: 5_000 } })
app.use(i18n)

apiContext.language = () => i18n.global.locale.value
apiContext.onUnauthenticated = () => {
  const session = useSession()
  // Before the first answer nobody was signed in: the router asks, and sends them to the door.
  if (!session.account) return
  session.expire()
  void router.push({ name: 'sign-in', query: { next: router.currentRoute.value.fullPath } })
}

await speak(deviceLanguage())
if (inTelegram) await (await import('./telegram/miniApp/start')).startInTelegram(router)
app.use(router)
app.mount('#app')
keepFocusPlace(document)
