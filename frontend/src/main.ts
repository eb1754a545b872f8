import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { useSession } from './platform/account/session'
import { apiContext } from './platform/api/client'
import { keepFocusPlace } from './platform/focus'
import { deviceLanguage, i18n, speak, willSpeak } from './platform/i18n/i18n'
import { laterContext } from './platform/later'
import { inTelegram } from './platform/miniApp'
import './platform/theme'
import { fetchAhead, router } from './router'
import './styles.css'

const app = createApp(App)
app.use(createPinia())
app.use(PiniaColada, { queryOptions: { staleTime: 5_000 } })

apiContext.language = () => i18n.global.locale.value
apiContext.onUnauthenticated = () => {
  const session = useSession()
  // Before the first answer nobody was signed in: the router asks, and sends them to the door.
  if (!session.account) return
  session.expire()
  void router.push({ name: 'sign-in', query: { next: router.currentRoute.value.fullPath } })
}

/** What works without a network comes after the first screen, or with the first need of it. In Telegram's frame nothing is kept. */
const offline = () => import('./offline/start')
const early: [Request, Response][] = []
if (!inTelegram) {
  apiContext.onRead = (...read) => void early.push(read)
  apiContext.lastSeen = (request) =>
    offline().then(
      ({ lastSeen }) => lastSeen(request),
      () => undefined,
    )
  laterContext.enqueue = async (...entry) => (await offline()).enqueue(...entry)
  laterContext.dropAll = async () => (await offline()).dropAll()
}
const AFTER_FIRST_SCREEN_MS = 1_500

// Not awaited by this module itself: what comes later imports parts of the same script and would wait for its end.
async function start() {
  const language = deviceLanguage()
  willSpeak(language)
  // Who this is, the texts and the page are asked for at once: one after the other they would be three trips.
  if (!inTelegram) fetchAhead()
  await speak(language)
  if (inTelegram) await (await import('./telegram/miniApp/start')).startInTelegram(router)
  app.use(router)
  // Until there is something to show, what index.html shows stays. Whoever can't be led to a page is told why by the App.
  await router.isReady().catch(() => {})
  app.mount('#app')
  keepFocusPlace(document)
  if (inTelegram) return
  const startOffline = () =>
    void offline().then(
      ({ start }) => app.runWithContext(() => start(early.splice(0))),
      () => {},
    )
  setTimeout(startOffline, AFTER_FIRST_SCREEN_MS)
}

void start()
