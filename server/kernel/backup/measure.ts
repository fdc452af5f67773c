import type pg from 'pg'
import { append, emptyFrontier, frontierRoot } from '../../../proof/index.ts'
import { profileOf } from '../sunlog/tree.ts'

/** What a database holds, to be compared: rows of every table, and size and root of every log. */
export interface Measure {
  tables: Record<string, number>
  logs: Record<string, { size: number; root: string }>
}

/** root of the first `size` leaves of a log (RFC 6962): what a checkpoint of that size must say, whatever has been added since; hex */
export async function rootAt(client: pg.Client, city: string, log: string, size: number): Promise<string> {
  let tree = emptyFrontier
  for (let from = 0; from < size; from += 50_000) {
    const { rows } = await client.query<{ leaf: Buffer }>(
      `select leaf from journal.leaf where city = $1 and log = $2 and index >= $3 and index < $4 order by index`, [city, log, from, Math.min(size, from + 50_000)])
    tree = append(tree, rows.map((r) => r.leaf), profileOf.intl)
  }
  return Buffer.from(frontierRoot(tree, profileOf.intl)).toString('hex')
}

/** Counts everything in one snapshot. Reads all of it: for tests, drills and after a restore, not for a page. */
export async function measure(client: pg.Client): Promise<Measure> {
  await client.query('begin isolation level repeatable read read only')
  try {
    const { rows: names } = await client.query<{ schema: string; name: string }>(
      `select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`)
    const tables: Record<string, number> = {}
    for (const { schema, name } of names)
      tables[`${schema}.${name}`] = Number((await client.query(`select count(*) as n from "${schema}"."${name}"`)).rows[0].n)
    const logs: Measure['logs'] = {}
    if ('journal.leaf' in tables) {
      const { rows } = await client.query<{ city: string; log: string; n: string }>(`select city, log, count(*) as n from journal.leaf group by 1, 2 order by 1, 2`)
      for (const { city, log, n } of rows) logs[`${city}/${log}`] = { size: Number(n), root: await rootAt(client, city, log, Number(n)) }
    }
    return { tables, logs }
  } finally {
    await client.query('commit').catch(() => {})
  }
}
