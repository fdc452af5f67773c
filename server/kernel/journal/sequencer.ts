import { crashPoint } from '../crashPoint.ts'
import type { Db } from '../db.ts'
import { append } from './append.ts'
import type { PreparedEntry } from './entry.ts'

/**
 * Gives what is pending its dense index in the log of its year, in one transaction under the city's advisory lock, so that
 * there is one leader however many processes run. Rows that are not committed yet are invisible and simply come in a later
 * round; nothing relies on transaction or sequence order. A year's log that begins after another gets `opening` as entry 0,
 * which names where the year before stood (trust.md 2.5).
 * @returns how many entries were given an index (0: nothing pending, or another process is leader)
 */
export async function sequence(db: Db, city: string, opening?: (log: string, before: string) => Promise<PreparedEntry>, limit = 2000): Promise<number> {
  return db.tx(async (tx) => {
    const lock = await tx.query<{ got: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('journal.sequencer'), hashtext($1)) as got`, [city])
    if (!lock.rows[0]?.got) return 0
    const { rows } = await tx.query<{ log: string; first: number; before: string | null; count: number }>(
      `with taken as (
         delete from journal.pending p using (
           select city, id from journal.pending where city = $1 order by id limit $2
         ) t where p.city = t.city and p.id = t.id returning p.id),
       numbered as (
         select e.id, e.leaf, split_part(convert_from(e.body, 'UTF8')::jsonb ->> 'origin', '/', 3) as log,
                row_number() over (partition by split_part(convert_from(e.body, 'UTF8')::jsonb ->> 'origin', '/', 3) order by e.id) as n
         from taken join journal.entry e on e.city = $1 and e.id = taken.id),
       logs as (
         select log, (select max(index) from journal.leaf l where l.city = $1 and l.log = x.log) as top,
                (select max(l.log) from journal.leaf l where l.city = $1 and l.log < x.log) as before
         from (select distinct log from numbered) x),
       -- a log that follows another leaves its first place to the opening entry
       base as (select log, before, coalesce(top, case when before is null or not $3 then -1 else 0 end) as top from logs),
       placed as (
         insert into journal.leaf (city, log, index, entry, leaf)
         select $1, n.log, b.top + n.n, n.id, n.leaf from numbered n join base b on b.log = n.log returning log, index)
       select p.log, min(p.index)::int8 as first, count(*)::int as count, b.before from placed p join base b on b.log = p.log group by p.log, b.before`,
      [city, limit, opening !== undefined])
    for (const { log, first, before } of rows) {
      // index 1 without an index 0: the log begins in this very round
      if (first !== 1 || !opening || before === null) continue
      const begun = await tx.query(`select 1 from journal.leaf where city = $1 and log = $2 and index = 0`, [city, log])
      if (begun.rowCount) continue
      const entry = await opening(log, before)
      await append(tx, city, [entry], 'placed')
      await tx.query(`insert into journal.leaf (city, log, index, entry, leaf) values ($1, $2, 0, $3, $4)`, [city, log, entry.id, entry.leaf])
    }
    const count = rows.reduce((n, r) => n + r.count, 0)
    if (count) tx.afterCommit(() => crashPoint('sequencer.committed'))
    if (count) crashPoint('sequencer.beforeCommit')
    return count
  })
}
