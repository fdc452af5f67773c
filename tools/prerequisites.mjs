// What the tests can use on this machine, and how to get it where root may install. No dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function which(...names) {
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':'))
      if (folder && existsSync(join(folder, name))) return join(folder, name)
  return undefined
}

/** the same engine without its windows: it opens a page for a third of the CPU time */
const headless = 'chromium-headless-shell'

/** a Chromium: the one named in CHROMIUM, an installed one, or Playwright's own download */
export function findChromium() {
  const named = process.env.CHROMIUM
  if (named && existsSync(named)) return named
  const installed = which(headless, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
  if (installed) return installed
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'ms-playwright')
  const has = existsSync(cache) && readdirSync(cache).some((f) => f.startsWith('chromium'))
  return has ? 'playwright' : undefined
}

export const postgres15 = '/usr/lib/postgresql/15/bin'

/** what is wanted, the Debian package that brings it, and what cannot be tested without it (nothing: it is only slower) */
export const wanted = [
  { name: '无窗口的 Chromium', has: () => Boolean(which(headless)), packages: [headless] },
  { name: 'Chromium', has: () => Boolean(findChromium()), packages: ['chromium'], without: '浏览器测试' },
  // a Chinese sans for the browser's pictures; documents bring their own fonts
  { name: '中文字体', has: () => fontsFor('zh'), packages: ['fonts-noto-cjk'], without: '页面截图里的中文' },
  { name: 'poppler', has: () => Boolean(which('pdftoppm') && which('pdftotext')), packages: ['poppler-utils'], without: '文书版面测试' },
  { name: 'PostgreSQL 15', has: () => existsSync(join(postgres15, 'postgres')), packages: ['postgresql-15'], without: '在 PostgreSQL 15 上重跑的测试' },
]

function fontsFor(language) {
  if (process.platform !== 'linux') return true
  const list = spawnSync('fc-list', [`:lang=${language}`, 'family'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}

const missing = () => wanted.filter((w) => !w.has())

/** Installs by apt-get what is missing, where there is one and we are root. Never fails; what it said is in .build/apt.log. */
export function installByApt(say = console.log) {
  const open = missing()
  if (!open.length || process.platform !== 'linux' || process.getuid?.() !== 0 || !which('apt-get')) return
  mkdirSync(join(root, '.build'), { recursive: true })
  const log = openSync(join(root, '.build', 'apt.log'), 'a')
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', log, log], timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  // only the programs are wanted, not a database server that starts with the machine
  const noCluster = '/etc/postgresql-common/createcluster.conf'
  if (open.some((w) => w.packages.includes('postgresql-15')) && !existsSync(dirname(noCluster))) {
    mkdirSync(dirname(noCluster), { recursive: true })
    writeFileSync(noCluster, 'create_main_cluster = false\n')
  }
  say(`安装测试所需的 ${open.map((w) => w.name).join('、')}（apt-get，记录在 .build/apt.log）`)
  apt('update')
  const install = (packages) => apt('install', '-y', '--no-install-recommends', ...packages)
  // all at once; a package that this release does not have must not keep the others out
  if (!install(open.flatMap((w) => w.packages))) for (const w of open) if (!w.has()) install(w.packages)
}

/** Tells in one line each what stays missing after installByApt: the tests that need it are skipped and counted. Fetches Playwright's browser where there is no other. */
export function tellMissing(say = console.log) {
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  if (missing().some((w) => w.name === 'Chromium') && existsSync(cli)) spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
  for (const w of missing()) if (w.without) say(`缺少 ${w.name}，将跳过${w.without}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installByApt()
