#!/usr/bin/env node
// Builds all web parts that exist: citizen islands and CSS, the page renderer, the staff application.
// `node web/build.mjs` builds all; `node web/build.mjs citizen ssr` only these. Each replaces its own output and no other's.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
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

/**
 * Builds the named parts (all that have a configuration, when none is named) into `dist`: dist/ssr.js and dist/web.
 * Throws when one does not build.
 */
export async function buildWeb(parts = ['citizen', 'ssr', 'staff'], dist = join(here, '../dist')) {
  // A test runner's NODE_ENV would give the slow development build, and one that does not run beside React's production part.
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  for (const part of parts) {
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
