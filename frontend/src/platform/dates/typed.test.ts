import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDay } from './dates'
import { isWholeDay, readDay, readTime, writeDay } from './typed'

const TODAY = '2026-11-29'

describe('a day that is typed', () => {
  it.each([
    ['22.11.2026', '2026-11-22'],
    ['22.11.26', '2026-11-22'],
    ['1.2.2027', '2027-02-01'],
    ['01/02/2027', '2027-02-01'],
    ['2027-02-01', '2027-02-01'],
    ['  Завтра ', '2026-11-30'],
    ['сегодня', '2026-11-29'],
    ['вчера', '2026-11-28'],
    ['послезавтра', '2026-12-01'],
    ['tomorrow', '2026-11-30'],
    ['2 декабря', '2026-12-02'],
    ['2 декабря 2028 г.', '2028-12-02'],
    ['9 мая', '2027-05-09'],
    ['9 марта', '2027-03-09'],
    ['5 Sept 2027', '2027-09-05'],
  ])('%s is %s', (text, day) => expect(readDay(text, TODAY)).toBe(day))

  it('without a year is the nearest one not past, today included', () => {
    expect(readDay('29.11', TODAY)).toBe('2026-11-29')
    expect(readDay('28.11', TODAY)).toBe('2027-11-28')
    expect(readDay('29.02', TODAY)).toBe('2028-02-29')
  })

  it('without a year is the nearest one not ahead where the past is asked for', () => {
    expect(readDay('30.11', TODAY, 'past')).toBe('2025-11-30')
    expect(readDay('29.11', TODAY, 'past')).toBe('2026-11-29')
    expect(readDay('29.02', TODAY, 'past')).toBe('2024-02-29')
  })

  it('puts the day first and never guesses the other way round', () => {
    expect(readDay('12.05', TODAY)).toBe('2027-05-12')
    expect(readDay('5.13.2027', TODAY)).toBeUndefined()
  })

  it.each(['', '30.02.2027', '31.04', '32.01.2027', '22', '22.11.202', '22.11.20266', 'когда-нибудь', '5 мартобря x'])(
    '«%s» is no day',
    (text) => expect(readDay(text, TODAY)).toBeUndefined(),
  )

  it('is read again as it was written', () => {
    const day = fc
      .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, fc.constantFrom('ru', 'en-GB'), (one, locale) => {
        expect(readDay(writeDay(one, locale), TODAY)).toBe(one)
        expect(isWholeDay(writeDay(one, locale))).toBe(true)
      }),
    )
  })

  it('is a day that exists, or none, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789./- маяйdec') }), (text) => {
        const day = readDay(text, TODAY)
        expect(day === undefined || isDay(day)).toBe(true)
      }),
    )
  })
})

describe('a time that is typed', () => {
  it.each([
    ['18:00', '18:00'],
    ['18.30', '18:30'],
    ['9:05', '09:05'],
    ['9', '09:00'],
    ['18', '18:00'],
    ['1800', '18:00'],
    ['930', '09:30'],
    ['00:00', '00:00'],
  ])('%s is %s', (text, time) => expect(readTime(text)).toBe(time))

  it.each(['', '24:00', '25', '12:60', '12:5', '9999', 'утром'])('«%s» is none', (text) =>
    expect(readTime(text)).toBeUndefined(),
  )
})
