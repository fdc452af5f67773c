import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Folders } from '../config.ts'
import { identity } from './base.ts'
import { writeSealed } from './cipher.ts'
import type { Line, Repository } from './repository.ts'

/** PostgreSQL keeps the WAL from here on until we have it (launcher.ts says up to which size) */
export const slot = 'yichuang_backup'

/** WAL that was needed is gone: only a new base backup helps. */
export class ArchiveGap extends Error {
  override name = 'ArchiveGap'
}

/** Makes the slot when it is missing, so that the WAL of a base backup that begins now is kept. */
export async function ensureSlot(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ lost: boolean }>(`select wal_status = 'lost' or restart_lsn is null as lost from pg_replication_slots where slot_name = $1`, [slot])
  if (rows[0] && !rows[0].lost) return
  if (rows[0]) await client.query('select pg_drop_replication_slot($1)', [slot])
  await client.query('select pg_create_physical_replication_slot($1, true)', [slot])
}

const numberOf = (lsn: string): bigint => {
  const [high, low] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** number of a segment from its file's name, and the name from the number */
export const segmentNo = (name: string, bytes: number): bigint => BigInt(`0x${name.slice(8, 16)}`) * (0x100000000n / BigInt(bytes)) + BigInt(`0x${name.slice(16)}`)
export const segmentName = (timeline: number, no: bigint, bytes: number): string => {
  const per = 0x100000000n / BigInt(bytes)
  return [BigInt(timeline), no / per, no % per].map((n) => n.toString(16).toUpperCase().padStart(8, '0')).join('')
}

export interface Passed { at: string; segments: number; files: number; idle: boolean }

/**
 * One pass of the archiver: what was committed before it began is in the archive when it returns. Writes a mark, closes the WAL
 * segment, takes every closed segment that is not there yet and every upload that is not there yet; the slot then lets go of them.
 * Uploads come first: a row that names one is never in the archive before it. Does nothing but note the time when nothing was
 * committed since the last pass. Throws ArchiveGap when a segment is missing.
 */
export async function archivePass(o: { repository: Repository; client: pg.Client; folders: Folders }): Promise<Passed> {
  const { repository, client, folders } = o
  const about = await identity(client)
  const lines = repository.lines()
  const last = lines.findLast((l) => l.kind === 'pass')
  const { rows: [now] } = await client.query<{ at: string; snapshot: string }>(
    `select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, pg_current_snapshot()::text as snapshot`)
  const { at } = now!
  const done = { kind: 'pass', pass: at, system: about.system, timeline: about.timeline } as const
  const needed = repository.bases().findLast((b) => b.system === about.system && b.timeline === about.timeline)
  if (!needed) throw new ArchiveGap('这个目录里还没有这个数据库（这条时间线）的基础备份，请先运行 npx yichuang backup')
  const there = new Set(lines.filter((l) => l.kind === 'wal').map((l) => l.name))
  if (last?.system === about.system && last.timeline === about.timeline && last.snapshot === now!.snapshot && there.has(needed.stopWal)) {
    await repository.append({ ...done, snapshot: last.snapshot, idle: true })
    return { at, segments: 0, files: 0, idle: true }
  }
  const files = await archiveFiles(repository, folders, lines, at)
  await client.query(`select pg_logical_emit_message(true, 'yichuang.backup', $1)`, [at])
  await client.query('select pg_switch_wal()')
  const { rows: [position] } = await client.query<{ insert: string; restart: string | null; snapshot: string }>(
    `select pg_current_wal_insert_lsn()::text as insert, (select restart_lsn::text from pg_replication_slots where slot_name = $1 and wal_status <> 'lost') as restart,
       pg_current_snapshot()::text as snapshot`, [slot])
  if (!position?.restart) throw new ArchiveGap('归档落后太多，数据库已不再保留所需的日志。请运行 npx yichuang backup 重新做基础备份')
  const bytes = BigInt(about.segmentBytes)
  const open = numberOf(position.insert) / bytes
  const first = segmentNo(needed.startWal, about.segmentBytes)
  const newest = lines.filter((l) => l.kind === 'wal').filter((l) => l.timeline === about.timeline).map((l) => segmentNo(l.name, about.segmentBytes)).reduce((a, b) => (b > a ? b : a), -1n)
  let segments = 0
  for (let no = newest < 0n ? first : newest + 1n; no < open; no++) {
    const name = segmentName(about.timeline, no, about.segmentBytes)
    const from = join(folders.pg, 'pg_wal', name)
    // before the newest base backup a gap only means that the time between cannot be restored to
    if (no < first && !(await stat(from).catch(() => undefined))) continue
    if (!(await stat(from).catch(() => undefined))) throw new ArchiveGap(`日志 ${name} 已不在数据库里，归档断了。请运行 npx yichuang backup 重新做基础备份`)
    const written = await writeSealed(join(repository.dir, 'wal', `${name}.enc`), repository.key, `wal/${name}`, createReadStream(from))
    await repository.append({ kind: 'wal', name, ...written, timeline: about.timeline, pass: at })
    segments++
  }
  await repository.append({ ...done, snapshot: position.snapshot, idle: false })
  const upTo = open * bytes
  await client.query(`select pg_replication_slot_advance($1, $2::pg_lsn)`, [slot, `${(upTo >> 32n).toString(16)}/${(upTo & 0xffffffffn).toString(16)}`])
  return { at, segments, files, idle: false }
}

/** uploads never change once they have their name, so each is taken once */
async function archiveFiles(repository: Repository, folders: Folders, lines: readonly Line[], pass: string): Promise<number> {
  const there = new Set(lines.filter((l) => l.kind === 'file').map((l) => l.name))
  let taken = 0
  for (const path of await uploads(folders.files)) {
    const name = repository.nameOf(path)
    if (there.has(name)) continue
    const source = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from(path + '\n')
      yield* createReadStream(join(folders.files, path)) as AsyncIterable<Buffer>
    }
    const written = await writeSealed(join(repository.dir, 'files', `${name}.enc`), repository.key, `file/${name}`, source())
    await repository.append({ kind: 'file', name, ...written, pass })
    taken++
  }
  return taken
}

/** what has its final name; `incoming` holds what is still arriving */
async function uploads(root: string): Promise<string[]> {
  const found = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  return found.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(root.length + 1).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('incoming/')).sort()
}
