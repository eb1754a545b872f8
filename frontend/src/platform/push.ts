import { answer, api } from './api/client'
import { bytesOf } from './base64url'

/** Set on a device that takes messages, so that others ask neither their browser nor the server about it. */
const KEY = 'push'

/**
 * What this browser can do. `insecure`: browsers let only pages that come by https (or from this very machine) take messages.
 */
export type PushState = 'on' | 'off' | 'denied' | 'unsupported' | 'insecure'

/** The edge of the browser, which tests play. */
export async function pushState(): Promise<PushState> {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return localStorage.getItem(KEY) && (await subscription()) ? 'on' : 'off'
}

const registered = async () => (await navigator.serviceWorker.getRegistration('/'))?.pushManager
const subscription = async () => (await registered())?.getSubscription()

/** By it the server's list knows this browser. */
export async function ownEndpoint(): Promise<string | undefined> {
  if (!localStorage.getItem(KEY)) return undefined
  const found = await subscription()
  if (!found) return undefined
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(found.endpoint))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const same = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, place) => byte === other[place])

/** @returns what the browser says to it; a subscription with another key is made anew */
export async function subscribe(publicKey: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') {
    return Notification.permission === 'denied' ? 'denied' : 'off'
  }
  await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  const { pushManager } = await navigator.serviceWorker.ready
  const key = bytesOf(publicKey)
  let found = await pushManager.getSubscription()
  const foundKey = found?.options.applicationServerKey
  if (found && !(foundKey && same(new Uint8Array(foundKey), key))) {
    await found.unsubscribe()
    found = null
  }
  found ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = found.toJSON()
  await answer(
    api.POST('/api/v1/push/subscriptions', {
      body: { endpoint: endpoint ?? '', keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } },
    }),
  )
  localStorage.setItem(KEY, 'on')
  return 'on'
}

/** Takes no more messages here, and never fails: what the server still sends is then refused by the browser's own service. */
export async function unsubscribe(): Promise<void> {
  localStorage.removeItem(KEY)
  try {
    await (await subscription())?.unsubscribe()
  } catch {
    // Without a network the browser forgets it all the same.
  }
}

/**
 * At each visit of a device that takes messages: the server may have another key since, or have taken it off its list after
 * refusals. Nothing is asked of the person; what fails is tried at the next visit.
 */
export async function keepSubscribed(): Promise<void> {
  if (!localStorage.getItem(KEY) || !('Notification' in window) || Notification.permission !== 'granted') return
  try {
    const channel = await answer(api.GET('/api/v1/push/subscriptions'))
    const own = await ownEndpoint()
    const known = channel.devices.find((device) => device.endpointSha256 === own)
    if (known?.works) return
    await subscribe(channel.publicKey)
    // What it was known by before leads nowhere now.
    if (known && (await ownEndpoint()) !== own) {
      await answer(api.DELETE('/api/v1/push/subscriptions/{id}', { params: { path: { id: known.id } } }))
    }
  } catch {
    // The next visit.
  }
}
