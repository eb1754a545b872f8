// The first load of the two screens people land on must stay light. Counts every script the browser fetches for them.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LIMIT = 116_000
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

function scriptsOf(key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`no ${key} in the build's manifest`)
  if (found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const imported of chunk.imports ?? []) scriptsOf(imported, found)
  return found
}

let failed = false
for (const page of ['src/today/TodayPage.vue', 'src/accounts/SignInPage.vue', 'src/tasks/TaskListPage.vue']) {
  const files = scriptsOf('index.html')
  scriptsOf('src/shell/AppShell.vue', files)
  scriptsOf(page, files)
  const size = [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length,
    0,
  )
  const over = size > LIMIT
  failed ||= over
  console.log(
    `${over ? 'OVER ' : 'ok   '}${(size / 1000).toFixed(1)} kB of ${LIMIT / 1000} kB gzipped in ${files.size} scripts: ${page}`,
  )
}
process.exit(failed ? 1 : 0)
