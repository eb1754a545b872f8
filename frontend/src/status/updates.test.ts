import { expect, it } from 'vitest'
import type { TelegramUpdates } from '@/platform/api/model'
import { failsNow, standing, tooMany, whyOf } from './updates'

const seen = (
  mode: TelegramUpdates['mode'],
  telegram: Partial<NonNullable<TelegramUpdates['telegram']>> = {},
): TelegramUpdates => ({
  on: true,
  mode,
  configured: 'polling',
  url: 'https://notes.example/api/v1/telegram/webhook',
  webhookPossible: true,
  telegram: {
    askedAt: '2026-11-21T10:00:00Z',
    url: '',
    asAgreed: true,
    pending: 0,
    lastErrorAt: null,
    lastError: null,
    ...telegram,
  },
})

it.each([
  ['Connection refused', 'refused'],
  ['Connection timed out', 'timeout'],
  ['SSL error {error:0A000086:SSL routines::certificate verify failed}', 'certificate'],
  ['Failed to resolve host: Name or service not known', 'name'],
  ['Wrong response from the webhook: 502 Bad Gateway', 'status'],
  ['Something new', 'other'],
])('«%s» is told as %s', (words, why) => {
  expect(whyOf(words).why).toBe(why)
})

it('what stands at Telegram is compared with what should', () => {
  expect(standing(seen('polling'))).toBe('setNone')
  expect(standing(seen('webhook', { asAgreed: false }))).toBe('setMissing')
  expect(standing(seen('webhook', { url: 'https://a.example' }))).toBe('setOurs')
  expect(standing(seen('polling', { url: 'https://a.example', asAgreed: false }))).toBe('setForeign')
})

it('an old failure is told and does not alarm', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  expect(failsNow(seen('webhook', { lastErrorAt: '2026-11-21T09:55:00Z' }), now)).toBe(true)
  expect(failsNow(seen('webhook', { lastErrorAt: '2026-11-21T09:45:00Z' }), now)).toBe(false)
  expect(failsNow(seen('polling', { lastErrorAt: '2026-11-21T09:55:00Z' }), now)).toBe(false)
  expect(tooMany(seen('polling', { pending: 21 }))).toBe(true)
})
