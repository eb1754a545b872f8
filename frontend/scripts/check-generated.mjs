// Fails when the typed client no longer matches openapi.json: run `npm run generate` and commit the result.
import { readFile } from 'node:fs/promises'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const committed = await readFile(new URL('../src/platform/api/schema.d.ts', import.meta.url), 'utf8')
const fresh = COMMENT_HEADER + astToString(await openapiTS(new URL('../openapi.json', import.meta.url)))

if (committed !== fresh) {
  console.error('src/platform/api/schema.d.ts does not match openapi.json. Run: npm run generate')
  process.exit(1)
}
console.log('schema.d.ts matches openapi.json')
