import { newVersion } from '@/platform/newVersion'
import { build } from './answers'

const CHECK_EVERY_MS = 60 * 60_000

/** The version that a worker serves, named as the page's first script. */
function versionOf(worker: ServiceWorker): Promise<string> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(String(data))
    worker.postMessage('version', [port2])
  })
}

let reloads = false

/** The page comes anew; where something is unsaved, the browser asks first. */
function take({ waiting }: ServiceWorkerRegistration) {
  // None waits any longer when another tab, or a press that was thought better of, has let it in already.
  if (!waiting) return window.location.reload()
  reloads = true
  waiting.postMessage('take')
}

/** A new worker waits until the page that is open is left or the person wants the new one: never in the middle of an edit. */
async function look(registration: ServiceWorkerRegistration) {
  const { waiting } = registration
  const worker = waiting ?? navigator.serviceWorker.controller
  if (!worker) return
  const isNew = new URL(await versionOf(worker), location.href).href !== build
  newVersion.value = isNew ? () => take(registration) : undefined
  // This page came from the server and is the new one already; the worker sees to it that no older one is open.
  if (!isNew) waiting?.postMessage('if-alone')
}

/** For http addresses of a home network browsers have none: the page works there as it did, without a network it does not open. */
export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !window.isSecureContext || !import.meta.env.PROD) return
  try {
    const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
    // Where the browser lets no worker be.
    if (!registration) return
    registration.addEventListener('updatefound', () => {
      const installing = registration.installing
      installing?.addEventListener('statechange', () => installing.state === 'installed' && void look(registration))
    })
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (reloads) window.location.reload()
      else void look(registration)
    })
    await look(registration)
    let checkedAt = Date.now()
    const check = () => {
      if (document.visibilityState !== 'visible' || Date.now() - checkedAt < CHECK_EVERY_MS) return
      checkedAt = Date.now()
      registration.update().catch(() => {})
    }
    document.addEventListener('visibilitychange', check)
    setInterval(check, CHECK_EVERY_MS)
    // Whoever comes back after a time without a network may hold an old page against a new server.
    window.addEventListener('online', () => void registration.update().catch(() => {}))
  } catch {
    // Private windows have none.
  }
}
