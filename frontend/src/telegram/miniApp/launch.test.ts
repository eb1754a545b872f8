import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atLeast, isDark, launchOf, themeParams } from './launch'

describe('what Telegram says at the start', () => {
  it('is read out of the address', () => {
    const hash = new URLSearchParams({
      tgWebAppData: 'user=%7B%22id%22%3A5%7D&hash=ab',
      tgWebAppVersion: '8.0',
      tgWebAppPlatform: 'tdesktop',
      tgWebAppThemeParams: '{"bg_color":"#17212b","text_color":"red","x":5}',
    }).toString()
    expect(launchOf(hash)).toEqual({
      initData: 'user=%7B%22id%22%3A5%7D&hash=ab',
      version: '8.0',
      platform: 'tdesktop',
      theme: { bg_color: '#17212b' },
    })
  })

  it('is nothing outside Telegram', () => {
    for (const hash of ['', 'tasks', 'tgWebAppThemeParams=%7B%7D']) expect(launchOf(hash)).toBeUndefined()
  })

  it('never throws, whatever stands there, and lets colours alone through', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), (hash, theme) => {
        launchOf(hash)
        const launch = launchOf(`tgWebAppVersion=7.0&tgWebAppThemeParams=${encodeURIComponent(theme)}`)
        for (const colour of Object.values(launch?.theme ?? {})) expect(colour).toMatch(/^#[0-9a-f]{6}$/i)
      }),
    )
  })
})

it('follows a dark and a light theme, and none that says nothing', () => {
  expect(isDark(themeParams({ bg_color: '#17212b' }))).toBe(true)
  expect(isDark(themeParams({ bg_color: '#ffffff' }))).toBe(false)
  expect(isDark(themeParams({ bg_color: 'url(x)' }))).toBeUndefined()
  expect(isDark(themeParams(null))).toBeUndefined()
})

it('compares versions by their numbers', () => {
  expect(atLeast('6.10', '6.9')).toBe(true)
  expect(atLeast('6.0', '6.1')).toBe(false)
  expect(atLeast('8.0', '8')).toBe(true)
  expect(atLeast('7', '7.1')).toBe(false)
})
