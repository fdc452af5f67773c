import type { PreparedEntry } from './entry.ts'
import type { Tx } from '../db.ts'

const inserted = `insert into journal.entry (city, id, subject, type, body, leaf, rec_us, receipt)
       select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bigint[], $8::bytea[])`

/**
 * Inserts entries and their places in the queue of the sequencer, as the last statement of the caller's transaction.
 * Takes no lock that another writer waits for (architecture 7). `placed`: the sequencer gives the place itself.
 */
export async function append(tx: Tx, city: string, entries: readonly PreparedEntry[], place: 'pending' | 'placed' = 'pending'): Promise<void> {
  if (!entries.length) return
  const text = place === 'placed' ? inserted : `with e as (${inserted} returning id) insert into journal.pending (city, id) select $1, id from e`
  await tx.query(text, [city, ...columns(entries)])
}

/** the seven parallel arrays that the statement above (and casework's own) unnests */
export function columns(entries: readonly PreparedEntry[]): unknown[] {
  return [
    entries.map((e) => e.id), entries.map((e) => e.subject), entries.map((e) => e.type),
    entries.map((e) => e.body), entries.map((e) => e.leaf), entries.map((e) => String(e.recUs)), entries.map((e) => e.receipt?.bytes ?? null),
  ]
}
