#!/usr/bin/env node
// Called by npm for `start`, and before `test`: a fresh clone needs no other command. Installs when node_modules is missing or
// the lock file changed, builds what is stale; for tests also looks for (or installs) a browser, fonts, poppler and
// PostgreSQL 15; for a start it becomes the server itself. Uses nothing but Node. The PostgreSQL launcher makes the symbolic links that npm leaves out.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tellMissing } from './prerequisites.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.yichuang-lock')
const lockHash = () => createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) fail(`需要 Node 20.19 或更高版本，这里是 ${process.versions.node}`)
}

/** what `npm ci` installed says the same as the lock file (somebody ran it by hand) */
function installedByHand() {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const have = JSON.parse(readFileSync(hidden, 'utf8')).packages
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(lock).every(([path, p]) => !path || p.optional || p.peer || have[path]?.version === p.version)
}

function install() {
  const hash = lockHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  if (!installedByHand()) {
    process.stdout.write('安装依赖（npm ci）…\n')
    // the npm that called us; otherwise the one on the path
    const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, [process.env.npm_execpath]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
    const call = (...args) => spawnSync(npm[0], [...npm[1], ...args, '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8', shell: npm[0].endsWith('.cmd') })
    let done = call('ci')
    if (done.status !== 0 && /EUSAGE/.test(done.stderr)) {
      // Some mirrors lack packages of other platforms, and `npm ci` then takes the lock file for wrong. `install` keeps to
      // the same versions and passes over what this machine does not need.
      process.stdout.write('所用的 npm 源缺少其他平台的包，改用 npm install\n')
      done = call('install', '--no-save')
    }
    if (done.status !== 0) fail(`${done.stderr}\n依赖没有装成。请检查网络或 npm 源后重试`)
  }
  writeFileSync(stamp, hash)
}

const what = process.argv[2] ?? 'start'
checkNode()
// beside npm, which it does not need
const apt = what === 'test' && spawn(process.execPath, [join(root, 'tools', 'prerequisites.mjs')], { stdio: 'inherit' })
const installed = apt && new Promise((resolve) => apt.once('exit', resolve))
install()
const { buildStale, staleParts } = await import('./build.mjs')
// the tests run the server from its sources; the browser parts and the command line are built for both. A build before a start is a process of its own:
// its tools take half a gigabyte, which the server must not carry along
if (what === 'start' && staleParts().length) {
  if (spawnSync(process.execPath, [join(root, 'tools', 'build.mjs')], { cwd: root, stdio: 'inherit' }).status !== 0) fail('构建失败')
} else await buildStale().catch((error) => fail(`构建失败：${error.message}`))
if (installed) {
  await installed
  tellMissing()
}
if (what === 'start') {
  // the build is up to date, and this process is as good as another
  const { main } = await import('../dist/cli/index.js')
  process.exitCode = await main(['start'])
}
