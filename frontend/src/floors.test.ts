import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/**
 * Who may know whom: what stands on a floor knows the floors below it and nobody beside it. The router alone knows every page.
 */
const FLOORS = [
  ['platform'],
  ['accounts', 'announcements', 'channels', 'reminders', 'telegram', 'backups', 'status', 'transfer', 'undo'],
  ['tasks', 'loans', 'settings', 'statistics'],
  ['offline'],
  ['today', 'calendar', 'shell', 'messages'],
]

const SOURCES = join(import.meta.dirname, '.')

function imports(folder: string): { file: string; of: string }[] {
  return readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(SOURCES, folder, file), 'utf8').matchAll(/(?:from |import\(|import )'@\/(\w+)\//g)].map(
        ([, of = '']) => ({ file: `${folder}/${file}`, of }),
      ),
    )
    .filter(({ of }) => of !== folder)
}

it('stands every folder on a floor', () => {
  const folders = readdirSync(SOURCES, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? one.name : []))
  expect(folders.sort()).toEqual(FLOORS.flat().sort())
})

it.each(FLOORS.map((floor, height) => ({ floor, below: FLOORS.slice(0, height).flat() })))(
  '$floor knows only what is below',
  ({ floor, below }) => {
    expect(floor.flatMap(imports).filter(({ of }) => !below.includes(of))).toEqual([])
  },
)

it('reaches another folder only by its name, where these tests see it', () => {
  const climbing = FLOORS.flat().flatMap((folder) =>
    readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|vue)$/.test(file))
      .filter((file) => {
        const up = '../'.repeat(file.split('/').length)
        return readFileSync(join(SOURCES, folder, file), 'utf8').includes(`'${up}`) && !/\.test\.ts$/.test(file)
      }),
  )
  expect(climbing).toEqual([])
})

it('has no source of more than 450 lines but what people read and what is generated', () => {
  const sizes = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file) && !/texts\.\w+\.ts$|i18n\/\w+\.ts$|schema\.d\.ts$/.test(file))
    .map((file) => ({ file, lines: readFileSync(join(SOURCES, file), 'utf8').split('\n').length }))
  expect(sizes.length).toBeGreaterThan(100)
  expect(sizes.filter(({ lines }) => lines > 450)).toEqual([])
})
