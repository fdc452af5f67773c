#!/usr/bin/env node
// Builds all web parts that exist: citizen islands and CSS, the page renderer, the staff application.
// `node web/build.mjs` builds all; `node web/build.mjs citizen ssr` only these. Each replaces its own output and no other's.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build as esbuild } from 'esbuild'
import { build } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

/** files named by the manifest of an earlier build of the same part: removed first, or hashed files would pile up */
function clearEarlier(web, manifest) {
  const path = join(web, manifest)
  if (!existsSync(path)) return
  for (const entry of Object.values(JSON.parse(readFileSync(path, 'utf8')))) {
    for (const file of [entry.file, ...(entry.css ?? []), ...(entry.assets ?? [])]) rmSync(join(web, file), { force: true })
  }
}

const bundled = async (entry, format) =>
  (await esbuild({ entryPoints: [join(here, entry)], bundle: true, minify: true, write: false, format, target: ['chrome90', 'firefox113', 'safari16.4'], legalComments: 'none', charset: 'utf8' })).outputFiles[0].text

/**
 * The verifier, twice: dist/web/verify/yichuang-verify.html holds everything in one file for a memory stick and forbids itself the network;
 * dist/web/verify/index.html is served, with script and style as hashed files that the server's own policy allows.
 */
async function buildVerifier(web) {
  const { tokensCss } = await import(`data:text/javascript,${encodeURIComponent(await bundled('kit/tokens.ts', 'esm'))}`)
  const style = tokensCss() + await bundled('verify/verify.css')
  const script = await bundled('verify/main.ts', 'iife')
  const page = readFileSync(join(here, 'verify', 'page.html'), 'utf8')
  const hash = (text) => createHash('sha256').update(text).digest()
  // a function, since `$&` in what is put in would mean something
  const fill = (parts) => Object.entries(parts).reduce((text, [mark, part]) => text.replace(`<!--${mark}-->`, () => part), page)
  const source = (text) => `'sha256-${hash(text).toString('base64')}'`
  const csp = `default-src 'none'; script-src ${source(script)}; style-src ${source(style)}; base-uri 'none'; form-action 'none'`
  const assets = join(web, 'assets')
  mkdirSync(assets, { recursive: true })
  mkdirSync(join(web, 'verify'), { recursive: true })
  for (const file of readdirSync(assets)) if (file.startsWith('verify-')) rmSync(join(assets, file))
  const name = (text, ending) => `verify-${hash(text).toString('hex').slice(0, 10)}.${ending}`
  writeFileSync(join(assets, name(script, 'js')), script)
  writeFileSync(join(assets, name(style, 'css')), style)
  writeFileSync(join(web, 'verify', 'index.html'), fill({
    csp: '', style: `<link rel="stylesheet" href="/assets/${name(style, 'css')}">`, script: `<script src="/assets/${name(script, 'js')}"></script>`,
  }))
  writeFileSync(join(web, 'verify', 'yichuang-verify.html'), fill({
    csp: `<meta http-equiv="Content-Security-Policy" content="${csp}">`, style: `<style>${style}</style>`, script: `<script>${script}</script>`,
  }))
}

/**
 * Builds the named parts (all that have a configuration, when none is named) into `dist`: dist/ssr.js and dist/web.
 * Throws when one does not build.
 */
export async function buildWeb(parts = ['citizen', 'ssr', 'staff', 'verify'], dist = join(here, '../dist')) {
  // A test runner's NODE_ENV would give the slow development build, and one that does not run beside React's production part.
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  for (const part of parts) {
    if (part === 'verify') {
      await buildVerifier(join(dist, 'web'))
      continue
    }
    const configFile = join(here, `vite.${part}.config.ts`)
    if (!existsSync(configFile)) continue
    const outDir = part === 'ssr' ? dist : join(dist, 'web')
    if (part !== 'ssr') clearEarlier(outDir, `${part}.manifest.json`)
    await build({ configFile, build: { outDir } })
  }
  if (before === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = before
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  await buildWeb(process.argv.length > 2 ? process.argv.slice(2) : undefined)
}
