import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { readMigrations } from '../migrate.ts'
import { adminRole, ownerRole, roleNames } from '../roles.ts'
import { projectRoot } from '../root.ts'
import type { Binaries } from './binaries.ts'
import type { RolePasswords } from './secrets.ts'
import { run, type Mode } from './user.ts'

/*
 * The spare: a cluster that the build has made ahead, with roles, database and tables, and without a password. The first start of a
 * demonstration takes it, which is quicker than initdb and all migrations by two thirds. It is moved, never copied: two clusters
 * with one system identifier could be taken for each other by a backup or a standby.
 */

/** for what a spare was made; it fits nothing else */
export interface SpareNote {
  /** what `postgres --version` says */
  postgres: string
  /** of all migrations */
  schema: string
  mode: Mode
}

export const spareFolder = (): string => join(projectRoot(), 'dist', 'spare')

export function noteFor(binaries: Binaries, mode: Mode): SpareNote {
  const schema = createHash('sha256').update(readMigrations().map((m) => `${m.id} ${m.checksum}\n`).join('')).digest('hex')
  return { postgres: binaries.version, schema, mode }
}

const roles = { admin: adminRole, owner: ownerRole, ...roleNames } satisfies Record<keyof RolePasswords, string>

/** `alter role`, for every role that signs in; null = nobody can sign in as it */
export function passwordStatements(passwords: RolePasswords | null): string[] {
  return (Object.keys(roles) as (keyof RolePasswords)[]).map((of) => `alter role ${roles[of]} password ${passwords ? pg.escapeLiteral(passwords[of]) : 'null'}`)
}

/**
 * Moves the spare of `folder` to `target` and gives its roles their passwords, in a process of its own (PostgreSQL in single-user mode, before
 * anybody can connect). @returns false, with nothing at `target`, where there is none that fits, it lies on another disk, or it cannot be used
 */
export async function takeSpare(folder: string, target: string, o: { binaries: Binaries; mode: Mode; passwords: RolePasswords }): Promise<boolean> {
  try {
    if (readFileSync(join(folder, 'note.json'), 'utf8') !== JSON.stringify(noteFor(o.binaries, o.mode))) return false
    renameSync(join(folder, 'pg'), target)
  } catch {
    return false
  }
  const { status } = await run(o.mode, o.binaries.postgres, ['--single', '-c', 'exit_on_error=on', '-D', target, 'postgres'],
    passwordStatements(o.passwords).map((s) => s + '\n').join(''))
  if (status === 0) return true
  rmSync(target, { recursive: true, force: true })
  return false
}
