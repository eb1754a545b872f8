// Fails when the committed API description is not the backend's, or the typed client is not that description's.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const description = new URL('../openapi.json', import.meta.url)
const client = new URL('../src/platform/api/schema.d.ts', import.meta.url)
/** There once the backend was built, as in `make test`. */
const built = new URL('../../backend/application/target/openapi/openapi.json', import.meta.url)

const json = async (file) => JSON.parse(await readFile(file, 'utf8'))

if (existsSync(built) && !isDeepStrictEqual(await json(description), await json(built))) {
  console.error(
    'frontend/openapi.json is not what the backend offers. Run in frontend:\n' +
      '  cp ../backend/application/target/openapi/openapi.json openapi.json && npm run generate',
  )
  process.exit(1)
}

// As `npm run generate` does it.
const fresh = COMMENT_HEADER + astToString(await openapiTS(description, { defaultNonNullable: false }))
if ((await readFile(client, 'utf8')) !== fresh) {
  console.error('src/platform/api/schema.d.ts does not match openapi.json. Run: npm run generate')
  process.exit(1)
}
console.log(`openapi.json ${existsSync(built) ? "is the backend's" : 'was not compared: the backend is not built'}`)
console.log('schema.d.ts matches openapi.json')
