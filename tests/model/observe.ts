import type { City } from './city.ts'
import type { Case } from './law.ts'

/** What stands in the database about the cases of a run, as it stands there. */
export interface Observed {
  now: string
  cases: ObservedCase[]
  bundles: { id: string; due: string | null; promise_at: string | null; accepted_at: string | null; after: Record<string, string[]>; done: boolean }[]
  /** projections that are not what the acts give */
  differences: string[]
  /** rows of event tables seen earlier in the run, in the order of writing, and the same rows now */
  earlier: { acts: string[]; entries: string[] }
  rows: Observed['earlier']
}
export interface ObservedCase {
  model: Case
  row: { id: string; number: string; item: string; revision: number; regime: string; organ: string; applicant: string; bundle: string | null; channel: string; state: string; closed: boolean; seq: number; paused: boolean; accepted_on: string | null; decided_on: string | null; due: string | null; due_clock: string | null }
  acts: Act[]
  clocks: { clock: string; status: string; due: string }[]
  documents: { id: string; template: string; number: string; digest: string; data: any; at: string }[]
  particulars: { act_seq: number; field: string; body: unknown; salt: string | null }[]
  licences: { id: string; document: string; issued_on: string; valid_until: string | null; state: string; holder: string }[]
  entries: { id: string; type: string; rec: string; body: any }[]
}
export interface Act {
  id: string; seq: number; type: string; at: string; effective_on: string | null; rec_us: string; actor_code: string; actor_role: string; actor: string | null; organ: string | null
  on_behalf: string | null; payload: any; clocks: ActClock[]; facts: any; rules: string[]; calendar: string; commitments: Record<string, string>
}
export interface ActClock { id: string; start: string; n: number; unit: string; due: string; dueAt?: string; status: string; metAt?: string; provisional?: boolean; excluded: { from: string; to?: string; document?: string }[] }

/** the rows themselves, as the database writes them, of tables that nobody may change */
export async function eventRows(city: City, cases: readonly string[]): Promise<Observed['earlier']> {
  const { rows } = await city.database.app.query<{ acts: string[]; entries: string[] }>(
    `select array(select a::text from casework.act a where city = $1 and case_id = any($2) order by a.id) as acts, array(select e::text from journal.entry e where city = $1 and subject = any($3) order by e.id) as entries`,
    [city.database.city, cases, cases.map((id) => city.app.casework.subject(id))])
  return rows[0]!
}

/** `models`: what the model holds of each case, by its id */
export async function observe(city: City, models: ReadonlyMap<string, Case>, earlier: Observed['earlier']): Promise<Observed> {
  const ids = [...models.keys()]
  const subjects = new Map(ids.map((id) => [city.app.casework.subject(id), id]))
  const of = async <T>(sql: string, params: unknown[] = [ids]) => (await city.database.app.query<T & { case_id: string }>(sql, [city.database.city, ...params])).rows
  const [rows, acts, clocks, documents, particulars, licences, entries, bundles] = await Promise.all([
    of<ObservedCase['row']>(`select *, id as case_id from casework.cases where city = $1 and id = any($2) order by id`),
    of<Act>(`select *, rec_us::text as rec_us, effective_on::text as effective_on from casework.act where city = $1 and case_id = any($2) order by case_id, seq`),
    of<ObservedCase['clocks'][number]>(`select case_id, clock, status, due from casework.clock where city = $1 and case_id = any($2)`),
    of<ObservedCase['documents'][number]>(`select case_id, id, template, number, encode(digest, 'hex') as digest, data, legal_at as at from kernel.document where city = $1 and case_id = any($2) order by id`),
    of<ObservedCase['particulars'][number]>(`select case_id, act_seq, field, body, encode(salt, 'hex') as salt from casework.particular where city = $1 and case_id = any($2)`),
    of<ObservedCase['licences'][number]>(`select case_id, id, document, issued_on, valid_until, state, holder from licences.licence where city = $1 and case_id = any($2)`),
    of<{ subject: string; id: string; type: string; rec: string; body: Buffer }>(`select subject, null as case_id, id, type, rec_us::text as rec, body from journal.entry where city = $1 and subject = any($2) order by id`, [[...subjects.keys()]]),
    of<Observed['bundles'][number]>(`select id, null as case_id, due, promise_at, accepted_at, after, false as done from casework.bundle where city = $1 and id in (select bundle from casework.cases where city = $1 and id = any($2))`),
  ])
  const mine = <T extends { case_id: string }>(list: T[], id: string): T[] => list.filter((x) => x.case_id === id)
  const differences: string[] = []
  const [first, last] = [rows[0]!.id, rows.at(-1)!.id]
  // a run's cases have ids next to each other; the range ends with the last and begins before the first
  for await (const batch of city.app.casework.recompute({ after: `${first.slice(0, 24)}000000000000`, until: last })) differences.push(...batch.differences.map((d) => `${d.number} ${d.field}: ${JSON.stringify(d.stored)} ≠ ${JSON.stringify(d.recomputed)}`))
  return {
    now: city.now(), differences, earlier, rows: await eventRows(city, ids),
    bundles: await Promise.all(bundles.map(async (b) => ({ ...b, done: (await city.app.casework.bundleView(b.id)).done }))),
    cases: rows.map((row) => ({
      model: models.get(row.id)!, row, acts: mine(acts, row.id), clocks: mine(clocks, row.id), documents: mine(documents, row.id), particulars: mine(particulars, row.id), licences: mine(licences, row.id),
      entries: entries.filter((e) => subjects.get(e.subject) === row.id).map((e) => ({ id: e.id, type: e.type, rec: e.rec, body: JSON.parse(e.body.toString('utf8')) })),
    })),
  }
}
