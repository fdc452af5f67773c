import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { tokensCss } from './kit/tokens.ts'

/** `virtual:tokens.css` is made from web/kit/tokens.ts, so that no colour is typed twice. */
function tokensPlugin(): Plugin {
  const id = '\0tokens.css'
  return {
    name: 'tokens',
    resolveId: (source) => (source === 'virtual:tokens.css' ? id : undefined),
    load: (source) => (source === id ? tokensCss() : undefined),
  }
}

/** Islands and CSS of the citizen, public and screen pages → dist/web/assets, hashed, with dist/web/.vite/manifest.json. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [tokensPlugin()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: false,
    manifest: 'citizen.manifest.json',
    // Phones of elderly people are old: what is newer than this is not needed to use any page, only to make it nicer.
    target: 'chrome80',
    cssTarget: 'chrome80',
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: { input: fileURLToPath(new URL('client.ts', import.meta.url)) },
  },
})
