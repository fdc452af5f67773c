import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The page renderer → dist/ssr.js, one file with everything in it (only server/app.ts loads it). In development the
 * server loads web/ssr.tsx through ssrLoadModule with this same configuration.
 */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  logLevel: 'warn',
  plugins: [react()],
  // Bundled, because reading 1,600 icons and React's development build at start would cost half a second.
  ssr: { noExternal: command === 'build' ? true : undefined, target: 'node' },
  define: command === 'build' ? { 'process.env.NODE_ENV': '"production"' } : {},
  build: {
    ssr: fileURLToPath(new URL('ssr.tsx', import.meta.url)),
    outDir: '../dist',
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'ssr.js' } },
  },
}))
