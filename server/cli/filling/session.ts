import { readConfig, type Config } from '../../kernel/config.ts'
import { instant } from '../../kernel/clock.ts'
import { openDatabase, type Database } from '../../kernel/database.ts'
import { append, createJournal, type Journal } from '../../kernel/journal/index.ts'
import { createLog } from '../../kernel/log.ts'
import { secretKey } from '../../kernel/secret.ts'
import { readSetting } from '../../kernel/setting.ts'
import { imports as directory } from '../../modules/directory/index.ts'

/** A command's hold on the city: database, journal, and what time it is by law and in fact. */
export interface Hold { database: Database; config: Config; city: string; journal: Journal; at: string; now: number; taking: directory.Taking }

/** Works beside a running server, or starts the database itself and stops it afterwards. What the command does with accounts and posts goes to the journal. */
export async function withCity<T>(work: (hold: Hold) => Promise<T>): Promise<T> {
  const config = readConfig()
  const database = await openDatabase(config, { exclusive: false, log: createLog({ logLevel: 'error' }) })
  try {
    const { city } = config
    const journal = createJournal({ city, key: secretKey(config.folders.keys, 'pseudonym') })
    const now = Date.now()
    // demo and test keep how far legal time is from real time; in production there is no such distance
    const kept = await readSetting<{ offsetMs: number }>(database.app, city, 'clock')
    const at = instant(now + (database.profile === 'production' ? 0 : kept?.offsetMs ?? 0))
    const note: directory.Taking['note'] = (tx, type, person, next) => append(tx, city, [journal.prepare({
      type, at, subject: { kind: 'person', id: person }, actor: { org: null, role: 'installer', person: null }, ...(next ? { next } : {}), digests: {},
    }, Date.now())])
    return await work({ database, config, city, journal, at, now, taking: { db: database.app, city, day: at.slice(0, 10), now, note } })
  } finally {
    await database.close()
  }
}
