import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldersOf } from '../config.ts'
import { databaseName } from '../database.ts'
import { migrate } from '../migrate.ts'
import { adminRole, ensureEmbedded, ownerRole, withClient } from '../roles.ts'
import { findBinaries } from './binaries.ts'
import { launch } from './launcher.ts'
import { noteFor, passwordStatements, spareFolder } from './spare.ts'
import { chooseMode } from './user.ts'

/** Makes a spare (spare.ts) in `folder`, whatever lay there before; the build calls it. Throws as a start does where PostgreSQL cannot run here. */
export async function makeSpare(folder = spareFolder()): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  // where root starts PostgreSQL as another user, that user has to get through
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const folders = foldersOf(join(folder, 'making'))
  const server = await launch({ folders, exclusive: false })
  try {
    await withClient(server.connection(adminRole, server.passwords.admin, 'postgres'), (c) => ensureEmbedded(c, server.passwords, databaseName))
    await migrate(server.connection(ownerRole, server.passwords.owner, databaseName))
    await withClient(server.connection(adminRole, server.passwords.admin, 'postgres'), (c) => c.query(passwordStatements(null).join(';')))
  } finally {
    await server.stop()
  }
  const binaries = findBinaries()
  const note = noteFor(binaries, chooseMode(folders.root, folders.pg, binaries.postgres))
  renameSync(folders.pg, join(folder, 'pg'))
  rmSync(folders.root, { recursive: true, force: true })
  writeFileSync(join(folder, 'note.json'), JSON.stringify(note))
}
