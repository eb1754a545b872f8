import fc from 'fast-check'
import { expect, it } from 'vitest'
import { snoozePresets } from './snooze'

const names = (now: string) => snoozePresets(now).map((preset) => preset.name)

it('offers a quarter, an hour, this evening and tomorrow morning', () => {
  expect(snoozePresets('2026-11-21T14:10').map((preset) => preset.at)).toEqual([
    '2026-11-21T14:25',
    '2026-11-21T15:10',
    '2026-11-21T19:00',
    '2026-11-22T09:00',
  ])
})

it('does not offer an evening that has begun', () => {
  expect(names('2026-11-21T18:59')).toContain('evening')
  expect(names('2026-11-21T19:00')).not.toContain('evening')
})

it('never offers the past', () => {
  const minuteOfDay = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(minuteOfDay, (minute) => {
      const now = `2026-12-31T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      for (const preset of snoozePresets(now)) expect(preset.at > now).toBe(true)
    }),
  )
})
