#!/usr/bin/env node
// Runs the built command line; in a checkout whose sources are newer than the build (or that was never built), the
// sources themselves through tsx.
import { existsSync, readdirSync, statSync } from 'node:fs'
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
  try {
    const { register } = await import('tsx/esm/api')
    register()
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    if (existsSync(built)) return import(pathToFileURL(built).href) // installed without development tools
    process.stderr.write('尚未安装或构建。请运行 npm start（会自动安装并构建），或 npm ci && node tools/build.mjs\n')
    process.exit(1)
  }
  return import(pathToFileURL(source).href)
}

const { main } = await load()
process.exitCode = await main(process.argv.slice(2))
