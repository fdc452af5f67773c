#!/usr/bin/env node
// Runs the built command line; in a checkout whose sources are newer than the build (or that was never built), the
// sources themselves through tsx.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const built = join(root, 'dist', 'cli', 'index.js')
const source = join(root, 'server', 'cli', 'index.ts')

function newer(folder, than) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() ? newer(path, than) : /\.(ts|tsx|json)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) && statSync(path).mtimeMs > than) return true
  }
  return false
}

function fresh() {
  if (!existsSync(built)) return false
  if (!existsSync(source)) return true
  const made = statSync(built).mtimeMs
  return !['law', 'proof', 'contract', 'server'].some((folder) => existsSync(join(root, folder)) && newer(join(root, folder), made))
}

async function load() {
  if (fresh()) return import(pathToFileURL(built).href)
  let tsx
  try {
    tsx = createRequire(join(root, 'package.json')).resolve('tsx/esm/api')
  } catch {
    if (existsSync(built)) return import(pathToFileURL(built).href)
    process.stderr.write('尚未安装或构建。请运行 npm start（会自动安装并构建），或 npm ci && node tools/build.mjs\n')
    process.exit(1)
  }
  const { register } = await import(pathToFileURL(tsx).href)
  register()
  return import(pathToFileURL(source).href)
}

const { main } = await load()
process.exitCode = await main(process.argv.slice(2))
