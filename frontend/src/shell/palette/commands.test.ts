import { describe, expect, it } from 'vitest'
import { answering, inOtherLayout } from './commands'

const COMMANDS = [
  { label: 'Сегодня' },
  { label: 'Займы', alsoKnownAs: 'кредиты долги' },
  { label: 'Новый займ', alsoKnownAs: 'добавить кредит' },
  { label: 'Отчёт о платежах' },
]
const found = (typed: string) => answering(COMMANDS, typed).map(({ label }) => label)

describe('commands', () => {
  it('are all there, in their order, while nothing is typed', () => {
    expect(found('  ')).toEqual(COMMANDS.map(({ label }) => label))
  })

  it('are found by the beginning of any of their words, those that begin so first', () => {
    expect(found('займ')).toEqual(['Займы', 'Новый займ'])
    expect(found('нов за')).toEqual(['Новый займ'])
    expect(found('айм')).toEqual([])
  })

  it('are found by other words for them', () => {
    expect(found('кредит')).toEqual(['Займы', 'Новый займ'])
    expect(found('добавить займ')).toEqual(['Новый займ'])
  })

  it('do not care for ё and capital letters', () => {
    expect(found('ОТЧЕТ')).toEqual(['Отчёт о платежах'])
    expect(found('отчёт')).toEqual(['Отчёт о платежах'])
  })

  it('are found by what was typed in the other layout', () => {
    expect(inOtherLayout('pfqv')).toBe('займ')
    expect(inOtherLayout('ещвфн')).toBe('today')
    expect(found('ctujlyz')).toEqual(['Сегодня'])
  })
})
