import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** Fine to ship in a page, given that their texts come along. Another one is somebody's decision, not the build's. */
const ALLOWED = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD'])

/** What is in the page without being a module of it: the base of the style sheet. */
const IN_STYLES = ['node_modules/tailwindcss']
/** In the service worker, which is built for itself. */
const IN_WORKER = ['core', 'precaching', 'routing', 'strategies'].map((part) => `node_modules/workbox-${part}`)

/** Packages whose authors forgot to add the text; the same authors' text of the same licence stands in another. */
const TEXT_FROM: Record<string, string> = { '@vue/devtools-api': 'vue' }

export interface Shipped {
  name: string
  version: string
  licence: string
  text: string
}

export class UnknownLicence extends Error {}

/** The folder of the package that a module belongs to; undefined for our own. */
export function packageOf(module: string): string | undefined {
  const path = module.replace(/^\0/, '').split('?')[0] ?? ''
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]
}

/** @throws UnknownLicence when nobody has looked at its licence, or when its text is nowhere */
export function shipped(folder: string): Shipped {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!ALLOWED.has(license)) throw new UnknownLicence(`${name} ${version}: licence «${license}»`)
  const other = TEXT_FROM[name]
  for (const place of [
    folder,
    ...(other ? [join(dirname(new URL(import.meta.url).pathname), 'node_modules', other)] : []),
  ]) {
    const files = existsSync(place)
      ? readdirSync(place).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
      : []
    if (files.length > 0) {
      const text = files.sort().map((file) => readFileSync(join(place, file), 'utf8').trim())
      return { name, version, licence: license, text: text.join('\n\n') }
    }
  }
  throw new UnknownLicence(`${name} ${version}: no text of its licence`)
}

/** Writes THIRD-PARTY.txt beside the page: what is really in its scripts, with the texts that their licences ask for. */
export function notices(): Plugin {
  return {
    name: 'notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const root = dirname(new URL(import.meta.url).pathname)
      const folders = new Set([...IN_STYLES, ...IN_WORKER].map((folder) => join(root, folder)))
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue
        for (const [id, module] of Object.entries(part.modules)) {
          const folder = packageOf(id)
          if (folder && module.renderedLength > 0) folders.add(folder)
        }
      }
      const packages = [...folders].map(shipped).sort((a, b) => a.name.localeCompare(b.name))
      this.emitFile({
        type: 'asset',
        fileName: 'THIRD-PARTY.txt',
        source: `The page contains parts of these packages.\n\n${packages
          .map((one) => `${one.name} ${one.version} (${one.licence})\n\n${one.text}\n`)
          .join(`\n${'='.repeat(80)}\n`)}`,
      })
    },
  }
}
