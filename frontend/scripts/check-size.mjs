// The first load of the screens people land on must stay light. Counts every script the browser fetches for them, the texts
// of one language among them.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const [, first] = /<script [^>]*src="\/([^"]+)"/.exec(readFileSync(new URL('index.html', dist), 'utf8'))
const keyWhere = (found) => Object.keys(manifest).find((key) => found(manifest[key]))
const START = keyWhere((chunk) => chunk.file === first)
const SHELL = keyWhere((chunk) => chunk.name === 'shell')
const texts = (...folders) => folders.map((folder) => `src/${folder}/texts.ru.ts`)

const PAGES = [
  { page: 'src/accounts/SignInPage.vue', limit: 75_000 },
  { page: 'src/today/TodayPage.vue', limit: 90_000, also: [SHELL] },
  { page: 'src/tasks/TaskListPage.vue', limit: 90_000, also: [SHELL] },
  { page: 'src/loans/LoanListPage.vue', limit: 90_000, also: [SHELL] },
  { page: 'src/loans/LoanPage.vue', limit: 130_000, also: [SHELL, ...texts('loans', 'platform/editing')] },
]

function scriptsOf(key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`no ${key} in the build's manifest`)
  if (found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const imported of chunk.imports ?? []) scriptsOf(imported, found)
  return found
}

let failed = false
for (const { page, limit, also = [] } of PAGES) {
  const files = new Set()
  for (const key of [START, 'src/platform/i18n/ru.ts', ...also, page]) scriptsOf(key, files)
  const size = [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length,
    0,
  )
  const over = size > limit
  failed ||= over
  console.log(
    `${over ? 'OVER ' : 'ok   '}${(size / 1000).toFixed(1)} kB of ${limit / 1000} kB gzipped in ${files.size} scripts: ${page}`,
  )
}
process.exit(failed ? 1 : 0)
