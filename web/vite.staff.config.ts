import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { tokens, tokensCss } from './kit/tokens.ts'

/** the same tokens as the citizen pages, with the smaller type and targets of a desk */
function tokensPlugin(): Plugin {
  const id = '\0tokens.css'
  const desk = Object.entries(tokens.staff).map(([k, v]) => `--t-${k}:${v}px`).join(';')
  return {
    name: 'tokens',
    resolveId: (source) => (source === 'virtual:tokens.css' ? id : undefined),
    load: (source) => (source === id ? `${tokensCss()}\n:root{${desk};--target:40px}\n` : undefined),
  }
}

/** The staff application → dist/web/desk.html and dist/web/assets; one chunk for each desk, loaded when it is opened. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [react(), tokensPlugin()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: false,
    manifest: 'staff.manifest.json',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: fileURLToPath(new URL('desk.html', import.meta.url)) },
  },
})
