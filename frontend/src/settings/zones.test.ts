import { expect, it } from 'vitest'
import { allZones, findZones, offsetOf } from './zones'

const now = new Date('2026-11-21T10:00:00Z')
const zones = allZones(now)

it('knows the zones and their present offsets', () => {
  expect(offsetOf('Europe/Moscow', now)).toEqual({ offset: 'UTC+03:00', minutes: 180 })
  expect(offsetOf('America/St_Johns', now)).toEqual({ offset: 'UTC-03:30', minutes: -210 })
  expect(offsetOf('UTC', now).minutes).toBe(0)
  expect(zones.length).toBeGreaterThan(300)
})

it('finds a zone by its name, its offset or its city in Russian', () => {
  const names = (wanted: string) => findZones(zones, wanted).map((zone) => zone.name)
  expect(names('new york')).toContain('America/New_York')
  expect(names('Казань')).toEqual(['Europe/Moscow'])
  expect(names('+05:45')).toContain(
    'Asia/Kathmandu'.replace('Kathmandu', zones.some((z) => z.name === 'Asia/Kathmandu') ? 'Kathmandu' : 'Katmandu'),
  )
  expect(names('атлантида')).toEqual([])
})
