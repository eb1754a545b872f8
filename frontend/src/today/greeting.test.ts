import { expect, it } from 'vitest'
import { greetingAt } from './greeting'

it('greets by the hour', () => {
  expect(['04:59', '05:00', '11:59', '12:00', '17:59', '18:00', '22:59', '23:00'].map(greetingAt)).toEqual([
    'night',
    'morning',
    'morning',
    'day',
    'day',
    'evening',
    'evening',
    'night',
  ])
})
