import { describe, expect, it } from 'vitest'
import { matches } from './search'

const template = { name: 'Учёба', description: 'Перед занятием', rules: [{ kind: 'before' as const, minutes: 60 }] }
const found = (searched: string) => matches(template, searched, () => 'за 1 час до срока')

describe('looking for a template', () => {
  it('finds it by any words of its name, description and rules, ё as е', () => {
    for (const searched of ['', '  ', 'учеба', 'УЧЁ', 'занят учё', 'за 1 час'])
      expect(found(searched), searched).toBe(true)
    for (const searched of ['работа', 'учёба работа']) expect(found(searched), searched).toBe(false)
  })
})
