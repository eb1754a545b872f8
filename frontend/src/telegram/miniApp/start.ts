import type { Router } from 'vue-router'
import { useSession } from '@/platform/account/session'
import { answer, api } from '@/platform/api/client'
import { asProblem } from '@/platform/api/problem'
import { launch as hash } from '@/platform/miniApp'
import { type Bridge, bridge, isFramed } from './bridge'
import { door, doorActions } from './door'
import { atLeast, isDark, type Launch, launchOf, parsed, themeParams } from './launch'

/** How the client looked when it opened us; a reload of the page is told nothing. */
const KEPT = 'telegram'
/** The confirmation that has signed in: it counts once, and a reload may bring it again. */
const USED = 'telegram-used'

/** Signs in by what Telegram says, and makes the page look and behave as one of its own. */
export async function startInTelegram(router: Router): Promise<void> {
  const fresh = launchOf(hash)
  const launch = fresh ?? kept()
  if (!launch) {
    // A session may be there all the same; the router asks, and the door says what this address is for.
    door.value = { why: 'outside' }
    return
  }
  if (fresh) sessionStorage.setItem(KEPT, JSON.stringify({ ...fresh, initData: '' }))
  const client = bridge()
  look(client, launch, router)
  doorActions.value = {
    close: () => client.post('web_app_close'),
    ...(isFramed() ? {} : { open: (url: string) => client.post('web_app_open_link', { url }) }),
  }
  door.value = { why: 'ended' }
  if (fresh?.initData && sessionStorage.getItem(USED) !== markOf(fresh.initData)) {
    const again = () => signIn(fresh.initData)
    if (!(await again())) doorActions.value = { ...doorActions.value, again }
  }
}

/** Enough to know it again. */
const markOf = (initData: string) => new URLSearchParams(initData).get('hash') ?? ''

function kept(): Launch | undefined {
  const known = parsed(sessionStorage.getItem(KEPT)) as Partial<Launch> | undefined
  return known
    ? { initData: '', version: known.version ?? '6.0', platform: known.platform ?? '', theme: themeParams(known.theme) }
    : undefined
}

/** @returns whether somebody is in now; else the door says why not */
async function signIn(initData: string): Promise<boolean> {
  const session = useSession()
  try {
    const { account } = await answer(api.POST('/api/v1/auth/telegram', { body: { initData, framed: isFramed() } }))
    sessionStorage.setItem(USED, markOf(initData))
    // Browsers may refuse to keep it in a frame: then the page would fall apart at its next question.
    if (isFramed()) await session.find()
    else await session.become(account)
    if (!session.account) door.value = { why: 'noCookie' }
    return session.account !== null
  } catch (thrown) {
    const problem = asProblem(thrown)
    door.value = problem.extra.reason === 'notLinked' ? { why: 'notLinked' } : { why: 'problem', problem }
    session.forget()
    return false
  }
}

function look(client: Bridge, launch: Launch, router: Router) {
  const style = document.documentElement.style
  const can = (version: string) => atLeast(launch.version, version)

  function wear(theme: ReturnType<typeof themeParams>) {
    const dark = isDark(theme)
    if (dark === undefined) return
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    const color = dark ? '#14171a' : '#f5f4ef'
    if (can('6.1')) client.post('web_app_set_background_color', { color })
    if (can('6.9')) client.post('web_app_set_header_color', { color })
    if (can('7.10')) client.post('web_app_set_bottom_bar_color', { color: dark ? '#1c2024' : '#ffffff' })
  }
  client.on('theme_changed', (said) => wear(themeParams(said.theme_params)))
  wear(launch.theme)

  // What the phone and Telegram's own buttons cover.
  const covered = { system: { top: 0, bottom: 0 }, content: { top: 0, bottom: 0 } }
  const cover = (by: keyof typeof covered) => (said: Record<string, unknown>) => {
    covered[by] = { top: pixels(said.top), bottom: pixels(said.bottom) }
    for (const side of ['top', 'bottom'] as const)
      style.setProperty(`--telegram-${side}`, `${covered.system[side] + covered.content[side]}px`)
  }
  client.on('safe_area_changed', cover('system'))
  client.on('content_safe_area_changed', cover('content'))

  client.on('back_button_pressed', () => {
    if (window.history.state?.back) router.back()
    else void router.replace({ name: 'today' })
  })
  router.afterEach((to) => {
    if (can('6.1'))
      client.post('web_app_setup_back_button', { is_visible: to.name !== 'today' && to.name !== 'telegram-door' })
  })

  client.on('reload_iframe', () => window.location.reload())
  if (isFramed()) client.post('iframe_ready', { reload_supported: true })
  client.post('web_app_request_theme')
  if (can('8.0')) {
    client.post('web_app_request_safe_area')
    client.post('web_app_request_content_safe_area')
  }
  client.post('web_app_expand')
  client.post('web_app_ready')
}

const pixels = (value: unknown) => (typeof value === 'number' && value >= 0 && value <= 300 ? value : 0)
