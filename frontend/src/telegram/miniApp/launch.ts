/** What Telegram's client says at the start (core.telegram.org/api/bots/webapps): one of these, or nothing outside Telegram. */
export interface Launch {
  /** Signed; for the server alone to judge. */
  initData: string
  version: string
  /** Of the client: android, ios, tdesktop, weba, … */
  platform: string
  theme: ThemeParams
}

export type ThemeParams = Readonly<Record<string, string>>

const COLOUR = /^#[0-9a-f]{6}$/i

/** Whatever comes from outside: only colours are let through. */
export function themeParams(value: unknown): ThemeParams {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && COLOUR.test(pair[1]),
    ),
  )
}

/** @param hash what stood behind the # */
export function launchOf(hash: string): Launch | undefined {
  const parameters = new URLSearchParams(hash)
  const initData = parameters.get('tgWebAppData') ?? ''
  const version = parameters.get('tgWebAppVersion') ?? ''
  if (!initData && !version) return undefined
  return {
    initData,
    version: /^\d{1,4}(\.\d{1,4})*$/.test(version) ? version : '6.0',
    platform: (parameters.get('tgWebAppPlatform') ?? '').slice(0, 30),
    theme: themeParams(parsed(parameters.get('tgWebAppThemeParams'))),
  }
}

/** @returns undefined for what is no JSON */
export function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** Whether Telegram's theme is a dark one, by its background; undefined when it does not say. */
export function isDark(theme: ThemeParams): boolean | undefined {
  const ground = theme.bg_color
  if (!ground) return undefined
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(ground.slice(at, at + 2), 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128
}

/** Whether a client of this version knows what came with the other. */
export function atLeast(version: string, needed: string): boolean {
  const [has, needs] = [version, needed].map((one) => one.split('.').map(Number))
  for (let place = 0; place < Math.max(has?.length ?? 0, needs?.length ?? 0); place++) {
    const difference = (has?.[place] ?? 0) - (needs?.[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
