import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Connection } from './db.ts'
import { alone, defaultPrivileges, roleNames, withClient } from './roles.ts'
import { projectRoot } from './root.ts'

/** One numbered file of server/migrations. */
export interface Migration {
  id: number
  name: string
  sql: string
  /** SHA-256 of the text with line ends as \n */
  checksum: string
  /** header comment `-- breaking`: a program that does not know this file must not use the database */
  breaking: boolean
}

/** The database and this program do not fit together; nothing was changed. `message` says which file and what to do. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused'
}

/** the files in order; refuses two with one number and names that are not NNNN_name.sql */
export function readMigrations(folder = join(projectRoot(), 'server', 'migrations')): Migration[] {
  const found: Migration[] = []
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.sql')) continue
    const m = /^(\d{4})_([a-zA-Z0-9]+)\.sql$/.exec(file)
    if (!m) throw new MigrationRefused(`迁移文件名应为 NNNN_名称.sql：${file}`)
    const sql = readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n')
    const id = Number(m[1])
    if (found.at(-1)?.id === id) throw new MigrationRefused(`两个迁移文件同号：${file}`)
    found.push({ id, name: m[2]!, sql, checksum: createHash('sha256').update(sql).digest('hex'), breaking: /^(--[^\n]*\n)*-- breaking\b/.test(sql) })
  }
  return found
}

interface Applied { id: number; name: string; checksum: string; breaking: boolean }

const label = (m: { id: number; name: string }) => `${String(m.id).padStart(4, '0')}_${m.name}`

/**
 * What stands in the database against what we have. Refuses a file that was changed after it ran, one that is missing
 * below a number that ran, and an older program against a newer schema that breaks it.
 * @returns what is still to be run
 */
export function pending(applied: readonly Applied[], files: readonly Migration[]): Migration[] {
  const byId = new Map(files.map((f) => [f.id, f]))
  for (const row of applied) {
    const file = byId.get(row.id)
    if (file && file.checksum !== row.checksum)
      throw new MigrationRefused(`迁移 ${label(row)} 执行之后被改动过。已执行的迁移不能修改：请恢复原文件，另写一个新的`)
    if (!file && row.breaking)
      throw new MigrationRefused(`数据库已升级到 ${label(row)}，与这个版本的程序不兼容。请使用更新的程序`)
    if (!file && files.some((f) => f.id > row.id))
      throw new MigrationRefused(`数据库中执行过 ${label(row)}，程序里却没有这个文件`)
  }
  const done = new Set(applied.map((a) => a.id))
  const last = Math.max(0, ...done)
  const open = files.filter((f) => !done.has(f.id))
  const late = open.find((f) => f.id < last)
  if (late) throw new MigrationRefused(`迁移 ${label(late)} 的编号小于已执行的 ${String(last).padStart(4, '0')}，请改用更大的编号`)
  return open
}

async function appliedRows(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('kernel.migration') is not null as there`)
  if (!rows[0]?.there) return []
  return (await client.query<Applied>('select id, name, checksum, breaking from kernel.migration order by id')).rows
}

/**
 * Brings the database up to date, as its owner, alone (advisory lock). Each file runs in one transaction whose first
 * statement is its row in kernel.migration, so that two runners can never both do it and a failed file leaves nothing.
 * @returns the files that were run
 */
export async function migrate(owner: Connection, files = readMigrations(), said: (file: string) => void = () => {}): Promise<string[]> {
  return withClient(owner, (client) => alone(client, async () => {
    await defaultPrivileges(client)
    await client.query('create schema if not exists kernel')
    await client.query(`create table if not exists kernel.migration (
      id int primary key, name text not null, checksum text not null, breaking boolean not null, applied_at timestamptz not null default now())`)
    await client.query(`revoke insert, update on kernel.migration from ${roleNames.app}`)
    const ran: string[] = []
    for (const file of pending(await appliedRows(client), files)) {
      await client.query('begin')
      try {
        await client.query(`set local lock_timeout = '10s'`)
        await client.query('insert into kernel.migration (id, name, checksum, breaking) values ($1, $2, $3, $4)', [file.id, file.name, file.checksum, file.breaking])
        await client.query(file.sql)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`迁移 ${label(file)} 失败：${(error as Error).message}${place(file.sql, error)}`, { cause: error })
      }
      ran.push(label(file))
      said(label(file))
    }
    return ran
  }))
}

/** Is the schema what this program expects? For a process that may not migrate; throws MigrationRefused with what to do. */
export async function checkSchema(app: Connection, files = readMigrations()): Promise<void> {
  const open = await withClient(app, async (client) => pending(await appliedRows(client), files))
  if (open.length)
    throw new MigrationRefused(`数据库还缺 ${open.length} 个迁移（从 ${label(open[0]!)} 起）。请以属主身份运行：DATABASE_OWNER_URL=… npx yichuang migrate`)
}

function place(sql: string, error: unknown): string {
  const position = Number((error as { position?: string }).position)
  return position ? `（第 ${sql.slice(0, position).split('\n').length} 行）` : ''
}
