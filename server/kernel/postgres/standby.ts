import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { appendFile, copyFile, mkdir, open, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { beginBackup, clusterFiles, contents, endBackup } from '../backup/base.ts'
import type { Repository } from '../backup/repository.ts'
import { fetching, handOver, layOut, planRestore } from '../backup/restore.ts'
import { foldersOf, type Folders } from '../config.ts'
import type { Connection } from '../db.ts'
import { replaceFile } from '../lasting.ts'
import { withClient } from '../roles.ts'
import { adminRole } from './launcher.ts'
import { findPostmaster } from './postmaster.ts'
import { rolePasswords } from './secrets.ts'
import { secretKey } from '../secret.ts'

/** name of the standby at its primary: role, slot and application_name */
export const standbyName = 'yichuang_standby'

/** It cannot be done as things stand; nothing was changed. */
export class StandbyRefused extends Error {
  override name = 'StandbyRefused'
}

/** what a standby's folder remembers of its primary; gone when it was promoted */
interface Origin { folder?: string; host: string; port: number }
const originFile = (data: string) => join(data, 'standby.json')
export const originOf = (data: string): Origin | undefined => (existsSync(originFile(data)) ? (JSON.parse(readFileSync(originFile(data), 'utf8')) as Origin) : undefined)

/** a primary whose data folder is on this machine, running */
export function localPrimary(folder: string): Origin {
  const running = findPostmaster(foldersOf(folder).pg)
  if (!running) throw new StandbyRefused(`主库 ${folder} 没有运行，请先启动它`)
  return { folder, host: running.host, port: running.port }
}

const adminAt = (at: { host: string; port: number }, keys: string): Connection => ({ host: at.host, port: at.port, user: adminRole, password: rolePasswords(keys).admin, database: 'postgres' })

export interface MakeStandby {
  primary: Origin
  data: string
  /** the primary is on another machine: its base comes from a backup */
  from?: Repository
  bin?: string
  say?: (message: string) => void
}

/**
 * Lays out a data folder that follows a running primary. On one machine by an online copy; from another machine out of a backup, the
 * rest by streaming. Refuses a folder that exists. Makes the role and the slot at the primary when they are missing.
 */
export async function makeStandby(o: MakeStandby): Promise<void> {
  const say = o.say ?? (() => {})
  if (existsSync(o.data)) throw new StandbyRefused(`${o.data} 已经存在，不会覆盖它。请另选一个目录`)
  if (!o.primary.folder && !o.from) throw new StandbyRefused('主库在另一台机器上：请用 --from 备份目录 和 --key 密钥文件 给出基础备份')
  const draft = `${o.data}.making-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(dirname(o.data), { recursive: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  try {
    const folders = foldersOf(draft)
    const source = o.primary.folder ? foldersOf(o.primary.folder) : undefined
    if (!source) await layOut(o.from!, planRestore(o.from!), draft, say)
    const keys = source?.keys ?? folders.keys
    const password = secretKey(keys, 'standby').toString('hex')
    const client = new pg.Client({ ...adminAt(o.primary, keys), connectionTimeoutMillis: 10_000 })
    client.on('error', () => {})
    await client.connect()
    try {
      await introduce(client, password)
      if (source) await copyCluster(client, source, folders)
    } finally {
      await client.end().catch(() => {})
    }
    const conninfo = `host='${o.primary.host}' port=${o.primary.port} user=${standbyName} password=${password} application_name=${standbyName} keepalives_idle=5 keepalives_interval=2 keepalives_count=2`
    await appendFile(join(folders.pg, 'postgresql.auto.conf'), [
      '', `primary_conninfo = ${quoted(conninfo)}`, `primary_slot_name = '${standbyName}'`, `synchronous_standby_names = ''`,
      ...(source ? [] : [`restore_command = ${quoted(fetching(o.data)['restore_command']!)}`]), '',
    ].join('\n'), { mode: 0o600 })
    writeFileSync(join(folders.pg, 'standby.signal'), '', { mode: 0o600 })
    replaceFile(originFile(draft), JSON.stringify(o.primary) + '\n')
    handOver(draft, o.bin)
    renameSync(draft, o.data)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 })
    throw error
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

async function introduce(client: pg.Client, password: string): Promise<void> {
  const there = await client.query('select 1 from pg_roles where rolname = $1', [standbyName])
  await client.query(`${there.rowCount ? 'alter' : 'create'} role ${standbyName} login replication password ${pg.escapeLiteral(password)}`)
  const { rowCount } = await client.query('select 1 from pg_replication_slots where slot_name = $1', [standbyName])
  if (!rowCount) await client.query('select pg_create_physical_replication_slot($1, true)', [standbyName])
}

async function copyCluster(client: pg.Client, from: Folders, to: Folders): Promise<void> {
  for (const folder of [to.pg, to.files, to.log, to.keys, to.run]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(from.keys)) await copyFile(join(from.keys, name), join(to.keys, name))
  await beginBackup(client)
  const found = await clusterFiles(from.pg)
  for (const folder of found.folders) await mkdir(join(to.pg, folder), { recursive: true, mode: 0o700 })
  for (const file of found.files) {
    const out = await open(join(to.pg, file), 'w', 0o600)
    for await (const chunk of contents(from.pg, 'pg', [file], [])) await out.write(chunk)
    await out.close()
  }
  const { label } = await endBackup(client)
  writeFileSync(join(to.pg, 'backup_label'), label, { mode: 0o600 })
  await copyUploads(from.files, to.files)
}

/** brings uploads that are not there yet; they never change once they have their name. @returns how many */
export async function copyUploads(from: string, to: string): Promise<number> {
  let copied = 0
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true }).catch(() => [])) {
    const path = join(entry.parentPath, entry.name).slice(from.length + 1)
    if (!entry.isFile() || /^incoming[\\/]/.test(path) || existsSync(join(to, path))) continue
    await mkdir(dirname(join(to, path)), { recursive: true, mode: 0o700 })
    await copyFile(join(from, path), `${join(to, path)}.part`)
    await rename(`${join(to, path)}.part`, join(to, path))
    copied++
  }
  return copied
}

export interface Following { state: string; sync: string; behind: number }

/** how the primary sees its standby; undefined = it is not connected */
export const followingOf = (primary: Origin, keys: string): Promise<Following | undefined> => withClient(adminAt(primary, keys), async (c) => {
  const { rows } = await c.query<Following>(
    `select state, sync_state as sync, coalesce(pg_wal_lsn_diff(sent_lsn, flush_lsn), 0)::float8 as behind from pg_stat_replication where application_name = $1`, [standbyName])
  return rows[0]
})

/** From now on the primary answers a write only when the standby has it too: nothing acknowledged is lost with one machine. Refuses while it is not streaming. */
export async function synchronise(primary: Origin, keys: string): Promise<void> {
  if ((await followingOf(primary, keys))?.state !== 'streaming') throw new StandbyRefused('备库还没有跟上主库，不能要求同步')
  await setSynchronous(primary, keys, standbyName)
}

/** The primary no longer waits: for a standby that is gone for good. The slot goes as well, or its WAL would be kept for ever. */
export async function release(primary: Origin, keys: string): Promise<void> {
  await setSynchronous(primary, keys, '')
  await withClient(adminAt(primary, keys), (c) => c.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active', [standbyName]))
}

const setSynchronous = (at: Origin, keys: string, names: string) => withClient(adminAt(at, keys), async (c) => {
  await c.query(`alter system set synchronous_standby_names = '${names}'`)
  await c.query('select pg_reload_conf()')
})

/**
 * Makes the standby of this folder the primary and returns when it takes writes. Refuses a folder that is no running standby, and,
 * where it can see that, while the old primary still runs: two primaries would both accept cases. The old folder is marked, so that
 * it does not start by mistake.
 */
export async function promote(data: string): Promise<{ ms: number }> {
  const folders = foldersOf(data)
  const origin = originOf(data)
  const running = findPostmaster(folders.pg)
  if (!origin) throw new StandbyRefused(`${data} 不是备库，或者已经升为主库`)
  if (!running) throw new StandbyRefused(`备库 ${data} 没有运行，请先运行 npx yichuang standby --of … --data ${data}`)
  const old = origin.folder && findPostmaster(foldersOf(origin.folder).pg)
  if (old) throw new StandbyRefused(`主库 ${origin.folder} 还在运行（进程 ${old.pid}）。两个主库会各收各的件：请先停下它`)
  const begun = performance.now()
  if (origin.folder && existsSync(origin.folder))
    replaceFile(join(origin.folder, 'replaced.json'), JSON.stringify({ by: data, at: new Date().toISOString() }) + '\n')
  await withClient(adminAt(running, folders.keys), async (c) => {
    const { rows } = await c.query<{ done: boolean }>('select case when pg_is_in_recovery() then pg_promote(true, 60) else true end as done')
    if (!rows[0]!.done) throw new Error('一分钟内没有升为主库，请看日志 log/postgres.log')
  })
  rmSync(originFile(data), { force: true })
  return { ms: performance.now() - begun }
}
