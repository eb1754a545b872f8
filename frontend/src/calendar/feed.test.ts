import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'

// The backend's FeedTest holds that the product writes this very feed, and that ical4j finds this meaning in it.
const feed = readFileSync(new URL('feed.sample.ics', import.meta.url), 'utf8')
const meaning = JSON.parse(readFileSync(new URL('feed.sample.json', import.meta.url), 'utf8'))

/** A day as it is, a moment as the instant that it is. */
function moment(time: ICAL.Time | null): string {
  if (time === null) {
    return ''
  }
  return time.isDate ? time.toString() : time.toJSDate().toISOString().replace('.000Z', 'Z')
}

function read(component: ICAL.Component) {
  const time = (name: string) => moment(component.getFirstPropertyValue(name) as ICAL.Time | null)
  return {
    uid: component.getFirstPropertyValue('uid'),
    summary: component.getFirstPropertyValue('summary'),
    description: component.getFirstPropertyValue('description') ?? '',
    start: time('dtstart'),
    end: time('dtend'),
    alarms: component
      .getAllSubcomponents('valarm')
      .map((alarm) => moment(alarm.getFirstPropertyValue('trigger') as ICAL.Time)),
  }
}

describe('the calendar feed', () => {
  it('means to ical.js what it means to ical4j', () => {
    const events = new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent')
    expect(events.map(read)).toEqual(meaning)
  })

  it('has lines of at most 75 octets, ended as the standard wants', () => {
    const lines = feed.split('\r\n')
    expect(lines.at(-1)).toBe('')
    expect(lines.join('')).not.toMatch(/[\r\n]/)
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    }
  })
})
