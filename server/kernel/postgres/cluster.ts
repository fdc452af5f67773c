import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Folders } from '../config.ts'
import { syncFolder } from '../lasting.ts'
import { adminRole } from '../roles.ts'
import type { Binaries } from './binaries.ts'
import { alive } from './postmaster.ts'
import type { RolePasswords } from './secrets.ts'
import { takeSpare } from './spare.ts'
import { own, run, type Mode } from './user.ts'

/** what this process is making now, by name */
const drafts = new Set<string>()

/**
 * Makes the database cluster of a new data folder (the spare, if one is given and fits, or initdb: C.UTF-8, checksums, scram), in a process of
 * its own: meanwhile this one reads its modules. Everything before that process stands is done at once, not after the next turn. Refuses with what initdb said.
 */
export async function makeCluster(folders: Folders, binaries: Binaries, mode: Mode, passwords: RolePasswords, spare?: string): Promise<void> {
  // made beside its place and renamed when whole: a start that is killed half-way leaves nothing that looks like data
  for (const name of readdirSync(folders.root)) {
    const pid = Number(/^pg\.new-(\d+)(?:-|$)/.exec(name)?.[1])
    // in a container the process that was killed had our own number; its initdb may still be writing
    if (pid && (pid === process.pid ? !drafts.has(name) : !alive(pid))) rmSync(join(folders.root, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
  const draft = mkdtempSync(join(folders.root, `pg.new-${process.pid}-`))
  drafts.add(basename(draft))
  try {
    const pwfile = join(draft, 'password')
    const target = join(draft, 'data')
    writeFileSync(pwfile, passwords.admin + '\n', { mode: 0o600 })
    own(mode, draft)
    if (!spare || !(await takeSpare(spare, target, { binaries, mode, passwords }))) {
      // macOS and Windows have no C.UTF-8
      const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C'
      const { status, said } = await run(mode, binaries.initdb, ['-D', target, '-U', adminRole, '--auth=scram-sha-256', `--pwfile=${pwfile}`,
        '--encoding=UTF8', `--locale=${locale}`, '--data-checksums'])
      if (status !== 0) throw new Error(`建立数据库失败（initdb）：${said.trim()}`)
    }
    try {
      renameSync(target, folders.pg)
      syncFolder(folders.root)
    } catch (error) {
      if (!existsSync(join(folders.pg, 'PG_VERSION'))) throw error // otherwise a second start was first: use its folder
    }
  } finally {
    drafts.delete(basename(draft))
    rmSync(draft, { recursive: true, force: true })
  }
}
