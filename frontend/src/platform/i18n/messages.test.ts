import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { en } from './en'
import { put, type Texts, textAt } from './message'
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
/** The first load's, then those that come with pages, by the folder of the feature. */
const ALWAYS = 'always'
const lazyRussian = import.meta.glob<{ ru: Tree }>('../../**/texts.ru.ts', { eager: true })
const lazyEnglish = import.meta.glob<{ en: Tree }>('../../**/texts.en.ts', { eager: true })
const folder = (path: string) => path.split('/').at(-2) as string
const parts = new Map<string, { ru: Tree; en: Tree }>([
  [ALWAYS, { ru: ru as Tree, en: en as Tree }],
  ...Object.entries(lazyRussian).map(([path, texts]): [string, { ru: Tree; en: Tree }] => [
    folder(path),
    { ru: texts.ru, en: lazyEnglish[path.replace('.ru.', '.en.')]?.en ?? {} },
  ]),
])
const all = (language: 'ru' | 'en') => Object.assign({}, ...[...parts.values()].map((part) => part[language])) as Tree
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const russian = flat(all('ru'))
const english = flat(all('en'))

const SRC = join(import.meta.dirname, '../..')
const USED = /\bt\(\s*['`]([\w-]+)[.'`]/g

/** What a file brings when it is loaded: itself and what it imports, but not what it would load later. */
function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export|\}) .*?from '([.@][^']+)'/gm)) {
    const target = path.startsWith('@/') ? join(SRC, path.slice(2)) : join(dirname(file), path)
    const there = [target, `${target}.ts`].find((one) => /\.(vue|ts)$/.test(one) && existsSync(one))
    if (there) withImports(there, found)
  }
  return found
}

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

  it('are put together just as vue-i18n would', () => {
    const languages = { ru: all('ru'), en: all('en') }
    const theirs = createI18n({
      legacy: false,
      locale: 'ru',
      messages: languages as unknown as Record<string, typeof ru>,
      pluralRules: { ru: russianForm, en: englishForm },
    }).global
    const ours = (
      key: string,
      locale: 'ru' | 'en',
      ...how: [values?: Record<string, unknown> | number, count?: number]
    ) => put(textAt(languages[locale] as Texts, key) as string, locale, ...how)
    for (const locale of ['ru', 'en'] as const)
      for (const [key, text] of russian) {
        const values = Object.fromEntries(placeholders(text).map((name, at) => [name.slice(1, -1), `${at} <{a} | b>`]))
        for (const n of [0, 1, 2, 5, 12, 21, 1.5]) {
          const said = ours(key, locale, { ...values, n }, n)
          expect(said, key).toBe(theirs.t(key, { ...values, n }, { locale, plural: n }))
          expect(said, key).not.toBe(key)
          expect(ours(key, locale, values, n), key).toBe(theirs.t(key, values, { locale, plural: n }))
          expect(ours(key, locale, { ...values, n }), key).toBe(theirs.t(key, { ...values, n }, { locale }))
          theirs.locale.value = locale as 'ru'
          expect(ours(key, locale, n), key).toBe(theirs.t(key, n))
        }
        expect(ours(key, locale, {}), key).toBe(theirs.t(key, {}, { locale }))
      }
    expect(ours('categories.tasks', 'ru', { n: 21 }, 21)).toBe('21 задача')
    expect(ours('categories.tasks', 'ru', { n: 12 }, 12)).toBe('12 задач')
    expect(ours('chatSection.advice.tokenRejected', 'ru')).toContain('@BotFather')
  }, 60_000)

  it('are there wherever the code asks for one', () => {
    const groups = new Set(
      [...russian.keys()].flatMap((key) => key.split('.').map((_, at, parts) => parts.slice(0, at).join('.'))),
    )
    for (const file of sources(SRC)) {
      const code = readFileSync(file, 'utf8')
      for (const [, key] of code.matchAll(/\bt\(\s*'([\w.-]+)'/g))
        expect(russian.has(key as string), `${key} in ${file}`).toBe(true)
      // t(`group.${name}`): at least the group exists.
      for (const [, group] of code.matchAll(/\bt\(\s*`([\w.-]+)\.\$\{/g))
        expect(groups.has(group as string), `${group} in ${file}`).toBe(true)
    }
  })

  it('have groups of their own in every part, or one would write over the other', () => {
    const groups = [...parts.values()].flatMap((part) => Object.keys(part.ru))
    expect(groups.length).toBe(new Set(groups).size)
  })

  it('come with every page that says them', () => {
    const router = readFileSync(join(SRC, 'router.ts'), 'utf8')
    const pages = [...router.matchAll(/component: (?:page\(\s*)?\(\) => import\('\.\/([^']+)'\)((?:,\s*\w+Texts)*)/g)]
    expect(pages.length).toBeGreaterThan(10)
    for (const [, path = '', texts = ''] of pages) {
      const brought = [ALWAYS, ...[...texts.matchAll(/(\w+)Texts/g)].map(([, part]) => part as string)]
      const groups = new Set(brought.flatMap((part) => Object.keys(parts.get(part)?.ru ?? {})))
      for (const file of withImports(join(SRC, path)))
        for (const [, group = ''] of readFileSync(file, 'utf8').matchAll(USED))
          expect(groups.has(group), `${group} in ${file}, for ${path}`).toBe(true)
    }
  })
})
