import pg from 'pg'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { adminRole } from '../../server/kernel/postgres/launcher.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { rolePasswords } from '../../server/kernel/postgres/secrets.ts'
import { childrenOf, pause, running } from './host.ts'

/* PostgreSQL of a data folder, from outside of the product: to look into it, to kill it, to end it. */

/** a superuser on the database of a data folder that runs */
export async function adminOf(data: string): Promise<pg.Client> {
  const at = findPostmaster(foldersOf(data).pg)!
  const db = new pg.Client({ host: at.host, port: at.port, user: adminRole, password: rolePasswords(foldersOf(data).keys).admin, database: databaseName })
  db.on('error', () => {})
  await db.connect()
  return db
}

/** kill -9 of every process of PostgreSQL on this folder: what only its memory held is gone. Returns when they are gone */
export async function killPostgres(data: string): Promise<void> {
  const postmaster = findPostmaster(foldersOf(data).pg)!.pid
  const all = [postmaster, ...childrenOf(postmaster)]
  for (const pid of all) try { process.kill(pid, 'SIGKILL') } catch { /* it ended with its parent */ }
  while (all.some(running)) await pause(2)
}

/** ends what was left on a data folder that is thrown away */
export async function stopPostgres(data: string): Promise<void> {
  const left = findPostmaster(foldersOf(data).pg)
  if (left) process.kill(left.pid, 'SIGQUIT')
  for (let i = 0; i < 200 && findPostmaster(foldersOf(data).pg); i++) await pause(20)
}
