import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

// The one worker of the page. It keeps the page's own files, so that it opens without a network; it never answers for the
// API, and what was read there is kept by the page itself. It shows what comes by push, too.

/* global __FILES__, __VERSION__ -- by the build: what the page consists of, and which first script it has */
const PATIENCE_MS = 3_000
/** Not the page's: the server's, Telegram's frame, and the ways in, which are of no use without a server. */
const LEFT_ALONE = [
  /^\/(api|q|telegram)(\/|$)/,
  /^\/(sign-in|sign-in-link|invite|new-password|mail|healthz)$/,
  /\.[a-z0-9]{1,12}$/,
]

// What is open goes on with the files it came with: a new worker waits until it is left, or until the person wants the new
// page. The first one has nobody to wait for and takes the page that has brought it.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

cleanupOutdatedCaches()
precacheAndRoute(__FILES__, { directoryIndex: null, cleanURLs: false })

// The server's page is the newest; without a network, or when it lets one wait, the kept one.
registerRoute(
  new NavigationRoute(
    async ({ request }) => {
      let timer
      const patience = new Promise((resolve) => {
        timer = setTimeout(() => matchPrecache('/index.html').then(resolve), PATIENCE_MS)
      })
      const network = fetch(request)
      try {
        return (await Promise.race([network, patience])) ?? (await network)
      } catch (away) {
        const kept = await matchPrecache('/index.html')
        if (kept) return kept
        throw away
      } finally {
        clearTimeout(timer)
        network.catch(() => {})
      }
    },
    { denylist: LEFT_ALONE },
  ),
)

self.addEventListener('message', (event) => {
  if (event.data === 'version') event.ports[0].postMessage(__VERSION__)
  if (event.data === 'take') event.waitUntil(self.skipWaiting())
  if (event.data === 'if-alone') event.waitUntil(takeOverIfAlone())
})

/** Only the page that asks is open, and it is of this version already. */
async function takeOverIfAlone() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.length <= 1) await self.skipWaiting()
}

// What comes by push knows its own words: they come with each message. A press goes to the same origin with the page's own
// session and the header that foreign pages can't send, so it needs no token; completing or snoozing twice changes nothing more.
self.addEventListener('push', (event) => {
  let message = {}
  try {
    message = event.data.json()
  } catch {
    // A browser wants every push to be shown: the page tells the rest.
  }
  event.waitUntil(show(message))
})

function show(message, body = message.body ?? '', buttons = message.task !== undefined) {
  return self.registration.showNotification(message.title ?? 'Записная книжка', {
    body,
    tag: message.tag,
    // A reminder again makes itself heard again, though it takes the place of the one before.
    renotify: buttons && message.tag !== undefined,
    requireInteraction: buttons,
    lang: message.language,
    icon: '/icon-192.png',
    badge: '/icon-192.png',
    data: message,
    actions: buttons
      ? [
          { action: 'done', title: message.done },
          { action: 'snooze', title: message.snooze },
        ]
      : [],
  })
}

self.addEventListener('notificationclick', (event) => {
  const message = event.notification.data ?? {}
  event.notification.close()
  event.waitUntil(event.action ? act(event.action, message) : open(message.path))
})

async function act(action, message) {
  const done = action === 'done'
  let ok = false
  try {
    const response = await fetch(`/api/v1/tasks/${Number(message.task)}/${done ? 'complete' : 'snooze'}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'zapiska', ...(done ? {} : { 'Content-Type': 'application/json' }) },
      body: done ? undefined : JSON.stringify({ minutes: message.snoozeMinutes }),
    })
    ok = response.ok
  } catch {
    // No network: said below.
  }
  // What a press has done is seen where it was pressed; nobody shall believe in one that failed.
  await show(message, ok ? (done ? message.doneAnswer : message.snoozedAnswer) : message.failed, false)
}

async function open(path) {
  const target = new URL(typeof path === 'string' && path.startsWith('/') ? path : '/', self.location.origin)
  if (target.origin !== self.location.origin) return
  for (const client of await self.clients.matchAll({ type: 'window' })) {
    if (client.url === target.href) return client.focus()
  }
  return self.clients.openWindow(target.href)
}
