import type { Clock } from '../../../law/kernel/clock.ts'
import type { DocumentRow as PreparedRow } from '../../kernel/documents/store.ts'
import { crashPoint } from '../../kernel/crashPoint.ts'
import { columns, type PreparedEntry } from '../../kernel/journal/index.ts'
import type { Tx } from '../../kernel/db.ts'

/** The projection of a case: one row, rebuilt from its acts by project.ts. */
export interface CaseRow {
  id: string
  number: string
  item: string
  revision: number
  regime: string
  organ: string
  applicant: string
  helper: string | null
  assistance: string | null
  bundle: string | null
  channel: string
  state: string
  holder: 'window' | 'organ' | 'applicant' | 'counter' | 'nobody'
  received_at: string
  accepted_on: string | null
  decided_on: string | null
  due: string | null
  /** id of the clock that `due` belongs to: what the lamp is about */
  due_clock: string | null
  /** from when the lamp is yellow: a day's beginning, or the instant at which 30 % of a timed promise is left */
  yellow_at: string | null
  /** instant of a promise that still runs */
  promise_at: string | null
  paused: boolean
  green: boolean
  closed: boolean
  seq: number
  /** the examiner who took it up */
  taken_by: string | null
}

export interface ActRow {
  case_id: string
  seq: number
  id: string
  type: string
  at: string
  effective_on: string | null
  rec_us: string
  actor_code: string
  actor_role: string
  actor: string | null
  organ: string | null
  on_behalf: string | null
  assistance: string | null
  payload: unknown
  clocks: readonly Clock[]
  facts: unknown
  rules: unknown
  calendar: string
  commitments: Record<string, string>
}

export interface ParticularRow { id: string; case_id: string; act_seq: number; field: string; body: unknown; salt: string }
export interface ClockRow { case_id: string; clock: string; name: string; kind: string; due: string; due_at: string | null; rings_at: string; status: string }
export interface MaterialRow { case_id: string; id: string; material: string; sha256: string; owner: string; name: string; level: string; added: string }
export interface DocumentRow {
  id: string; case_id: string | null; template: string; version: number; number: string | null; data: unknown
  digest: string; salt: string; legal_at: string; rec_at: string
}

/** a prepared document as one of the rows that the statement below unnests */
export function rowOf(d: PreparedRow): DocumentRow {
  return {
    id: d.id, case_id: d.caseId, template: d.template, version: d.version, number: d.number, data: d.data,
    digest: d.digest.toString('hex'), salt: d.salt.toString('hex'), legal_at: d.legalAt, rec_at: d.recAt,
  }
}

/** the answer kept under the client's key, written in the same statement as its effect (trust.md 3.2) */
export interface Kept { actor: string; key: string; requestHash: Buffer; status: number; body: unknown }

/** Everything that one transaction writes of casework: collected first, written by one statement. */
export interface Batch {
  opened: CaseRow[]
  changed: CaseRow[]
  acts: ActRow[]
  particulars: ParticularRow[]
  clocks: ClockRow[]
  materials: MaterialRow[]
  documents: DocumentRow[]
  entries: PreparedEntry[]
}

export function newBatch(): Batch {
  return { opened: [], changed: [], acts: [], particulars: [], clocks: [], materials: [], documents: [], entries: [] }
}

const caseColumns = `id uuid, number text, item text, revision int, regime text, organ text, applicant uuid, helper uuid, assistance uuid, bundle uuid,
  channel text, state text, holder text, received_at timestamptz, accepted_on date, decided_on date, due date, yellow_at timestamptz, promise_at timestamptz,
  paused boolean, green boolean, closed boolean, seq int, taken_by uuid, due_clock text`
const names = (columns: string) => columns.split(',').map((c) => c.trim().split(' ')[0]).join(', ')
const actColumns = `case_id uuid, seq int, id uuid, type text, at text, effective_on date, rec_us bigint, actor_code text, actor_role text, actor uuid,
  organ text, on_behalf uuid, assistance uuid, payload jsonb, clocks jsonb, facts jsonb, rules jsonb, calendar text, commitments jsonb`

// One statement, by hand: six trips through a query builder halve the throughput (stack.md 3). Each part is a function of
// the number of its first parameter; a text is built once for each set of parts and planned once by the server.
type Part = 'kept' | 'opened' | 'changed' | 'clocks' | 'particulars' | 'documents' | 'materials'
const parts: Record<Part, (n: number) => string> = {
  kept: (n) => `kept as (insert into kernel.idempotency (city, actor, key, request_hash, status, body)
    values ($1, $${n}, $${n + 1}, $${n + 2}, $${n + 3}, $${n + 4}::jsonb))`,
  opened: (n) => `opened as (insert into casework.cases (city, ${names(caseColumns)})
    select $1, r.* from jsonb_to_recordset($${n}::jsonb) as r(${caseColumns}))`,
  changed: (n) => `changed as (update casework.cases c set state = r.state, holder = r.holder, accepted_on = r.accepted_on, decided_on = r.decided_on,
      due = r.due, yellow_at = r.yellow_at, promise_at = r.promise_at, paused = r.paused, green = r.green, closed = r.closed, seq = r.seq, taken_by = r.taken_by, due_clock = r.due_clock
    from jsonb_to_recordset($${n}::jsonb) as r(${caseColumns}) where c.city = $1 and c.id = r.id)`,
  clocks: (n) => `clocks as (insert into casework.clock (city, case_id, clock, name, kind, due, due_at, rings_at, status)
    select $1, r.* from jsonb_to_recordset($${n}::jsonb) as r(case_id uuid, clock text, name text, kind text, due date, due_at timestamptz, rings_at timestamptz, status text)
    on conflict (city, case_id, clock) do update set name = excluded.name, kind = excluded.kind, due = excluded.due, due_at = excluded.due_at, rings_at = excluded.rings_at, status = excluded.status)`,
  particulars: (n) => `particulars as (insert into casework.particular (city, id, case_id, act_seq, field, body, salt)
    select $1, r.id, r.case_id, r.act_seq, r.field, r.body, decode(r.salt, 'hex')
    from jsonb_to_recordset($${n}::jsonb) as r(id uuid, case_id uuid, act_seq int, field text, body jsonb, salt text))`,
  documents: (n) => `documents as (insert into kernel.document (city, id, case_id, template, version, number, data, digest, salt, legal_at, rec_at)
    select $1, r.id, r.case_id, r.template, r.version, r.number, r.data, decode(r.digest, 'hex'), decode(r.salt, 'hex'), r.legal_at, r.rec_at
    from jsonb_to_recordset($${n}::jsonb) as r(id uuid, case_id uuid, template text, version int, number text, data jsonb, digest text, salt text, legal_at timestamptz, rec_at timestamptz))`,
  materials: (n) => `materials as (insert into casework.material (city, case_id, id, material, sha256, owner, name, level, added)
    select $1, r.case_id, r.id, r.material, decode(r.sha256, 'hex'), r.owner, r.name, r.level, r.added
    from jsonb_to_recordset($${n}::jsonb) as r(case_id uuid, id uuid, material text, sha256 text, owner uuid, name text, level text, added timestamptz))`,
}
const texts = new Map<string, string>()

function statement(present: Part[]): string {
  const key = present.join()
  let text = texts.get(key)
  if (!text) {
    let n = 10
    const built = present.map((p) => {
      const sql = parts[p](n)
      n += p === 'kept' ? 5 : 1
      return sql
    })
    text = `with entries as (insert into journal.entry (city, id, subject, type, body, leaf, rec_us, receipt)
      select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bigint[], $8::bytea[]) returning id),
    acts as (insert into casework.act (city, ${names(actColumns)}) select $1, r.* from jsonb_to_recordset($9::jsonb) as r(${actColumns}))
    ${built.map((b) => ', ' + b).join('\n')}
    insert into journal.pending (city, id) select $1, id from entries`
    texts.set(key, text)
  }
  return text
}

/**
 * Writes a batch, its journal entries and the kept answer by one statement. The last thing a transaction does: public
 * numbers are taken by the statement before it.
 * `last`: nothing follows, the commit travels with it.
 * Throws unique_violation (23505) on kernel.idempotency when the key was used: the caller answers with what was kept.
 */
export async function write(tx: Tx, city: string, batch: Batch, kept: Kept | null, last = false): Promise<void> {
  const params: unknown[] = [city, ...columns(batch.entries), JSON.stringify(batch.acts)]
  const present: Part[] = []
  if (kept) {
    present.push('kept')
    params.push(kept.actor, kept.key, kept.requestHash, kept.status, JSON.stringify(kept.body))
  }
  for (const part of ['opened', 'changed', 'clocks', 'particulars', 'documents', 'materials'] as const) {
    if (!batch[part].length) continue
    present.push(part)
    params.push(JSON.stringify(batch[part]))
  }
  crashPoint('act.beforeWrite')
  tx.afterCommit(() => crashPoint('act.committed'))
  if (last) await tx.last(statement(present), params)
  else await tx.query(statement(present), params)
  crashPoint('act.written')
}
