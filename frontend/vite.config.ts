import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { notices } from './notices.ts'

/** The scripts that the first one imports; the build asks about that one first. */
const atHand = new Set<string>()

export default defineConfig({
  plugins: [vue(), tailwindcss(), notices()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    // The legacy (options) API and the production devtools of vue-i18n are dead weight here.
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    // compileMessage.ts takes its place; a test compares the two.
    __INTLIFY_DROP_MESSAGE_COMPILER__: !process.env.VITEST,
    __VUE_OPTIONS_API__: false, // neither we nor reka-ui have parts written so
  },
  build: {
    target: 'baseline-widely-available',
    // The page's policy is `font-src 'self'` and allows data: for images only.
    assetsInlineLimit: 0,
    manifest: true,
    // The polyfill would be one more script; every browser the target names preloads modules itself.
    modulePreload: {
      polyfill: false,
      // Whoever opens a page has the first script and what it imports: no page need name those again.
      resolveDependencies(_, scripts, { hostType }) {
        if (hostType === 'html') for (const script of scripts) atHand.add(script)
        return hostType === 'html' ? scripts : scripts.filter((script) => !atHand.has(script))
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
