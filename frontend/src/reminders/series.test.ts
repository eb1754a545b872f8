import { describe, expect, it } from 'vitest'
import { byDay, weekly } from './series'

describe('the preview of a series', () => {
  it('asks for two weeks of the chosen days, and for nothing without any', () => {
    expect(weekly([1, 3])).toEqual({ recurrence: 'FREQ=WEEKLY;BYDAY=MO,WE', days: 14 })
    expect(weekly([7])).toEqual({ recurrence: 'FREQ=WEEKLY;BYDAY=SU', days: 14 })
    expect(weekly([])).toEqual({})
  })

  it('shows the moments of each day together', () => {
    expect(byDay(['2026-11-30T16:00', '2026-11-30T20:40', '2026-12-02T16:00'])).toEqual([
      { day: '2026-11-30', times: ['16:00', '20:40'] },
      { day: '2026-12-02', times: ['16:00'] },
    ])
  })
})
