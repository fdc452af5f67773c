import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { foldersOf } from '../../server/kernel/config.ts'
import { findBinaries, hydrate } from '../../server/kernel/postgres/binaries.ts'
import { adminRole, launch, serverOn } from '../../server/kernel/postgres/launcher.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { withClient } from '../../server/kernel/roles.ts'
import { projectRoot } from '../../server/kernel/root.ts'
import { benchFolder } from '../../tools/bench/host.ts'
import { bundling } from '../../tools/build.mjs'

// built once: started a dozen times, without a compiler in each
const script = join(benchFolder(), `holder-${process.pid}.mjs`)
beforeAll(async () => void await build({
  entryPoints: [fileURLToPath(new URL('./holder.ts', import.meta.url))], outfile: script, ...bundling,
}))
afterAll(() => rmSync(script, { force: true }))
const made: { path: string; root: string }[] = []
const children: ChildProcess[] = []

afterEach(() => {
  for (const c of children.splice(0)) c.kill('SIGKILL')
  for (const { path, root } of made.splice(0)) {
    const running = findPostmaster(foldersOf(path).pg)
    if (running) process.kill(running.pid, 'SIGQUIT')
    for (let i = 0; i < 100 && findPostmaster(foldersOf(path).pg); i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    rmSync(root, { recursive: true, force: true })
  }
})

function folder(name = 'data'): string {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-launch-'))
  made.push({ path: join(root, name), root })
  return join(root, name)
}

/** a folder that has been started and stopped once: making a new database is not what every test is about */
let stopped: string | undefined
async function used(): Promise<string> {
  if (!stopped) {
    stopped = join(mkdtempSync(join(tmpdir(), 'yichuang-launch-')), 'data')
    await (await launch({ folders: foldersOf(stopped), exclusive: false })).stop()
  }
  const path = folder()
  cpSync(stopped, path, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  return path
}
afterAll(() => { if (stopped) rmSync(dirname(stopped), { recursive: true, force: true }) })

interface Holder { child: ChildProcess; lines: string[]; line: (start: string, nth?: number) => Promise<string>; ended: Promise<number | null> }

function holder(path: string, what: string): Holder {
  const child = spawn(process.execPath, [script, path, what], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const lines: string[] = []
  let rest = ''
  child.stdout!.on('data', (d) => { const parts = (rest + d).split('\n'); rest = parts.pop()!; lines.push(...parts) })
  const ended = new Promise<number | null>((r) => child.once('exit', (code) => r(code)))
  const line = async (start: string, nth = 1) => {
    for (let i = 0; i < 6_000; i++) {
      const found = lines.filter((l) => l.startsWith(start))[nth - 1]
      if (found) return found
      await new Promise((r) => setTimeout(r, 10))
    }
    throw new Error(`no line "${start}" among: ${lines.slice(-20).join(' | ')}`)
  }
  return { child, lines, line, ended }
}

test('a start while PostgreSQL is on its way out waits until it is gone, and starts its own', async () => {
  const path = await used()
  const first = await launch({ folders: foldersOf(path), exclusive: false })
  const client = new pg.Client(first.connection(adminRole, first.passwords.admin, 'postgres'))
  await client.connect()
  // smart shutdown: it takes nobody new, and ends when who is connected has left
  process.kill(first.pid(), 'SIGTERM')
  const refusedNow = () => withClient(first.connection(adminRole, first.passwords.admin, 'postgres'), async () => false).catch((e: { code?: string }) => e.code === '57P03')
  while (!(await refusedNow())) await new Promise((r) => setTimeout(r, 10))
  const starting = launch({ folders: foldersOf(path), exclusive: false })
  await client.end()
  const second = await starting
  expect(second.pid()).not.toBe(first.pid())
  expect(await withClient(second.connection(adminRole, second.passwords.admin, 'postgres'), async (c) => (await c.query('select 1 as n')).rows[0].n)).toBe(1)
  await second.stop()
})

test('kill -9 of Node leaves PostgreSQL running; the next start attaches, and every acknowledged row is there', async () => {
  const path = await used()
  const writer = holder(path, 'write')
  await writer.line('wrote 50')
  writer.child.kill('SIGKILL')
  await writer.ended
  const acknowledged = Number(writer.lines.filter((l) => l.startsWith('wrote')).at(-1)!.split(' ')[1])
  expect(findPostmaster(foldersOf(path).pg)).toBeDefined()
  const next = holder(path, 'count')
  expect(await next.line('up')).toContain('attached')
  const { count, max } = JSON.parse((await next.line('count')).slice(6))
  expect(max).toBeGreaterThanOrEqual(acknowledged)
  expect(count).toBe(max)
  await next.line('stopped')
  expect(findPostmaster(foldersOf(path).pg)).toBeUndefined()
})

test('kill -9 of Node and of PostgreSQL: the next start recovers, and every acknowledged row is there', async () => {
  const path = await used()
  const writer = holder(path, 'write')
  const pid = Number((await writer.line('up')).split(' ')[1])
  await writer.line('wrote 50')
  writer.child.kill('SIGKILL')
  process.kill(pid, 'SIGKILL')
  await writer.ended
  const acknowledged = Number(writer.lines.filter((l) => l.startsWith('wrote')).at(-1)!.split(' ')[1])
  const next = holder(path, 'count')
  expect(await next.line('up')).toContain('started')
  expect(JSON.parse((await next.line('count')).slice(6)).max).toBeGreaterThanOrEqual(acknowledged)
})

test('a second start on the same folder is refused with a sentence that names the pid; a command may attach', async () => {
  const path = await used()
  const first = holder(path, 'ask')
  await first.line('up')
  const second = holder(path, 'count')
  const said = await second.line('refused')
  expect(said).toContain('FolderInUse')
  expect(said).toContain(`正由进程 ${first.child.pid} 使用`)
  expect(said).toContain(`in use by process ${first.child.pid}`)
  expect(await second.ended).toBe(3)
  expect(await serverOn(foldersOf(path))).toBe(first.child.pid)

  const command = await launch({ folders: foldersOf(path), exclusive: false })
  expect(command.attached).toBe(true)
  await command.stop()
  first.child.stdin!.write('x')
  expect(await first.line('answer')).toBe('answer ok')
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(findPostmaster(foldersOf(path).pg)).toBeUndefined()
  expect(existsSync(join(path, 'run', 'db.json'))).toBe(false)
})

test('two starts at the same moment on a new folder: one holds it, the other is refused', async () => {
  const path = folder()
  const both = [holder(path, 'ask'), holder(path, 'ask')]
  const outcome = await Promise.all(both.map((h) => Promise.race([h.line('up'), h.line('refused')])))
  expect(outcome.map((o) => o.split(' ')[0]).sort()).toEqual(['refused', 'up'])
})

test('killed while the database is being made: nothing looks like data, and the next start makes it from the beginning', async () => {
  const path = folder()
  const first = holder(path, 'count')
  const drafts = () => (existsSync(path) ? readdirSync(path).filter((f) => f.startsWith('pg.new-')) : [])
  await vi.waitUntil(() => drafts().some((f) => existsSync(join(path, f, 'data', 'PG_VERSION'))), { timeout: 60_000, interval: 5 })
  first.child.kill('SIGKILL')
  await first.ended
  expect(existsSync(foldersOf(path).pg)).toBe(false)
  // one that a process of our own number left behind, as in a container
  mkdirSync(join(path, `pg.new-${process.pid}-before`, 'data'), { recursive: true })
  const next = await launch({ folders: foldersOf(path), exclusive: true })
  expect(next.attached).toBe(false)
  expect(drafts()).toEqual([])
  await next.stop()
})

test('PostgreSQL that dies under a running server is started again', async () => {
  const path = await used()
  const server = holder(path, 'ask')
  const pid = Number((await server.line('up')).split(' ')[1])
  process.kill(pid, 'SIGKILL')
  await server.line('say 与数据库的连接已恢复')
  server.child.stdin!.write('x')
  await server.line('answer')
  // the connection that died may be noticed by the first question
  server.child.stdin!.write('x')
  expect(await server.line('answer', 2)).toBe('answer ok')
  expect(findPostmaster(foldersOf(path).pg)!.pid).not.toBe(pid)
})

test('a pid in postmaster.pid that belongs to a stranger now does not keep the folder closed', async () => {
  const path = await used()
  const first = await launch({ folders: foldersOf(path), exclusive: false })
  const file = join(foldersOf(path).pg, 'postmaster.pid')
  const left = readFileSync(file, 'utf8')
  await first.stop()
  writeFileSync(file, left.replace(/^\d+/, String(process.pid)))
  const again = await launch({ folders: foldersOf(path), exclusive: false })
  expect(again.attached).toBe(false)
  await again.stop()
})

test('no network, checksums, scram, C.UTF-8, fsync; secrets readable by us alone', async () => {
  const path = folder()
  const server = await launch({ folders: foldersOf(path), exclusive: false })
  const at = server.connection(adminRole, server.passwords.admin, 'postgres')
  await withClient(at, async (c) => {
    const show = async (name: string) => (await c.query(`show ${name}`)).rows[0][name]
    expect(await show('listen_addresses')).toBe('')
    expect(await show('data_checksums')).toBe('on')
    expect(await show('fsync')).toBe('on')
    expect(await show('full_page_writes')).toBe('on')
    expect(await show('synchronous_commit')).toBe('on')
    expect((await c.query(`select datcollate from pg_database where datname = 'postgres'`)).rows[0].datcollate).toBe('C.UTF-8')
    expect((await c.query(`select distinct auth_method from pg_hba_file_rules`)).rows).toEqual([{ auth_method: 'scram-sha-256' }])
  })
  await expect(withClient({ ...at, password: 'password' }, async () => {})).rejects.toMatchObject({ code: '28P01' })
  for (const file of ['keys/db.json', 'run/db.json']) expect(statSync(join(path, file)).mode & 0o777, file).toBe(0o600)
  for (const name of readdirSync(path)) if (statSync(join(path, name)).isDirectory()) expect(statSync(join(path, name)).mode & 0o077, name).toBe(0)
  await server.stop()
})

test('a path too long for a socket, with spaces and Chinese in it, works: the socket goes under the temporary folder', async () => {
  const path = folder('许昌市 政务服务数据/' + 'x'.repeat(90))
  const server = await launch({ folders: foldersOf(path), exclusive: false })
  const at = server.connection(adminRole, server.passwords.admin, 'postgres')
  expect(dirname(at.host)).toBe(tmpdir())
  await withClient(at, (c) => c.query('select 1'))
  await server.stop()
  expect(existsSync(at.host)).toBe(false)
})

test.runIf(process.getuid?.() === 0)('as root below a folder of mode 700: runs, and keeps the way it was made', async () => {
  const path = folder()
  chmodSync(dirname(path), 0o700)
  const server = await launch({ folders: foldersOf(path), exclusive: false })
  const { mode } = server
  expect(mode).toBe('unshare')
  await server.stop()
  expect(JSON.parse(readFileSync(join(path, 'mode.json'), 'utf8')).kind).toBe(mode)
  const again = await launch({ folders: foldersOf(path), exclusive: false })
  expect(again.mode).toBe(mode)
  await again.stop()
})

test.runIf(process.getuid?.() === 0)('as root on a folder that belongs to an ordinary user: runs as that user', async () => {
  const path = folder()
  chmodSync(dirname(path), 0o711)
  mkdirSync(path, { mode: 0o711 })
  writeFileSync(join(path, 'mode.json'), JSON.stringify({ kind: 'uid', uid: 65534, gid: 65534 }))
  const server = await launch({ folders: foldersOf(path), exclusive: false })
  expect(server.mode).toBe('uid')
  expect(statSync(`/proc/${server.pid()}`).uid).toBe(65534)
  await withClient(server.connection(adminRole, server.passwords.admin, 'postgres'), (c) => c.query('select 1'))
  await server.stop()
  unlinkSync(join(path, 'mode.json'))
  const again = await launch({ folders: foldersOf(path), exclusive: false })
  expect(again.mode).toBe('uid')
  await again.stop()
})

test('missing symbolic links of the package are made', () => {
  const binaries = findBinaries()
  const folderOfPackage = join(dirname(binaries.postgres), '..', '..')
  const list = join(folderOfPackage, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return expect(binaries.major).toBeGreaterThanOrEqual(15)
  const copy = folder()
  mkdirSync(join(copy, 'native', 'lib'), { recursive: true })
  writeFileSync(join(copy, 'native', 'pg-symlinks.json'), readFileSync(list))
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source } of links) writeFileSync(join(copy, source), source)
  expect(hydrate(copy)).toBe(links.length)
  for (const { source, target } of links) expect(readFileSync(join(copy, target), 'utf8')).toBe(source)
  expect(hydrate(copy)).toBe(0)
})
