// Shows what comes by push and acts on its buttons. It knows no words of its own: they come with each message.
// A press goes to the same origin with the page's own session and the header that foreign pages can't send, so it needs
// no token; completing or snoozing twice changes nothing more.

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

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
