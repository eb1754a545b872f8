import { parsed } from './launch'

/**
 * Talks with Telegram's client, as core.telegram.org/api/web-events says. Own code, and little: Telegram's script would have to
 * come from telegram.org into a page that holds somebody's debts.
 */
export interface Bridge {
  post(event: string, data?: object): void
  on(event: string, heard: (data: Record<string, unknown>) => void): void
}

/** The one site whose frame this page may stand in; the server's policy says the same. */
const WEB = 'https://web.telegram.org'

interface Clients {
  /** Phones and Telegram Desktop. */
  TelegramWebviewProxy?: { postEvent(event: string, data: string): void }
  external?: { notify?(message: string): void }
  Telegram?: object
  TelegramGameProxy?: object
  TelegramGameProxy_receiveEvent?: unknown
}

export const isFramed = () => window.parent !== window

export function bridge(): Bridge {
  const clients = window as unknown as Clients
  const listeners = new Map<string, (data: Record<string, unknown>) => void>()

  function receive(event: unknown, data: unknown) {
    if (typeof event !== 'string') return
    const said = typeof data === 'string' ? parsed(data) : data
    listeners.get(event)?.(typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {})
  }

  // Under each of the names that clients of different ages call.
  clients.TelegramGameProxy_receiveEvent = receive
  clients.TelegramGameProxy = { receiveEvent: receive }
  clients.Telegram = { WebView: { receiveEvent: receive } }
  window.addEventListener('message', (message: MessageEvent<unknown>) => {
    if (message.source !== window.parent || message.origin !== WEB) return
    const said = parsed(message.data) as { eventType?: unknown; eventData?: unknown } | undefined
    receive(said?.eventType, said?.eventData)
  })

  return {
    post(event, data = {}) {
      if (clients.TelegramWebviewProxy) clients.TelegramWebviewProxy.postEvent(event, JSON.stringify(data))
      else if (clients.external?.notify) clients.external.notify(JSON.stringify({ eventType: event, eventData: data }))
      else if (isFramed()) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: data }), WEB)
    },
    on: (event, heard) => void listeners.set(event, heard),
  }
}
