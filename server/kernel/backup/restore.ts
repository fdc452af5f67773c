import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { foldersOf } from '../config.ts'
import { databaseName } from '../database.ts'
import { findBinaries } from '../postgres/binaries.ts'
import { adminRole, launch } from '../postgres/launcher.ts'
import { rolePasswords } from '../postgres/secrets.ts'
import { chooseMode, own } from '../postgres/user.ts'
import { withClient } from '../roles.ts'
import { segmentName, segmentNo } from './archive.ts'
import { measure, type Measure } from './measure.ts'
import { BrokenBackup, type Base, type Line, type Repository } from './repository.ts'
import { unpackBase, unpackLine } from './verify.ts'

/** The instant is not covered, or the folder is there already; nothing was changed. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused'
}

export interface Plan {
  base: Base
  /** the instant to stop at; absent = everything that is there */
  target: string | undefined
  segments: Extract<Line, { kind: 'wal' }>[]
  files: Extract<Line, { kind: 'file' }>[]
  /** everything committed until then is in the plan */
  covered: string
}

/** microseconds since 1970 of an ISO instant; Date.parse keeps milliseconds only */
const micros = (at: string): bigint => {
  const ms = Date.parse(at)
  const fraction = /\.(\d+)/.exec(at)?.[1] ?? ''
  return BigInt(Math.floor(ms / 1000)) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

/** What is needed for an instant (absent: the newest): the last base backup before it, and the WAL from there. Refuses what is not covered. */
export function planRestore(repository: Repository, to?: string): Plan {
  const at = to === undefined ? undefined : micros(to)
  const bases = repository.bases()
  const base = bases.findLast((b) => at === undefined || micros(b.stoppedAt) <= at)
  if (!base) throw new RestoreRefused(bases.length ? `最早只能恢复到 ${bases[0]!.stoppedAt}，${to} 在它之前` : '备份目录里没有完成的基础备份')
  const lines = repository.lines()
  const passes = lines.filter((l) => l.kind === 'pass').filter((l) => l.system === base.system && l.timeline === base.timeline && micros(l.pass) >= micros(base.stoppedAt))
  const newest = passes.at(-1)
  if (!newest) throw new RestoreRefused(`基础备份 ${base.id} 之后还没有归档过日志，不能恢复`)
  if (at !== undefined && at > micros(newest.pass)) throw new RestoreRefused(`备份只覆盖到 ${newest.pass}，${to} 在它之后`)
  // a commit after the instant must be in the WAL, or recovery does not know that it has arrived: each pass that was not idle marks one
  const enough = at === undefined ? undefined : passes.find((p) => !p.idle && micros(p.pass) > at)
  const until = micros((enough ?? newest).pass)
  const first = segmentNo(base.startWal, base.segmentBytes)
  const segments = lines.filter((l) => l.kind === 'wal').filter((l) => l.timeline === base.timeline && segmentNo(l.name, base.segmentBytes) >= first && micros(l.pass) <= until)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  segments.forEach((l, i) => {
    const wanted = segmentName(base.timeline, first + BigInt(i), base.segmentBytes)
    if (l.name !== wanted) throw new BrokenBackup(`归档里缺少日志 ${wanted}，不能恢复`)
  })
  if (!segments.some((l) => l.name >= base.stopWal)) throw new BrokenBackup(`归档里缺少日志 ${base.stopWal}，不能恢复`)
  const files = lines.filter((l) => l.kind === 'file').filter((l) => micros(l.pass) <= until)
  return { base, target: enough ? to : undefined, segments, files, covered: newest.pass }
}

export interface RestoreOptions {
  repository: Repository
  /** ISO instant; absent = the newest that is there */
  to?: string
  /** data folder to be made; must not exist */
  data: string
  bin?: string
  say?: (message: string) => void
}

/**
 * Makes a data folder that holds what the city had at that instant: every commit up to it, none after. Built beside its place and
 * renamed when it is whole; refuses a folder that exists, and an instant that is not covered. @returns what is in it
 */
export async function restore(o: RestoreOptions): Promise<{ plan: Plan; measure: Measure }> {
  const say = o.say ?? (() => {})
  if (existsSync(o.data)) throw new RestoreRefused(`${o.data} 已经存在，恢复不会覆盖它。请另选一个目录`)
  const plan = planRestore(o.repository, o.to)
  const draft = `${o.data}.restoring-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(dirname(o.data), { recursive: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  try {
    await layOut(o.repository, plan, draft, say)
    const found = await recover(draft, plan.target, o.bin, say)
    renameSync(draft, o.data)
    return { plan, measure: found }
  } catch (error) {
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 })
    throw error
  }
}

/** Decrypts base, uploads and WAL into a new data folder; PostgreSQL has not been started on it yet. */
export async function layOut(repository: Repository, plan: Plan, data: string, say: (message: string) => void): Promise<void> {
  say(`基础备份 ${plan.base.id}，日志 ${plan.segments.length} 段，文件 ${plan.files.length} 个`)
  const folders = foldersOf(data)
  for (const folder of [folders.files, folders.log, folders.run]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  await unpackBase(repository, plan.base, data)
  for (const line of plan.files) await unpackLine(repository, line, undefined, folders.files)
  for (const line of plan.segments) await unpackLine(repository, line, plan.base.segmentBytes, walFolder(data))
}

const walFolder = (data: string) => join(data, 'wal')

/** settings with which PostgreSQL fetches its WAL from beside itself */
export function fetching(data: string): Record<string, string> {
  const from = walFolder(data)
  return { restore_command: process.platform === 'win32' ? `copy "${from}\\%f" "%p"` : `cp '${from.replaceAll("'", `'\\''`)}/%f' "%p"` }
}

/** PostgreSQL needs to own what it works on; true for every file that we have just laid out */
export function handOver(data: string, bin?: string): void {
  const folders = foldersOf(data)
  const mode = chooseMode(folders.root, folders.pg, findBinaries(bin).postgres)
  own(mode, folders.pg)
  if (existsSync(walFolder(data))) own(mode, walFolder(data))
}

// (PostgreSQL reads no zone names here, so Z is written as an offset)
async function recover(data: string, target: string | undefined, bin: string | undefined, say: (message: string) => void): Promise<Measure> {
  const folders = foldersOf(data)
  writeFileSync(join(folders.pg, 'recovery.signal'), '', { mode: 0o600 })
  handOver(data, bin)
  const server = await launch({
    folders, exclusive: false, say, ...(bin ? { bin } : {}), recoverySeconds: 6 * 3600,
    settings: {
      ...fetching(data), hot_standby: 'off', recovery_target_timeline: 'current', recovery_target_action: 'promote',
      ...(target ? { recovery_target_time: target.replace('T', ' ').replace('Z', '+00:00'), recovery_target_inclusive: 'on' } : {}),
    },
  })
  try {
    return await withClient(server.connection(adminRole, rolePasswords(folders.keys).admin, databaseName), async (client) => {
      // written as soon as the server is itself again, so that its first ordinary start needs nothing of what is here
      await client.query('checkpoint')
      return measure(client)
    })
  } finally {
    await server.stop()
    rmSync(walFolder(data), { recursive: true, force: true })
  }
}
