import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { foldersOf, type Folders } from '../server/kernel/config.ts'
import { connectionOf } from '../server/kernel/connection.ts'
import type { Database } from '../server/kernel/database.ts'
import { createDb, type Connection, type DbOptions } from '../server/kernel/db.ts'
import { migrate } from '../server/kernel/migrate.ts'
import { replaceFile } from '../server/kernel/lasting.ts'
import { adminRole, launch } from '../server/kernel/postgres/launcher.ts'
import { findPostmaster } from '../server/kernel/postgres/postmaster.ts'
import { rolePasswords, type RolePasswords } from '../server/kernel/postgres/secrets.ts'
import { ensureEmbedded, ownerRole, roleNames, withClient } from '../server/kernel/roles.ts'

/** where Debian puts PostgreSQL 15 */
export const debian15 = '/usr/lib/postgresql/15/bin'

/**
 * A database of a test file's own: a copy of the migrated template, reached by the same roles as in a running city.
 * Passes for what openDatabase gives, so that app.ts can be built on it.
 */
export interface TestDatabase extends Database {
  city: string
  /** address as a role; `admin` is the superuser, for what a test must do behind the city's back */
  connection(role: 'admin' | 'owner' | keyof typeof roleNames): Connection
  /** a data folder of its own, for files and keys */
  folders: Folders
  /** 18, or 15 when the run says so */
  major: number
}

interface Run { host: string; port: number; admin: { user: string; password: string }; passwords: RolePasswords; major: number }

const template = 'yichuang_template'
let opened = 0

/**
 * Opens a fresh database; the first call of a test run starts the server and migrates the template (about 1 s), each
 * further one copies it. YICHUANG_TEST_DATABASE: absent or 18 = packaged; 15 = Debian's; postgres://… = a scratch server's
 * superuser (roles and databases are made there).
 */
export async function openTestDatabase(options: DbOptions = {}): Promise<TestDatabase> {
  const folder = process.env.YICHUANG_TEST_RUN ?? ownRun()
  const run = await started(folder)
  const name = `test_${process.pid}_${++opened}`
  const at = (user: string, password: string, database = name): Connection => ({ host: run.host, port: run.port, database, user, password })
  const admin = at(run.admin.user, run.admin.password, 'postgres')
  await withClient(admin, async (c) => {
    // a copy is refused while somebody else is copying
    await c.query('select pg_advisory_lock(4110003)')
    await c.query(`create database ${name} template ${template} owner ${ownerRole}`)
  })
  const roles = {
    admin: at(run.admin.user, run.admin.password), owner: at(ownerRole, run.passwords.owner), app: at(roleNames.app, run.passwords.app),
    sequencer: at(roleNames.sequencer, run.passwords.sequencer), eraser: at(roleNames.eraser, run.passwords.eraser),
  }
  // a slow machine is no reason to be told that the database is busy; who tests that says so
  const app = createDb(roles.app, { max: 8, connectTimeoutMs: 60_000, lockTimeoutMs: 60_000, statementTimeoutMs: 60_000, ...options })
  const sequencer = createDb(roles.sequencer, { max: 2 })
  const eraser = createDb(roles.eraser, { max: 1 })
  const folders = foldersOf(mkdtempSync(join(folder, 'data-')))
  for (const f of [folders.files, folders.log, folders.keys, folders.run]) mkdirSync(f)
  return {
    app, sequencer, eraser, folders, city: '411000', profile: 'test', major: run.major, connection: (role) => roles[role],
    async close() {
      await Promise.all([app, sequencer, eraser].map((d) => d.close()))
      await withClient(admin, (c) => c.query(`drop database if exists ${name} with (force)`)).catch(() => {})
      rmSync(folders.root, { recursive: true, force: true })
    },
  }
}

/** one server per run, started by whichever worker needs it first */
async function started(folder: string): Promise<Run> {
  const ready = join(folder, 'ready.json')
  const failed = join(folder, 'failed.json')
  let first = false
  try {
    mkdirSync(join(folder, 'starting'))
    first = true
  } catch {
    // another worker is at it
  }
  if (first)
    try {
      replaceFile(ready, JSON.stringify(await startRun(folder)))
    } catch (error) {
      replaceFile(failed, JSON.stringify(String((error as Error).stack)))
    }
  for (const end = Date.now() + 110_000; !existsSync(ready); await new Promise((r) => setTimeout(r, 25))) {
    if (existsSync(failed)) throw new Error(`test database: ${JSON.parse(readFileSync(failed, 'utf8'))}`)
    if (Date.now() > end) throw new Error('test database: the worker that starts it did not finish in time')
  }
  return JSON.parse(readFileSync(ready, 'utf8')) as Run
}

async function startRun(folder: string): Promise<Run> {
  const wanted = process.env.YICHUANG_TEST_DATABASE || '18'
  const folders = foldersOf(folder)
  const passwords = rolePasswords(folders.keys)
  let run: Run
  if (/^postgres/.test(wanted)) {
    const given = connectionOf(wanted)
    run = { host: given.host, port: given.port, admin: { user: given.user, password: given.password }, passwords, major: 0 }
  } else {
    const server = await launch({
      folders, exclusive: false, bin: wanted === '15' ? debian15 : undefined,
      // nothing here has to survive a power cut; the crash tests start servers of their own
      settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200', shared_buffers: '64MB' },
    })
    const c = server.connection(adminRole, passwords.admin, 'postgres')
    run = { host: c.host, port: c.port, admin: { user: c.user, password: c.password }, passwords, major: server.major }
  }
  const admin: Connection = { host: run.host, port: run.port, database: 'postgres', ...run.admin }
  await withClient(admin, async (c) => {
    await ensureEmbedded(c, passwords, template)
    if (!run.major) {
      run.major = Math.floor(Number((await c.query('show server_version_num')).rows[0].server_version_num) / 10_000)
      // a scratch server may keep the roles of an earlier run
      for (const [role, key] of [[ownerRole, 'owner'], [roleNames.app, 'app'], [roleNames.sequencer, 'sequencer'], [roleNames.eraser, 'eraser']] as const)
        await c.query(`alter role ${role} password ${pg.escapeLiteral(passwords[key])}`)
    }
  })
  await migrate({ ...admin, database: template, user: ownerRole, password: passwords.owner })
  return run
}

let own: string | undefined
/** outside of vitest (a script): a run for this process, ended with it */
function ownRun(): string {
  if (own) return own
  own = makeRun()
  process.once('exit', () => endRun(own!))
  return own
}

export const runPrefix = 'yichuang-test-'

export function makeRun(): string {
  return mkdtempSync(join(tmpdir(), `${runPrefix}${process.pid}-`))
}

/** stops the run's server at once and removes its folder; safe to call when nothing was started */
export function endRun(folder: string): void {
  const running = findPostmaster(foldersOf(folder).pg)
  if (running) process.kill(running.pid, 'SIGQUIT')
  for (let i = 0; i < 100 && findPostmaster(foldersOf(folder).pg); i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
