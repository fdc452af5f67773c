import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { readConfig, foldersOf, type Config } from '../../server/kernel/config.ts'
import { openDatabase, type Database } from '../../server/kernel/database.ts'
import { append, createJournal, sequence, type Journal } from '../../server/kernel/journal/index.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { adminOf } from '../../tools/bench/database.ts'

const made: string[] = []

/** a folder of the test, removed at its end with every PostgreSQL that works below it */
export function scratch(): string {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-survive-'))
  made.push(root)
  return root
}

/** stops at once what was started on these data folders, and removes all scratch */
export function clear(...datas: string[]): void {
  for (const data of datas) {
    const left = findPostmaster(foldersOf(data).pg)
    if (left) process.kill(left.pid, 'SIGQUIT')
    for (let i = 0; i < 200 && findPostmaster(foldersOf(data).pg); i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

export interface Installation { config: Config; database: Database; journal: Journal; admin: pg.Client; write(n: number): Promise<string[]> }

/** the product's own database on a data folder, and a superuser beside it */
export async function installation(data: string): Promise<Installation> {
  const config = readConfig({ YICHUANG_DATA: data, YICHUANG_PROFILE: 'test' })
  const database = await openDatabase(config, { exclusive: false })
  const journal = createJournal({ city: config.city, key: Buffer.alloc(32, 7) })
  const admin = await adminOf(data)
  let n = 0
  return {
    config, database, journal, admin,
    /** entries through the journal's own door, one transaction each, then sequenced */
    async write(count) {
      const ids: string[] = []
      for (let i = 0; i < count; i++) {
        const entry = journal.prepare({ type: 'test.wrote', at: '2020-12-25T09:00:00.000+08:00', subject: { kind: 'case', id: `s${n++}` }, actor: { org: null, role: 'system', person: null }, digests: {} }, Date.now())
        await database.app.tx((tx) => append(tx, config.city, [entry]))
        ids.push(entry.id)
      }
      while (await sequence(database.sequencer, config.city));
      return ids
    },
  }
}
