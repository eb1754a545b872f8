import { expect, it } from 'vitest'
import type { Settings } from '@/platform/api/model'
import { SETTINGS_RULES } from './settingsDraft'

const settings = (part: Partial<Settings>) =>
  ({
    version: 1,
    timeZone: 'Europe/Moscow',
    language: 'ru',
    urgentDays: 5,
    digestTimes: ['10:00'],
    ...part,
  }) as Settings

it('keeps what was chosen here and takes the rest from the server', () => {
  const base = settings({})
  const mine = settings({ urgentDays: 3 })
  const theirs = settings({ version: 2, urgentDays: 9, digestTimes: ['20:00'] })
  expect(SETTINGS_RULES.rebase(mine, base, theirs)).toEqual({
    draft: settings({ version: 2, urgentDays: 3, digestTimes: ['20:00'] }),
    conflicts: [],
  })
})

it('takes another version alone for no change', () => {
  expect(SETTINGS_RULES.sameDraft(settings({}), settings({ version: 7 }))).toBe(true)
  expect(SETTINGS_RULES.sameDraft(settings({}), settings({ digestTimes: [] }))).toBe(false)
})
