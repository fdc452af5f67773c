import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Folders } from '../config.ts'
import type { Connection } from '../db.ts'
import { databaseName } from '../database.ts'
import { archivePass, ensureSlot, type Passed } from './archive.ts'
import { baseBackup } from './base.ts'
import { openRepository, type Base, type Repository } from './repository.ts'

/** Backup of the embedded server without pg_dump: base backups, archived WAL, uploads and keys, all encrypted and signed. */
export { archivePass, ArchiveGap, type Passed } from './archive.ts'
export { Unreadable } from './cipher.ts'
export { measure, rootAt, type Measure } from './measure.ts'
export { BrokenBackup, openRepository, type Base, type Repository } from './repository.ts'
export { planRestore, restore, RestoreRefused } from './restore.ts'
export { drill, keptOf, type Drilled, type DrillKept } from './drill.ts'
export { alarmsOf, createKeeper, drillOverdue, noteBackup, readBackupState, type BackupState, type Keeper } from './keeper.ts'
export { verifyRepository, type Verified } from './verify.ts'

/** one backup of a server at a time, whichever process makes it */
const backupLock = 4110003

export interface BackupPlace { dir: string; keyFile: string }

/** where keys/backup.key lies unless another file is named */
export const defaultKey = (folders: Folders): string => join(folders.keys, 'backup.key')

/** Runs `work` with the repository and a connection of the superuser, alone among all processes. Refuses when a backup is running. */
export async function backingUp<T>(
  o: { admin: Connection; folders: Folders; place: BackupPlace }, work: (at: { repository: Repository; client: pg.Client; folders: Folders }) => Promise<T>,
): Promise<T> {
  const repository = openRepository({ ...o.place, keys: o.folders.keys })
  const client = new pg.Client({ ...o.admin, database: databaseName, application_name: 'yichuang backup', connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [backupLock])
    if (!rows[0]!.got) throw new Error('另一个备份正在进行，请稍后再试')
    return await work({ repository, client, folders: o.folders })
  } finally {
    await client.end().catch(() => {})
  }
}

/** A base backup and the pass that makes it usable. */
export async function fullBackup(at: { repository: Repository; client: pg.Client; folders: Folders }): Promise<{ base: Base; passed: Passed }> {
  await ensureSlot(at.client)
  const base = await baseBackup(at)
  return { base, passed: await archivePass(at) }
}

/** has anything been backed up there yet? */
export const begun = (place: BackupPlace): boolean => existsSync(join(place.dir, 'repository.json'))
