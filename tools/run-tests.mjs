#!/usr/bin/env node
// Everything, in order: types, tests (walls among them) on the packaged PostgreSQL, journeys again on PostgreSQL 15, browser.
// Goes on after a failure, so that one run tells all. The last line is `N passed, N failed, N skipped`, summed from the
// runners' own JSON reports; a type configuration counts as one. `--deep` runs the long figures.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, postgres15 } from './prerequisites.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const reports = join(root, '.build', 'reports')
const deep = process.argv.includes('--deep')
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []

const tool = (...path) => join(root, 'node_modules', ...path)

function run(args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      env: { ...process.env, ...(deep ? { YICHUANG_TEST_DEEP: '1' } : {}), ...env },
    })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (d) => (out += d))
    child.on('error', (error) => resolve({ code: 1, out: out + error.message }))
    child.on('exit', (code, signal) => resolve({ code: code ?? 1, out, signal }))
  })
}

async function step(name, fn) {
  const begun = Date.now()
  process.stdout.write(`\n== ${name}\n`)
  const { passed, failed, skipped, note = '' } = await fn()
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  if (failed) failures.push(name)
  process.stdout.write(`-- ${name}：${passed} passed, ${failed} failed, ${skipped} skipped，${((Date.now() - begun) / 1000).toFixed(1)} 秒${note}\n`)
}

// one checker each: several would know every type several times, and the three fill the cores already
async function types() {
  const done = await Promise.all(['law', 'server', 'web'].map((name) =>
    run([tool('typescript-native', 'bin', 'tsc'), '-p', `tsconfig.${name}.json`, '--pretty', 'false', '--checkers', '1'], { quiet: true })))
  for (const { out } of done) if (out.trim()) process.stdout.write(out)
  const ok = done.filter((d) => d.code === 0).length
  return { passed: ok, failed: done.length - ok, skipped: 0 }
}

/** numbers of a vitest JSON report; a file that could not be loaded has no tests and counts as one failure */
function count(file) {
  const r = JSON.parse(readFileSync(file, 'utf8'))
  const broken = r.testResults.filter((f) => f.status === 'failed' && !f.assertionResults.some((a) => a.status === 'failed')).length
  return { passed: r.numPassedTests, failed: r.numFailedTests + broken, skipped: r.numPendingTests + (r.numTodoTests ?? 0) }
}

async function vitest(name, filters, env = {}) {
  const file = join(reports, `${name}.json`)
  const { code, signal } = await run([tool('vitest', 'vitest.mjs'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...filters],
    { env: { ...env, NODE_OPTIONS: [process.env.NODE_OPTIONS, '--no-warnings'].filter(Boolean).join(' ') } })
  if (!existsSync(file)) {
    process.stdout.write(`vitest ended without a report (${signal ?? code})\n`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const counted = count(file)
  // an error outside of any test: the runner says "failed" though every test passed
  if (code !== 0 && !counted.failed) counted.failed = 1
  return counted
}

/** tests of these folders in the first report: what is skipped when they cannot run a second time */
function testsIn(folders) {
  const file = join(reports, 'main.json')
  if (!existsSync(file)) return 0
  return JSON.parse(readFileSync(file, 'utf8')).testResults
    .filter((f) => !ofPackaged.some((x) => f.name.endsWith(x)) && folders.some((folder) => f.name.replaceAll('\\', '/').includes(`/${folder}/`))).reduce((n, f) => n + f.assertionResults.length, 0)
}

// these start the packaged server themselves, whichever the run is on
const ofPackaged = ['launcher', 'outage'].flatMap((f) => ['--exclude', `tests/postgres/${f}.test.ts`])
const onDatabase = ['tests/journeys', 'tests/postgres'].filter((f) => existsSync(join(root, f)))
const browserTests = existsSync(join(root, 'tests', 'browser')) ? readdirSync(join(root, 'tests', 'browser'), { recursive: true }).map(String).filter((f) => /\.test\.tsx?$/.test(f)) : []

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const begun = Date.now()

await step('类型（law、server、web）', types)
await step('规则、单元、旅程（随包 PostgreSQL 18）', () => vitest('main', []))
await step('旅程与数据库（PostgreSQL 15）', async () => existsSync(join(postgres15, 'postgres'))
  ? vitest('postgres15', [...onDatabase, ...ofPackaged], { YICHUANG_TEST_DATABASE: '15' })
  : { passed: 0, failed: 0, skipped: testsIn(onDatabase), note: '（没有 PostgreSQL 15，已跳过）' })
if (browserTests.length)
  await step('浏览器', async () => {
    const chromium = findChromium()
    if (!chromium) return { passed: 0, failed: 0, skipped: browserTests.length, note: '（没有 Chromium，已跳过）' }
    return vitest('browser', ['tests/browser'], chromium === 'playwright' ? {} : { CHROMIUM: chromium })
  })

process.stdout.write(`\n用时 ${((Date.now() - begun) / 1000).toFixed(0)} 秒，${availableParallelism()} 核${failures.length ? `；未通过：${failures.join('、')}` : ''}\n`)
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed ? 1 : 0
