import { createHash } from 'node:crypto'
import type pg from 'pg'

/** What a database holds, to be compared: rows of every table, and size and root of every log. */
export interface Measure {
  tables: Record<string, number>
  logs: Record<string, { size: number; root: string }>
}

const pair = Buffer.from([1])
const node = (left: Buffer, right: Buffer) => createHash('sha256').update(pair).update(left).update(right).digest()

/** Root of the tree over leaf hashes in order (RFC 6962, 2.1); hex. Reads them one by one and keeps one node per level. */
export async function rootOf(leaves: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<string> {
  const stack: { hash: Buffer; size: number }[] = []
  for await (const leaf of leaves) {
    let top = { hash: leaf, size: 1 }
    while (stack.at(-1)?.size === top.size) {
      const left = stack.pop()!
      top = { hash: node(left.hash, top.hash), size: top.size * 2 }
    }
    stack.push(top)
  }
  let root = stack.pop()?.hash
  while (stack.length) root = node(stack.pop()!.hash, root!)
  return (root ?? createHash('sha256').digest()).toString('hex')
}

async function* leavesOf(client: pg.Client, city: string, log: string, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < size; from += 50_000) {
    const { rows } = await client.query<{ leaf: Buffer }>(
      `select leaf from journal.leaf where city = $1 and log = $2 and index >= $3 and index < $4 order by index`, [city, log, from, Math.min(size, from + 50_000)])
    for (const row of rows) yield row.leaf
  }
}

/** root of the first `size` leaves of a log: what a checkpoint of that size must say, whatever has been added since */
export const rootAt = (client: pg.Client, city: string, log: string, size: number): Promise<string> => rootOf(leavesOf(client, city, log, size))

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
