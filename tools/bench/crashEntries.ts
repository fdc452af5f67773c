import type pg from 'pg'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { createDb, violatedUnique } from '../../server/kernel/db.ts'
import { append, createJournal, type PreparedEntry } from '../../server/kernel/journal/index.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { rolePasswords } from '../../server/kernel/postgres/secrets.ts'
import { roleNames } from '../../server/kernel/roles.ts'
import { secretKey } from '../../server/kernel/secret.ts'
import type { Compared } from './crashWriters.ts'
import { city } from './seed.ts'

/*
 * Many commits for few CPU seconds: entries of the log through the journal's own door, one transaction each, on connections of
 * the app's role. The server numbers them meanwhile, publishes them and is asked about them by the audit, as about any other.
 */

interface Noted { entry: PreparedEntry; acknowledged: boolean }

const open = (data: string, connections: number) => {
  const at = findPostmaster(foldersOf(data).pg)!
  return createDb({ host: at.host, port: at.port, user: roleNames.app, password: rolePasswords(foldersOf(data).keys).app, database: databaseName }, { max: connections, name: 'yichuang bench entries' })
}

/** Writers that append one entry after the other until PostgreSQL is gone; each notes an entry as acknowledged when its commit has returned. */
export function appendEntries(data: string, connections: number) {
  const db = open(data, connections)
  const journal = createJournal({ city, key: secretKey(foldersOf(data).keys, 'pseudonym') })
  const all: Noted[] = []
  let answered = 0
  const work = Promise.all(Array.from({ length: connections }, async () => {
    for (;;) {
      const entry = journal.prepare({
        type: 'bench.wrote', at: '2020-12-25T09:00:00.000+08:00', subject: { kind: 'case', id: `bench ${all.length}` }, actor: { org: null, role: 'system', person: null }, digests: {},
      }, Date.now())
      const noted: Noted = { entry, acknowledged: false }
      all.push(noted)
      try {
        await db.tx((tx) => append(tx, city, [entry]))
      } catch {
        return // the connection broke: nobody knows what became of it
      }
      noted.acknowledged = true
      answered++
    }
  }))
  return {
    answered: () => answered,
    tried: async () => { await work; await db.close(); return all },
  }
}

/** The notes against the log: what was acknowledged is there, byte for byte; what was not is appended again under its id, and is then there as well. */
export async function compareEntries(admin: pg.Client, data: string, all: readonly Noted[]): Promise<Compared> {
  const there = async () => new Map((await admin.query<{ id: string; body: Buffer }>(
    `select id, body from journal.entry where city = $1 and id = any($2::uuid[])`, [city, all.map((n) => n.entry.id)])).rows.map((r) => [r.id, r.body]))
  const before = await there()
  const acknowledged = all.filter((n) => n.acknowledged)
  const lost = acknowledged.filter((n) => !before.get(n.entry.id)?.equals(n.entry.body)).length
  let found = 0
  const db = open(data, 4)
  try {
    for (const { entry } of all.filter((n) => !n.acknowledged))
      await db.tx((tx) => append(tx, city, [entry])).catch((error) => {
        if (!violatedUnique(error)) throw error
        found++
      })
  } finally {
    await db.close()
  }
  const open_ = all.length - acknowledged.length
  const after = await there()
  // an id can be there once only; that each entry has one place in the log is an invariant of its own (brokenIn)
  return { acknowledged: acknowledged.length, open: open_, lost, doubled: all.length - lost - after.size, found }
}
