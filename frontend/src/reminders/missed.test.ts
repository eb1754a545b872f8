import { describe, expect, it } from 'vitest'
import { missedOfTemplate, missedOwn } from './missed'

const NOW = '2026-11-21T12:00'
const own = (at: string) => ({ at, source: 'custom' }) as const
const ofTemplate = (at: string) => ({ at, source: 'template' }) as const

describe('moments that nothing will come at', () => {
  it('are those that have passed', () => {
    expect(missedOwn(['2026-11-21T11:59', NOW, '2026-11-21T12:01'], [], NOW)).toEqual(['2026-11-21T11:59', NOW])
  })

  it('are not those that were reminded of', () => {
    expect(missedOwn(['2026-11-21T11:00', '2026-11-21T10:00'], [own('2026-11-21T11:00')], NOW)).toEqual([
      '2026-11-21T10:00',
    ])
    expect(missedOfTemplate(2, [ofTemplate('2026-11-20T18:00'), ofTemplate('2026-11-22T09:00')], NOW)).toBe(1)
  })

  it('are own ones also where a template reminded at the same minute', () => {
    expect(missedOwn(['2026-11-21T11:00'], [ofTemplate('2026-11-21T11:00')], NOW)).toEqual(['2026-11-21T11:00'])
  })
})
