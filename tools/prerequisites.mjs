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

/**
 * Installs what is missing where that is possible: apt-get as root; for the browser Playwright's download otherwise.
 * One line for each thing that stays missing. Never fails: the tests that need it are then skipped and counted.
 */
export function prepareTests(say = console.log) {
  const missing = () => wanted.filter((w) => !w.has())
  let open = missing()
  if (!open.length) return
  if (process.platform === 'linux' && process.getuid?.() === 0 && which('apt-get')) {
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
    // one by one: a package that this release does not have must not keep the others out
    for (const w of open) if (!w.has()) apt('install', '-y', '--no-install-recommends', ...w.packages)
    open = missing()
  }
  if (open.some((w) => w.name === 'Chromium')) {
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    if (existsSync(cli)) spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
    open = missing()
  }
  for (const w of open) if (w.without) say(`缺少 ${w.name}，将跳过${w.without}`)
}
