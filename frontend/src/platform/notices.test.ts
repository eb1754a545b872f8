import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageOf, shipped, UnknownLicence } from '../../notices'

function packageWith(content: object, texts: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'notices'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'a', version: '1.0.0', ...content }))
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text)
  return folder
}

it('knows the package that a module belongs to', () => {
  expect(packageOf('/x/node_modules/@vue/shared/dist/a.js')).toBe('/x/node_modules/@vue/shared')
  expect(packageOf('/x/node_modules/a/node_modules/b/c.js?v=1')).toBe('/x/node_modules/a/node_modules/b')
  expect(packageOf('/x/src/main.ts')).toBeUndefined()
})

it('takes the text of a licence and of notices', () => {
  const folder = packageWith(
    { license: 'Apache-2.0' },
    { LICENSE: 'the licence', NOTICE: 'the notice', 'README.md': 'no' },
  )
  expect(shipped(folder).text).toBe('the licence\n\nthe notice')
})

it('fails the build for a package without a text, without a licence or with one nobody has looked at', () => {
  expect(() => shipped(packageWith({ license: 'MIT' }))).toThrow(UnknownLicence)
  expect(() => shipped(packageWith({}, { LICENSE: 'text' }))).toThrow(UnknownLicence)
  expect(() => shipped(packageWith({ license: 'GPL-3.0' }, { LICENSE: 'text' }))).toThrow(UnknownLicence)
})
