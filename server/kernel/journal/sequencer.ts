import { crashPoint } from '../crashPoint.ts'
import type { Db } from '../db.ts'

/**
 * Sequencer v0 (settled.md 24): takes what is pending and gives each entry a dense index in the city's log, in one
 * transaction under the log's advisory lock, so that there is one leader however many processes run. Rows that are not
 * committed yet are invisible and simply come in a later round; nothing relies on transaction or sequence order.
 * @returns how many entries were given an index (0: nothing pending, or another process is leader)
 */
export async function sequence(db: Db, city: string, limit = 2000): Promise<number> {
  return db.tx(async (tx) => {
    const lock = await tx.query<{ got: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('journal.sequencer'), hashtext($1)) as got`, [city])
    if (!lock.rows[0]?.got) return 0
    const done = await tx.query(
      `with taken as (
         delete from journal.pending p using (
           select city, id from journal.pending where city = $1 order by id limit $2
         ) t where p.city = t.city and p.id = t.id returning p.id),
       numbered as (
         select e.id, e.leaf, split_part(convert_from(e.body, 'UTF8')::jsonb ->> 'origin', '/', 3) as log,
                row_number() over (partition by split_part(convert_from(e.body, 'UTF8')::jsonb ->> 'origin', '/', 3) order by e.id) as n
         from taken join journal.entry e on e.city = $1 and e.id = taken.id),
       base as (
         select log, coalesce((select max(index) from journal.leaf l where l.city = $1 and l.log = x.log), -1) as top
         from (select distinct log from numbered) x)
       insert into journal.leaf (city, log, index, entry, leaf)
       select $1, n.log, b.top + n.n, n.id, n.leaf from numbered n join base b on b.log = n.log`,
      [city, limit])
    if (done.rowCount) tx.afterCommit(() => crashPoint('sequencer.committed'))
    if (done.rowCount) crashPoint('sequencer.beforeCommit')
    return done.rowCount
  })
}
