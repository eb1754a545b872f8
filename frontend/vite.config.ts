import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { chunks } from './chunks.ts'
import { notices } from './notices.ts'
import { precompressed } from './precompressed.ts'
import { serviceWorker } from './worker.ts'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')

/** The scripts that the first one imports; the build asks about that one first. */
const atHand = new Set<string>()
/** Pages that people land on, or open all day: the first script names what they need, so that it comes in one trip. */
const OFTEN = /\/(SignIn|Today|TaskList|LoanList|Task|Loan|Calendar)Page-/

/**
 * reka-ui looks whether Vue has `useId` by taking all of Vue as one object, and then nothing of Vue can be left out: a sixth of
 * the first load. The Vue here has it.
 */
const onlyUsedVue: Plugin = {
  name: 'only-used-vue',
  transform: {
    filter: { id: /reka-ui\/dist\/shared\/useId\.js$/ },
    handler(code) {
      const named = code
        .replace('import * as vue from "vue"', 'import { useId as vueId } from "vue"')
        .replace(/else if \("useId" in vue\) id = vue\.useId\?\.\(\);/, 'else id = vueId();')
        .replace(/\n\telse id = `\$\{\+\+count\}`;/, '')
      if (/\bvue\./.test(named) || !named.includes('vueId()'))
        this.error('reka-ui asks for Vue’s useId in another way now')
      return { code: named, map: null }
    },
  },
}

export default defineConfig({
  plugins: [vue(), tailwindcss(), onlyUsedVue, notices(), precompressed(), serviceWorker(root)],
  resolve: { alias: { '@': `${root}/src` } },
  define: {
    __VUE_OPTIONS_API__: false, // neither we nor reka-ui have parts written so
  },
  build: {
    target: 'baseline-widely-available',
    // The page's policy is `font-src 'self'` and allows data: for images only.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: { codeSplitting: { groups: chunks(root) } },
      // How long each plugin takes is nothing to whoever only builds.
      checks: { pluginTimings: false },
    },
    // The polyfill would be one more script; every browser the target names preloads modules itself.
    modulePreload: {
      polyfill: false,
      // Whoever opens a page has the first script and what it imports: no page need name those again. What any other page
      // needs it names itself, a trip later; a kilobyte of such names in everybody's first load is too much for that.
      resolveDependencies(file, scripts, { hostType }) {
        if (hostType === 'html') for (const script of scripts) atHand.add(script)
        if (hostType === 'html') return scripts
        const seldom = /Page-/.test(file) && !OFTEN.test(file)
        return scripts.filter((script) => !atHand.has(script) && (!seldom || script.endsWith('.css')))
      },
    },
  },
  server: { proxy: { '/api': { target: process.env.BACKEND_URL ?? 'http://localhost:8080' } } },
  // The tests are of plain modules and leave nothing behind: a world of its own for each file took most of their time.
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    isolate: false,
    unstubGlobals: true,
  },
})
