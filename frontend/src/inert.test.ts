import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What a person typed stays a text on every page because nothing here could make more of it. */

const SOURCES = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|vue)$/.test(file) && !/\.test\.ts$|schema\.d\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(import.meta.dirname, file), 'utf8') }))

const having = (pattern: RegExp) => SOURCES.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

it('S19: no source writes HTML or runs a text', () => {
  expect(SOURCES.length).toBeGreaterThan(100)
  expect(
    having(
      /v-html|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write\b|createContextualFragment|\beval\(|new Function\(|srcdoc|DOMParser/,
    ),
  ).toEqual([])
})

it('S20: a link that opens elsewhere tells nobody where it stood, and gives no way back', () => {
  const links = SOURCES.flatMap(({ file, text }) =>
    [...text.matchAll(/<(?:a|component|RouterLink)\b[^>]*?target="_blank"[^>]*?>/gs)].map(([link]) => ({ file, link })),
  )
  expect(links.length).toBeGreaterThan(5)
  expect(links.filter(({ link }) => !link.includes('rel="noopener noreferrer"'))).toEqual([])
  expect(having(/window\.open\((?![^)]*noopener)/)).toEqual([])
})

it('S17: nothing listens to what is pasted but the lists and the page of messages', () => {
  expect(having(/@paste|onpaste|'paste',/).sort()).toEqual([
    'messages/MessagePage.vue',
    'shell/palette/entries.ts',
    'tasks/SubtaskEditor.vue',
  ])
})
