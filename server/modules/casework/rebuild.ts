import type { Tx } from '../../kernel/db.ts'
import { bundlesOf } from './recomputeBundle.ts'
import { derive, rangeOf, readBatch, type Derived, type Replayed, type ReplayDeps, type Which } from './recompute.ts'
import type { CaseRow } from './write.ts'

/** one batch that was dropped and made again; `changed`: ids whose rows are not byte for byte what stood there before */
export interface Rebuilt { cases: number; acts: number; bundles: number; changed: string[]; faults: { case: string; number: string; fault: string }[]; last: string }

/** what follows from acts: every column. Written by one statement that takes nothing from the row it replaces, so that nothing can survive by not being written */
const computed: Record<Exclude<keyof CaseRow, 'id'>, string> = {
  number: 'text', item: 'text', revision: 'int', regime: 'text', organ: 'text', applicant: 'uuid', helper: 'uuid', assistance: 'uuid', bundle: 'uuid', channel: 'text',
  state: 'text', holder: 'text', received_at: 'timestamptz', accepted_on: 'date', decided_on: 'date', due: 'date', due_clock: 'text', yellow_at: 'timestamptz',
  promise_at: 'timestamptz', paused: 'boolean', green: 'boolean', closed: 'boolean', seq: 'int', taken_by: 'uuid',
}
const replaced = Object.keys(computed).map((c) => `${c} = r.${c}`).join(', ')
const typed = Object.entries(computed).map(([c, type]) => `${c} ${type}`).join(', ')

/**
 * Drops the projections of casework batch by batch and makes them again from acts alone: the rows of cases, all rows of
 * their clocks, the promise of bundles. Each batch is one transaction under the locks that acts take, so people may go on
 * working meanwhile. Needs the owner's rights: the app may not delete clocks. A case whose acts cannot be read keeps its
 * rows and is named in `faults`.
 */
export async function* rebuild(deps: ReplayDeps, which: Which = {}, batch = 500): AsyncGenerator<Rebuilt> {
  let from = which
  for (;;) {
    const done = await deps.db.tx((tx) => oneBatch(deps, tx, from, batch), { statementTimeoutMs: 120_000 })
    if (!done) return
    yield done
    if (typeof from === 'string' || done.cases < batch) return
    from = { ...from, after: done.last }
  }
}

async function oneBatch(deps: ReplayDeps, tx: Tx, which: Which, batch: number): Promise<Rebuilt | undefined> {
  // locked before they are read: while waiting for a lock another writer may add acts
  const ids = await lockBatch(tx, deps.city, which, batch)
  if (!ids.length) return undefined
  const found = await readBatch(tx, deps.city, ids, batch)
  const derived = await Promise.all(found.map(async (f) => [f, await derive(deps, f)] as const))
  const sound = derived.filter((d): d is readonly [Replayed, Exclude<Derived, { fault: string }>] => d[1].fault === undefined)
  const mine = sound.map(([f]) => f.stored.id)
  const bundles = (await bundlesOf(deps, tx, found)).filter((b) => !b.differences.some((d) => d.field === 'bundle.acts'))
  const before = await pictures(tx, deps.city, mine, bundles.map((b) => b.derived.id))

  await tx.query(`delete from casework.clock where city = $1 and case_id = any($2::uuid[])`, [deps.city, mine])
  await tx.query(
    `update casework.cases c set ${replaced} from jsonb_to_recordset($2::jsonb) as r(id uuid, ${typed}) where c.city = $1 and c.id = r.id`,
    [deps.city, JSON.stringify(sound.map(([, d]) => d.row))])
  await tx.query(
    `insert into casework.clock (city, case_id, clock, name, kind, due, due_at, rings_at, status) select $1, r.* from jsonb_to_recordset($2::jsonb)
       as r(case_id uuid, clock text, name text, kind text, due date, due_at timestamptz, rings_at timestamptz, status text)`,
    [deps.city, JSON.stringify(sound.flatMap(([, d]) => d.clocks))])
  await tx.query(
    `update casework.bundle b set applicant = r.applicant, accepted_at = r.accepted_at, due = r.due, promise_at = r.promise_at, path = r.path::jsonb
     from jsonb_to_recordset($2::jsonb) as r(id uuid, applicant uuid, accepted_at timestamptz, due date, promise_at timestamptz, path text) where b.city = $1 and b.id = r.id`,
    [deps.city, JSON.stringify(bundles.map((b) => b.derived))])

  const after = await pictures(tx, deps.city, mine, bundles.map((b) => b.derived.id))
  return {
    cases: found.length, acts: found.reduce((n, f) => n + f.acts.length, 0), bundles: bundles.length, last: ids.at(-1)!,
    changed: [...before].filter(([id, picture]) => after.get(id) !== picture).map(([id]) => id),
    faults: derived.flatMap(([f, d]) => (d.fault === undefined ? [] : [{ case: f.stored.id, number: f.stored.number, fault: d.fault }])),
  }
}

/** ids of a batch, in order, each row locked as an act locks it */
async function lockBatch(tx: Tx, city: string, which: Which, batch: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    typeof which === 'string' ? `select id from casework.cases where city = $1 and id = $2 for update`
      : `select id from casework.cases where city = $1 and id > $2 and id <= $3 order by id limit $4 for update`,
    typeof which === 'string' ? [city, which] : [city, ...rangeOf(which), batch])
  return rows.map((r) => r.id)
}

/** every byte of the rows of a case or bundle, as the database writes them */
async function pictures(tx: Tx, city: string, cases: readonly string[], bundles: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; picture: string }>(
    `select c.id, c::text || coalesce((select string_agg(k::text, '|' order by k.clock) from casework.clock k where k.city = c.city and k.case_id = c.id), '') as picture
     from casework.cases c where c.city = $1 and c.id = any($2::uuid[])
     union all select b.id, b::text from casework.bundle b where b.city = $1 and b.id = any($3::uuid[])`, [city, cases, bundles])
  return new Map(rows.map((r) => [r.id, r.picture]))
}
