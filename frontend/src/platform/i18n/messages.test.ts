import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { en } from './en'
import { englishForm, russianForm } from './plural'
import { ru } from './ru'

type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
    ),
  )
}
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const russian = flat(ru)
const english = flat(en)

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(vue|ts)$/.test(path) && !/\.test\.ts$|schema\.d\.ts$/.test(path) ? [path] : []
  })
}

describe('the texts of the interface', () => {
  it('exist in both languages with the same values in them', () => {
    expect([...english.keys()]).toEqual([...russian.keys()])
    for (const [key, text] of russian) {
      // «Sent once» has no number where Russian has one.
      if (key === 'reminder.sentTimes') continue
      expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text))
    }
  })

  it('bring every form of the number', () => {
    for (const [key, text] of russian) {
      const forms = text.split(' | ').length
      if (forms === 1) continue
      expect([3, 4], key).toContain(forms)
      expect(english.get(key)?.split(' | ').length, key).toBe(forms - 1)
    }
  })

  it('can be put together by the library', () => {
    const { t } = createI18n({
      legacy: false,
      locale: 'ru',
      messages: { ru, en } as Record<string, typeof ru>,
      pluralRules: { ru: russianForm, en: englishForm },
    }).global
    for (const key of russian.keys()) expect(t(key, { n: 5 }, 5), key).not.toBe(key)
    expect(t('categories.tasks', { n: 21 }, 21)).toBe('21 задача')
    expect(t('categories.tasks', { n: 12 }, 12)).toBe('12 задач')
    expect(t('telegram.advice.tokenRejected')).toContain('@BotFather')
  })

  it('are there wherever the code asks for one', () => {
    const groups = new Set(
      [...russian.keys()].flatMap((key) => key.split('.').map((_, at, parts) => parts.slice(0, at).join('.'))),
    )
    for (const file of sources(join(import.meta.dirname, '../..'))) {
      const code = readFileSync(file, 'utf8')
      for (const [, key] of code.matchAll(/\bt\(\s*'([\w.-]+)'/g))
        expect(russian.has(key as string), `${key} in ${file}`).toBe(true)
      // t(`group.${name}`): at least the group exists.
      for (const [, group] of code.matchAll(/\bt\(\s*`([\w.-]+)\.\$\{/g))
        expect(groups.has(group as string), `${group} in ${file}`).toBe(true)
    }
  })
})
