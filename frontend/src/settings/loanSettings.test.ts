import { describe, expect, it } from 'vitest'
import { currencies, currencyName, loanSettingsErrors } from './loanSettings'

const wrongFields = (urgentDays: number, digestTimes: string[]) =>
  loanSettingsErrors({ urgentDays, digestTimes }).map((error) => `${error.field} ${error.name}`)

describe('the settings of loans', () => {
  it('take days from 0 to 60', () => {
    for (const days of [0, 5, 60]) expect(wrongFields(days, [])).toEqual([])
    for (const days of [-1, 61, 1.5, Number.NaN, '' as unknown as number])
      expect(wrongFields(days, [])).toEqual(['urgentDays daysError'])
  })

  it('take any times of the day, each once', () => {
    expect(wrongFields(5, ['10:00', '20:00'])).toEqual([])
    expect(wrongFields(5, ['10:00', '', '10:00'])).toEqual(['digestTimes[1] digestWrong', 'digestTimes[2] digestTwice'])
  })

  it('offer the chosen currency first and each one once', () => {
    const offered = currencies('CHF')
    expect(offered.slice(0, 2)).toEqual(['CHF', 'RUB'])
    expect(new Set(offered).size).toBe(offered.length)
    expect(currencyName('RUB', 'ru')).toBe('RUB — российский рубль')
    expect(currencyName('ZZZ', 'ru')).toBe('ZZZ')
  })
})
