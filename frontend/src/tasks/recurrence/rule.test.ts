import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/platform/dates/dates'
import {
  emptyFields,
  fieldsOf,
  following,
  PLACES,
  presetOf,
  presetsFor,
  type RuleFields,
  ruleError,
  ruleOf,
  sameRule,
  startOf,
  UNITS,
  WEEKDAYS,
  WORK,
} from './rule'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const number = (max: number) => fc.integer({ min: 1, max }).map(String)

const anyFields: fc.Arbitrary<RuleFields> = fc.record({
  unit: fc.constantFrom(...UNITS),
  interval: fc.oneof(number(999), fc.constant('')),
  weekdays: fc.subarray([...WEEKDAYS]),
  on: fc.constantFrom('due', 'date', 'weekday'),
  month: fc.integer({ min: 1, max: 12 }),
  monthDay: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1)),
  place: fc.constantFrom(...PLACES),
  weekday: fc.constantFrom(...WEEKDAYS, WORK),
  end: fc.constantFrom('never', 'count', 'until'),
  count: fc.oneof(number(9_999), fc.constant('')),
  until: fc.oneof(day, fc.constant('')),
})

/** Rules of every kind the server knows, most of them outside the editor's forms. */
const part = (name: string, values: readonly string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
        .map((some) => `${name}=${some}`),
    },
  )
const anyRule = fc
  .tuple(
    fc.constantFrom(...UNITS).map((unit) => `FREQ=${unit}`),
    fc.option(
      number(999).map((n) => `INTERVAL=${n}`),
      { nil: '' },
    ),
    part('BYMONTH', ['1', '2', '12']),
    part('BYMONTHDAY', ['1', '13', '31', '-1', '-2']),
    part('BYDAY', [...WEEKDAYS, '1MO', '-1FR', '5SU', '-2TU', '20MO', 'MO,TU,WE,TH,FR']),
    part('BYHOUR', ['9', '21']),
    part('BYSETPOS', ['1', '-1', '-2']),
    fc.constantFrom('', 'WKST=SU', 'WKST=MO', 'SKIP=OMIT', 'SKIP=BACKWARD', 'RSCALE=GREGORIAN'),
    fc.constantFrom('', 'COUNT=3', 'UNTIL=20270331', 'UNTIL=20270331T205900Z', 'UNTIL=20270331T235900'),
  )
  .map((parts) => parts.filter(Boolean).join(';'))

describe('a rule in the editor', () => {
  it('is written and read back as it was', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const rule = ruleOf(fields)
        const shown = fieldsOf(rule)
        expect(shown && ruleOf(shown), rule).toBe(rule)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is shown whole or not at all: nothing gets lost by showing it', () => {
    let shown = 0
    fc.assert(
      fc.property(anyRule, (rule) => {
        const fields = fieldsOf(rule)
        if (!fields) return
        shown++
        expect(sameRule(ruleOf(fields), rule), `${rule} became ${ruleOf(fields)}`).toBe(true)
        const said = (text: string) => text.split(';').filter((one) => one !== 'INTERVAL=1' && one !== 'WKST=MO')
        expect(said(ruleOf(fields)).length, rule).toBe(said(rule).length)
      }),
      { numRuns: 2_000 },
    )
    expect(shown).toBeGreaterThan(50)
  })

  it.each([
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT',
    'FREQ=MONTHLY;BYMONTHDAY=-2',
    'FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=5FR',
    'FREQ=MONTHLY;BYDAY=1MO,3MO',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU',
    'FREQ=DAILY;BYHOUR=9,21;BYMINUTE=0',
    'FREQ=DAILY;UNTIL=20270331T205900Z',
    'FREQ=DAILY;COUNT=3;UNTIL=20270331',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=HOURLY',
    'каждый день',
    '',
  ])('leaves %s to its text', (rule) => {
    expect(fieldsOf(rule)).toBeUndefined()
  })

  it('reads what people mean by the usual ones', () => {
    expect(fieldsOf('rrule:byday=fr,mo;freq=weekly;interval=2')).toMatchObject({
      interval: '2',
      weekdays: ['MO', 'FR'],
    })
    expect(fieldsOf('FREQ=MONTHLY;BYDAY=-1FR')).toMatchObject({ on: 'weekday', place: -1, weekday: 'FR' })
    expect(fieldsOf('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1')).toMatchObject({ place: -1, weekday: WORK })
    expect(fieldsOf('FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=9')).toMatchObject({ on: 'date', month: 5, monthDay: 9 })
    expect(fieldsOf('FREQ=DAILY;UNTIL=20270331')).toMatchObject({ end: 'until', until: '2027-03-31' })
  })

  it('says what is not finished', () => {
    const error = (fields: Partial<RuleFields>) => ruleError(ruleOf({ ...emptyFields(), ...fields }))
    expect(error({})).toBeUndefined()
    expect(error({ interval: '' })).toBe('interval')
    expect(error({ interval: '0' })).toBe('interval')
    expect(error({ interval: '1000' })).toBe('interval')
    expect(error({ end: 'count', count: '' })).toBe('count')
    expect(error({ end: 'until', until: 'когда-нибудь' })).toBe('until')
    expect(error({ end: 'until', until: '2027-03-31' })).toBeUndefined()
  })
})

describe('what is offered', () => {
  it('follows the due date', () => {
    const rules = Object.fromEntries(presetsFor('2027-01-31').map(({ name, rule }) => [name, rule]))
    expect(rules).toMatchObject({
      never: '',
      weekly: 'FREQ=WEEKLY;BYDAY=SU',
      monthly: 'FREQ=MONTHLY;BYMONTHDAY=31',
      yearly: 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31',
    })
    expect(presetsFor(undefined).map(({ name }) => name)).not.toContain('monthly')
  })

  it('is found again in any way of writing it', () => {
    expect(presetOf('FREQ=WEEKLY;BYDAY=FR,TH,WE,TU,MO', undefined)).toBe('workdays')
    expect(presetOf('', '2027-01-31')).toBe('never')
    // In February a series of the 31st is not one of the 28th.
    expect(presetOf('FREQ=MONTHLY;BYMONTHDAY=31', '2027-02-28')).toBeUndefined()
  })

  it('moves with the date only where it was read off it', () => {
    expect(following('FREQ=WEEKLY;BYDAY=FR', '2026-12-04', '2026-12-07')).toBe('FREQ=WEEKLY;BYDAY=MO')
    expect(following('FREQ=WEEKLY;BYDAY=FR', '2026-12-05', '2026-12-07')).toBe('FREQ=WEEKLY;BYDAY=FR')
    expect(following('', '2026-12-04', '2026-12-07')).toBe('')
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), fc.nat(), anyRule, (from, days, at, other) => {
        const to = addDays(from, days)
        const offered = presetsFor(from)
        const { name, rule } = offered[at % offered.length] as (typeof offered)[number]
        expect(presetOf(following(rule, from, to), to)).toBe(name)
        expect(following(following(rule, from, to), to, from)).toBe(rule)
        if (!presetOf(other, from)) expect(following(other, from, to)).toBe(other)
      }),
    )
  })

  it('begins a rule of one’s own with the date’s day', () => {
    expect(startOf('', '2027-01-31')).toMatchObject({ weekdays: ['SU'], month: 1, monthDay: 31 })
    expect(startOf('FREQ=DAILY;INTERVAL=3', '2027-01-31')).toMatchObject({ unit: 'DAILY', interval: '3' })
  })
})
