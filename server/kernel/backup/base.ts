import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Folders } from '../config.ts'
import { syncFolder, writeSealed } from './cipher.ts'
import type { Base, Item, Repository } from './repository.ts'

// what a copy must not take (PostgreSQL manual, "Making a Base Backup Using the Low Level API"): contents of these folders, these files
const contentsLeft = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'])
const left = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map.*|backup_manifest|recovery\.signal|standby\.signal|current_logfiles(\.tmp)?|t\d+_\d+.*)$/

interface Found { folders: string[]; files: string[] }

/** paths below `root`, pg_control last: it must not be older than the rest */
async function walk(root: string, at = '', found: Found = { folders: [], files: [] }): Promise<Found> {
  for (const entry of await readdir(join(root, at), { withFileTypes: true }).catch(() => [])) {
    if (left.test(entry.name)) continue
    const path = at ? `${at}/${entry.name}` : entry.name
    if (entry.isDirectory()) {
      found.folders.push(path)
      if (!contentsLeft.has(path)) await walk(root, path, found)
    } else if (entry.isFile()) found.files.push(path)
  }
  if (!at) found.files.sort((a, b) => Number(a === 'global/pg_control') - Number(b === 'global/pg_control'))
  return found
}

/** the files one after the other; notes what each was. A file that vanished meanwhile was dropped: replaying the WAL drops it again */
export async function* contents(root: string, prefix: string, files: readonly string[], items: Item[]): AsyncGenerator<Buffer> {
  for (const file of files) {
    const from = await open(join(root, file), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!from) continue
    const hash = createHash('sha256')
    let size = 0
    try {
      for (;;) {
        const chunk = Buffer.allocUnsafe(1 << 18)
        const { bytesRead } = await from.read(chunk, 0, chunk.length)
        if (!bytesRead) break
        const bytes = chunk.subarray(0, bytesRead)
        hash.update(bytes)
        size += bytesRead
        yield bytes
      }
    } finally {
      await from.close()
    }
    items.push({ path: `${prefix}/${file}`, size, sha256: hash.digest('hex') })
  }
}

/** one row of the server's own view of itself, for manifests and passes */
export async function identity(client: pg.Client): Promise<{ system: string; timeline: number; segmentBytes: number; major: number }> {
  const { rows } = await client.query(
    `select s.system_identifier::text as system, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int as timeline,
       (select setting::bigint from pg_settings where name = 'wal_segment_size') as "segmentBytes", current_setting('server_version_num')::int / 10000 as major from pg_control_system() s`)
  return { ...rows[0], segmentBytes: Number(rows[0].segmentBytes) }
}

const instantNow = `to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** From here to endBackup, on the same connection of the superuser, a copy of the folder may be made. Refuses tablespaces elsewhere. */
export async function beginBackup(client: pg.Client): Promise<{ wal: string; at: string }> {
  const spaces = await client.query(`select spcname from pg_tablespace where spcname not in ('pg_default', 'pg_global')`)
  if (spaces.rowCount) throw new Error('数据库用了数据目录以外的表空间，不能这样备份')
  return (await client.query<{ wal: string; at: string }>(`select pg_walfile_name(pg_backup_start('yichuang', true)) as wal, ${instantNow} as at`)).rows[0]!
}

/** @returns the text that must lie as `backup_label` in the copy, and the last WAL segment that the copy needs */
export async function endBackup(client: pg.Client): Promise<{ label: string; wal: string; at: string }> {
  return (await client.query<{ label: string; wal: string; at: string }>(
    `select labelfile as label, pg_walfile_name(lsn) as wal, ${instantNow} as at from pg_backup_stop(false)`)).rows[0]!
}

/** folders and files of a running cluster, as they must be copied between start and stop */
export const clusterFiles = (pg: string): Promise<Found> => walk(pg)

/**
 * Online base backup of the embedded server and of `keys`, encrypted into one file with a signed list of everything in it. Consistent
 * only with the WAL from its start to its stop, which the next archive pass brings. Leaves out the backup's own key.
 */
export async function baseBackup(o: { repository: Repository; client: pg.Client; folders: Folders }): Promise<Base> {
  const { repository, client, folders } = o
  const about = await identity(client)
  const id = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const draft = join(repository.dir, 'base', `${id}.part`)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  const items: Item[] = []
  const listed = ['pg', 'keys']
  let start: { wal: string; at: string } | undefined
  let stop: Awaited<ReturnType<typeof endBackup>> | undefined
  const everything = async function* (): AsyncGenerator<Buffer> {
    start = await beginBackup(client)
    const found = await clusterFiles(folders.pg)
    listed.push(...found.folders.map((f) => `pg/${f}`))
    yield* contents(folders.pg, 'pg', found.files, items)
    stop = await endBackup(client)
    const label = Buffer.from(stop.label)
    items.push({ path: 'pg/backup_label', size: label.length, sha256: createHash('sha256').update(label).digest('hex') })
    yield label
    yield* contents(folders.keys, 'keys', (await readdir(folders.keys)).filter((n) => n !== 'backup.key'), items)
  }
  try {
    const data = await writeSealed(join(draft, 'data.enc'), repository.key, `base/${id}`, everything())
    const base: Base = {
      v: 1, id, ...about, startWal: start!.wal, stopWal: stop!.wal, startedAt: start!.at, stoppedAt: stop!.at, folders: listed, items, data,
    }
    repository.writeBase(base)
    renameSync(draft, join(repository.dir, 'base', id))
    await syncFolder(join(repository.dir, 'base', id))
    return base
  } catch (error) {
    if (start && !stop) await endBackup(client).catch(() => {})
    rmSync(draft, { recursive: true, force: true })
    throw error
  }
}
