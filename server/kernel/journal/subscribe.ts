import type { Db, Tx } from '../db.ts'

export interface JournalItem {
  index: number
  type: string
  subject: string
  entry: Record<string, unknown>
}

/**
 * Gives a subscriber what came after its cursor, in index order, and moves the cursor in the same transaction in which
 * `react` writes: an entry is reacted to exactly once in effect. `react` must be idempotent all the same. An entry that
 * fails is set aside with its error and does not block those behind it.
 * @returns number of entries read
 */
export async function consume(
  db: Db, city: string, subscriber: string, log: string, react: (tx: Tx, item: JournalItem) => Promise<void>, limit = 200,
): Promise<number> {
  return db.tx(async (tx) => {
    await tx.query(
      `insert into journal.cursor (city, subscriber, log, index) values ($1, $2, $3, -1) on conflict do nothing`, [city, subscriber, log])
    const cursor = await tx.query<{ index: string }>(
      `select index from journal.cursor where city = $1 and subscriber = $2 and log = $3 for update`, [city, subscriber, log])
    const from = Number(cursor.rows[0]!.index)
    const { rows } = await tx.query<{ index: string; type: string; subject: string; body: Buffer }>(
      `select l.index, e.type, e.subject, e.body from journal.leaf l
       join journal.entry e on e.city = l.city and e.id = l.entry
       where l.city = $1 and l.log = $2 and l.index > $3 order by l.index limit $4`, [city, log, from, limit])
    for (const row of rows) {
      await tx.query('savepoint react')
      try {
        await react(tx, { index: Number(row.index), type: row.type, subject: row.subject, entry: JSON.parse(row.body.toString('utf8')) })
        await tx.query('release savepoint react')
      } catch (error) {
        await tx.query('rollback to savepoint react')
        await tx.query(
          `insert into journal.set_aside (city, subscriber, log, index, error) values ($1, $2, $3, $4, $5) on conflict do nothing`,
          [city, subscriber, log, row.index, error instanceof Error ? error.message : String(error)])
      }
    }
    if (rows.length)
      await tx.query(`update journal.cursor set index = $4 where city = $1 and subscriber = $2 and log = $3`,
        [city, subscriber, log, rows.at(-1)!.index])
    return rows.length
  })
}
