import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, fstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import type { Folders } from '../config.ts'
import type { Connection } from '../db.ts'
import { replaceFile } from '../lasting.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { adminRole } from '../roles.ts'
import { makeCluster } from './cluster.ts'
import { FolderInUse, hold, holderOf } from './hold.ts'
import { findPostmaster, gone, type Postmaster } from './postmaster.ts'
import { rolePasswords, type RolePasswords } from './secrets.ts'
import { chooseMode, own, quietEnv, spawnIdentity, wrap, type Mode } from './user.ts'

export { adminRole }
const windows = process.platform === 'win32'

export interface LaunchOptions {
  folders: Folders
  /**
   * true for the server: the data folder is then ours alone, a second start is refused, and a database that dies is
   * started again. false for a command: it works beside a running server, or starts PostgreSQL for itself.
   */
  exclusive: boolean
  /** folder of a spare (spare.ts) that a new data folder may take; absent = made by initdb */
  spare?: string | undefined
  /** …/bin of another PostgreSQL than the packaged one */
  bin?: string
  /** further settings, `-c name=value` */
  settings?: Record<string, string>
  /** how long a start may replay WAL before it is given up; default 600 */
  recoverySeconds?: number
  /** told what happens, in words for the log */
  say?: (message: string) => void
  /** the folder was lost to another process (exclusive only): stop serving */
  onLost?: (error: Error) => void
}

export interface Embedded {
  /** address of a database of this server for a role */
  connection(user: string, password: string, database: string): Connection
  passwords: RolePasswords
  /** process id of PostgreSQL now */
  pid(): number
  /** it was running already: left by a killed process, or shared with the server */
  attached: boolean
  major: number
  mode: Mode['kind']
  /** stops PostgreSQL, unless somebody else is still connected: the last one out stops it. Close all pools first */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL of a data folder, or attaches to the one that runs on it, and returns when it answers.
 * Creates the folder (initdb: C.UTF-8, checksums, scram) when it is new. No network listener: a Unix socket only (on
 * Windows loopback). Refuses, with the holder's pid, a folder that another server holds (FolderInUse), and a folder made
 * by another major version.
 */
export async function launch(o: LaunchOptions): Promise<Embedded> {
  const { folders } = o
  const say = o.say ?? (() => {})
  if (existsSync(join(folders.root, 'replaced.json')))
    throw new Error(`${folders.root} 原来的备库已经升为主库，这里的数据停在那一刻，不能再启动。新主库见 ${join(folders.root, 'replaced.json')}；把这里作备库须删去本目录后重建`)
  if (o.exclusive && existsSync(join(folders.root, 'standby.json')))
    throw new Error(`${folders.root} 是备库，不能在上面启动服务。主库坏了请先运行 npx yichuang standby promote --data ${folders.root}`)
  for (const folder of [folders.root, folders.files, folders.log, folders.keys, folders.run]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const binaries = findBinaries(o.bin)
  const passwords = rolePasswords(folders.keys)
  const mode = chooseMode(folders.root, folders.pg, binaries.postgres)
  if (!existsSync(join(folders.pg, 'PG_VERSION'))) await makeCluster(folders, binaries, mode, passwords, o.spare)
  const made = Number(readFileSync(join(folders.pg, 'PG_VERSION'), 'utf8'))
  if (made !== binaries.major)
    throw new Error(`数据文件夹 ${folders.pg} 由 PostgreSQL ${made} 建立，不能用 ${binaries.major} 打开。请用原版本导出（yichuang backup）后在新文件夹恢复`)

  let running = findPostmaster(folders.pg)
  const attached = Boolean(running)
  const address = (user: string, password: string, database: string): Connection =>
    ({ host: running!.host, port: running!.port, database, user, password })
  const admin = () => address(adminRole, passwords.admin, 'postgres')
  const up = async (): Promise<void> => {
    let answers: Postmaster | undefined
    while (!answers) {
      const found = findPostmaster(folders.pg)
      // one that was on its way out when we came: when it is gone, one of our own is started
      answers = await answering(folders, found ?? (await start(folders, binaries, mode, o.settings ?? {})), passwords.admin, say, o.recoverySeconds ?? 600, found !== undefined)
    }
    running = answers
    replaceFile(join(folders.run, 'db.json'), JSON.stringify(
      { pid: running.pid, host: running.host, port: running.port, database: 'yichuang', admin: adminRole, passwords: 'keys/db.json', node: process.pid }, null, 2) + '\n')
  }
  await up()
  if (attached) say(`PostgreSQL 已在运行（进程 ${running!.pid}），直接接上`)
  const held = o.exclusive ? await hold({ admin, up, folder: folders.root, say, lost: o.onLost ?? (() => {}) }).catch(async (error) => {
    // what we started for nothing does not stay; whoever holds the folder keeps his
    if (!attached && !(error instanceof FolderInUse)) await halt(running!, folders.pg, binaries, mode).catch(() => {})
    throw error
  }) : undefined

  return {
    connection: address, passwords, attached, major: binaries.major, mode: mode.kind,
    pid: () => running!.pid,
    async stop() {
      await held?.release()
      const now = findPostmaster(folders.pg)
      if (!now) return
      if (await inUse(admin())) return say('还有其他程序连着数据库，由最后退出的那个关闭它')
      await halt(now, folders.pg, binaries, mode)
      rmSync(join(folders.run, 'db.json'), { force: true })
      if (!windows && dirname(now.host) === tmpdir() && basename(now.host).startsWith(socketPrefix)) rmSync(now.host, { recursive: true, force: true })
    },
  }
}

/** pid of the server that holds a data folder, if one does; starts nothing */
export async function serverOn(folders: Folders): Promise<number | undefined> {
  const running = findPostmaster(folders.pg)
  if (!running) return undefined
  const { admin } = rolePasswords(folders.keys)
  return holderOf({ host: running.host, port: running.port, database: 'postgres', user: adminRole, password: admin })
}

const socketPrefix = 'yichuang-'

/** a Unix socket's whole path may have 107 bytes; `run` when it fits, else a fresh private folder under the temporary one */
function socketFolder(folders: Folders, mode: Mode): string {
  const fits = Buffer.byteLength(folders.run) <= 100 - '/.s.PGSQL.5432'.length
  if (fits && mode.kind !== 'uid') return folders.run
  const made = mkdtempSync(join(tmpdir(), socketPrefix))
  own(mode, made)
  return made
}

async function start(folders: Folders, binaries: Binaries, mode: Mode, settings: Record<string, string>): Promise<Postmaster> {
  const host = windows ? '127.0.0.1' : socketFolder(folders, mode)
  const port = windows ? await freePort() : 5432
  const all: Record<string, string> = {
    listen_addresses: windows ? host : '', unix_socket_directories: windows ? '' : host, unix_socket_permissions: '0700',
    fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', max_connections: '100', password_encryption: 'scram-sha-256',
    timezone: 'PRC', log_timezone: 'PRC', log_checkpoints: 'off',
    // a backup that does not keep up may not fill the disk of the city's service: then it has to begin anew (backup/archive.ts)
    max_slot_wal_keep_size: '10GB',
    // what people typed must not reach the log: no statement texts, no DETAIL with key values
    log_min_error_statement: 'panic', log_error_verbosity: 'terse', log_parameter_max_length_on_error: '0',
    ...settings,
  }
  const [command, args] = wrap(mode, binaries.postgres, ['-D', folders.pg, '-p', String(port), ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])])
  const log = logFile(folders)
  const out = openSync(log, 'a', 0o600)
  const from = fstatSync(out).size
  // own session: Ctrl-C in the terminal reaches Node alone, which stops the database after the last transaction
  const child = spawn(command, args, { stdio: ['ignore', out, out], detached: true, env: quietEnv(), ...spawnIdentity(mode) })
  closeSync(out)
  let ended: string | undefined
  child.on('exit', (code, signal) => (ended = `${code ?? signal}`))
  child.on('error', (error) => (ended = error.message))
  child.unref()
  for (;;) {
    await pause(10)
    const found = findPostmaster(folders.pg)
    // another process may have been faster: its postmaster is as good
    if (found) return found
    if (ended !== undefined) throw new Error(`PostgreSQL 没有启动（${ended}），日志 ${log}：\n${tail(log, from)}`)
  }
}

/** the postmaster once it takes connections. `mayGo`: nobody of us started it; undefined when it ended meanwhile */
async function answering(folders: Folders, running: Postmaster, password: string, say: (m: string) => void, patience: number, mayGo: boolean): Promise<Postmaster | undefined> {
  const begun = Date.now()
  for (let told = 0, now: Postmaster | undefined = running; ; await pause(20), now = findPostmaster(folders.pg)) {
    if (!now && mayGo) return undefined
    if (!now) throw new Error(`PostgreSQL 启动后又退出了，日志 ${logFile(folders)}：\n${tail(logFile(folders), Math.max(0, statSync(logFile(folders)).size - 2_000))}`)
    // the last line of postmaster.pid says "ready" before the socket does on some platforms: only an answer counts
    const client = new pg.Client({ host: now.host, port: now.port, database: 'postgres', user: adminRole, password, connectionTimeoutMillis: 3_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      return now
    } catch (error) {
      const code = (error as { code?: string }).code
      if (code === '28P01') throw new Error(`数据库口令不符：${folders.keys} 与 ${folders.pg} 不是同一次安装的，请从备份恢复 keys/db.json`)
      const seconds = Math.floor((Date.now() - begun) / 1000)
      if (seconds >= told + 5) say(`等待 PostgreSQL 恢复，已 ${(told = seconds)} 秒`)
      // a frozen server is not a recovering one, which says 57P03
      if (seconds > patience || (seconds > 30 && code !== '57P03')) throw new Error(`PostgreSQL（进程 ${now.pid}）没有应答：${(error as Error).message}`)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** is anybody but us connected? A connection that was just closed needs a moment to be gone */
async function inUse(admin: Connection): Promise<boolean> {
  for (let i = 0; ; i++) {
    const client = new pg.Client({ ...admin, connectionTimeoutMillis: 3_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query(`select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`)
      if (rows[0].n === 0) return false
    } catch {
      return false // it does not answer: stopping it is all that is left
    } finally {
      await client.end().catch(() => {})
    }
    if (i >= 20) return true
    await pause(25)
  }
}

async function halt(now: Postmaster, data: string, binaries: Binaries, mode: Mode): Promise<void> {
  if (windows) {
    const [command, args] = wrap(mode, binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w'])
    spawnSync(command, args, { stdio: 'ignore' })
    return
  }
  process.kill(now.pid, 'SIGINT') // fast: rolls back what is open, writes a checkpoint
  if (await gone(now.pid, data, 30_000)) return
  process.kill(now.pid, 'SIGQUIT')
  if (!(await gone(now.pid, data, 5_000))) throw new Error(`PostgreSQL（进程 ${now.pid}）没有停下`)
}

function logFile(folders: Folders): string {
  const file = join(folders.log, 'postgres.log')
  if (existsSync(file) && statSync(file).size > 20_000_000) renameSync(file, file + '.1')
  return file
}

function tail(file: string, from: number): string {
  const fd = openSync(file, 'r')
  const buffer = Buffer.alloc(4_000)
  const n = readSync(fd, buffer, 0, buffer.length, from)
  closeSync(fd)
  return buffer.toString('utf8', 0, n).trim()
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

const pause = (ms: number) => new Promise((r) => setTimeout(r, ms))
