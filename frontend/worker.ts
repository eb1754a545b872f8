import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

/** Beside the scripts and styles: the page itself, and what a device shows of it. */
const BESIDE = ['index.html', 'manifest.webmanifest', 'favicon.svg', 'icon-192.png', 'icon-512.png']

/**
 * Writes `sw.js` beside the page, which knows the page's files by name. What was packed lies beside those and is chosen by
 * whoever serves them.
 */
export function serviceWorker(root: string): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const assets = readdirSync(join(dir, 'assets'))
        .filter((name) => /\.(js|css)$/.test(name))
        .map((name) => ({ url: `/assets/${name}`, revision: null }))
      const beside = BESIDE.map((name) => ({
        url: `/${name}`,
        revision: createHash('sha256')
          .update(readFileSync(join(dir, name)))
          .digest('hex')
          .slice(0, 16),
      }))
      const version = /<script [^>]*src="([^"]+)"/.exec(readFileSync(join(dir, 'index.html'), 'utf8'))?.[1]
      if (!version) this.error('index.html has no script')
      await build({
        configFile: false,
        root,
        logLevel: 'warn',
        publicDir: false,
        define: {
          __FILES__: JSON.stringify([...beside, ...assets]),
          __VERSION__: JSON.stringify(version),
          'process.env.NODE_ENV': '"production"',
        },
        build: {
          outDir: dir,
          emptyOutDir: false,
          target: 'baseline-widely-available',
          modulePreload: false,
          rolldownOptions: {
            input: join(root, 'worker/sw.js'),
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      })
    },
  }
}
