import { describe, expect, it } from 'vitest'
import type { CollectorContactCount } from '@/platform/api/model'
import { countWords, worthSaying } from './countWords'

const count = (one: Partial<CollectorContactCount>): CollectorContactCount => ({
  counted: 'calls',
  period: 'week',
  calendar: 1,
  rolling: 1,
  most: 2,
  ...one,
})

describe('how many contacts there were', () => {
  it('says a number once where both readings agree, and both where they don’t', () => {
    expect(countWords(count({})).key).toBe('contacts.count.week')
    expect(countWords(count({ rolling: 2 })).key).toBe('contacts.count.weekBoth')
    expect(countWords(count({ period: 'day', most: 1 })).key).toBe('contacts.count.day')
    expect(countWords(count({ period: 'month', rolling: 2 })).key).toBe('contacts.count.monthBoth')
  })

  it('marks what is more than allowed by either reading, and not what just reaches it', () => {
    expect(countWords(count({ calendar: 2, rolling: 2 })).over).toBe(false)
    expect(countWords(count({ calendar: 2, rolling: 3 })).over).toBe(true)
    expect(countWords(count({ calendar: 3, rolling: 2 })).over).toBe(true)
  })

  it('leaves out what there was nothing of', () => {
    const counts = [
      count({ period: 'day', calendar: 0, rolling: 0 }),
      count({}),
      count({ counted: 'meetings', calendar: 0, rolling: 0 }),
    ]
    expect(worthSaying(counts)).toEqual(counts.slice(0, 2))
  })
})
