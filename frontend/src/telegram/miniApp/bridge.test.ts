import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bridge } from './bridge'

interface Message {
  source: unknown
  origin: string
  data: unknown
}

/** A window inside another one, or alone. */
function windowOf(parent?: object) {
  const heard: ((message: Message) => void)[] = []
  const one: Record<string, unknown> = {
    addEventListener: (_: string, listener: (message: Message) => void) => heard.push(listener),
  }
  one.parent = parent ?? one
  return { one, say: (message: Message) => heard.map((listener) => listener(message)) }
}

const WEB = 'https://web.telegram.org'

describe('in the frame of Telegram Web', () => {
  const posted = vi.fn()
  const parent = { postMessage: posted }
  let frame: ReturnType<typeof windowOf>
  beforeEach(() => {
    posted.mockClear()
    frame = windowOf(parent)
    vi.stubGlobal('window', frame.one)
  })
  afterEach(() => void vi.unstubAllGlobals())

  it('speaks to that site alone', () => {
    bridge().post('web_app_ready')
    expect(posted.mock.calls).toEqual([['{"eventType":"web_app_ready","eventData":{}}', WEB]])
  })

  it('hears that site alone, and nothing that is not shaped so', () => {
    const heard = vi.fn()
    bridge().on('theme_changed', heard)
    const data = JSON.stringify({ eventType: 'theme_changed', eventData: { theme_params: {} } })
    frame.say({ source: parent, origin: 'https://evil.example', data })
    frame.say({ source: {}, origin: WEB, data })
    for (const garbage of ['', '{', 'null', '5', '{"eventType":5}', {}, undefined])
      frame.say({ source: parent, origin: WEB, data: garbage })
    expect(heard).not.toHaveBeenCalled()
    frame.say({ source: parent, origin: WEB, data })
    expect(heard.mock.calls).toEqual([[{ theme_params: {} }]])
  })
})

describe('in the apps', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('speaks by the proxy and hears under each name that clients know', () => {
    const { one } = windowOf()
    const postEvent = vi.fn()
    one.TelegramWebviewProxy = { postEvent }
    vi.stubGlobal('window', one)
    const heard = vi.fn()
    const client = bridge()
    client.post('web_app_setup_back_button', { is_visible: true })
    expect(postEvent.mock.calls).toEqual([['web_app_setup_back_button', '{"is_visible":true}']])

    client.on('back_button_pressed', heard)
    type Receive = (event: string, data?: unknown) => void
    ;(one.Telegram as { WebView: { receiveEvent: Receive } }).WebView.receiveEvent('back_button_pressed')
    ;(one.TelegramGameProxy as { receiveEvent: Receive }).receiveEvent('back_button_pressed', '{"a":1}')
    ;(one.TelegramGameProxy_receiveEvent as Receive)('back_button_pressed', { a: 2 })
    expect(heard.mock.calls).toEqual([[{}], [{ a: 1 }], [{ a: 2 }]])
  })

  it('says nothing where nobody listens', () => {
    vi.stubGlobal('window', windowOf().one)
    expect(() => bridge().post('web_app_ready')).not.toThrow()
  })
})
