import type { Act } from '../../../law/kernel/procedure.ts'
import { batched } from '../../kernel/batch.ts'
import { instant } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/http/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Locked } from './act.ts'
import type { CaseRow } from './write.ts'

export type Reader = Pick<Db, 'query'> | Pick<Tx, 'query'>

export const caseColumns = `c.id, c.number, c.item, c.revision, c.regime, c.organ, c.applicant, c.helper, c.assistance, c.bundle, c.channel, c.state, c.holder,
  c.received_at, c.accepted_on, c.decided_on, c.due, c.yellow_at, c.promise_at, c.paused, c.green, c.closed, c.seq, c.taken_by, c.due_clock`

/** an act row as law reads it, with what people are shown beside it */
export interface StoredAct extends Act { role: string; recUs: number; calendar: string; assistance: string | null }

const actJson = `jsonb_agg(jsonb_strip_nulls(jsonb_build_object('seq', a.seq, 'type', a.type, 'at', a.at, 'effectiveOn', a.effective_on,
  'actor', jsonb_build_object('code', a.actor_code, 'person', a.actor, 'organ', a.organ), 'onBehalfOf', a.on_behalf, 'payload', a.payload,
  'clocks', a.clocks, 'facts', a.facts, 'rules', a.rules, 'role', a.actor_role, 'recUs', a.rec_us, 'calendar', a.calendar, 'assistance', a.assistance)) order by a.seq)`

/** a case with its acts, not locked; NotFound for an id that is none */
export async function readCase(db: Reader, city: string, id: string): Promise<{ row: CaseRow; acts: StoredAct[] }> {
  if (!isUuid(id)) throw new NotFound()
  const { rows } = await db.query<CaseRow & { acts: StoredAct[] }>(
    `select ${caseColumns}, (select ${actJson} from casework.act a where a.city = c.city and a.case_id = c.id) as acts
     from casework.cases c where c.city = $1 and c.id = $2`, [city, id])
  const found = rows[0]
  if (!found) throw new NotFound()
  const { acts, ...row } = found
  return { row, acts }
}

export async function rowByNumber(db: Reader, city: string, number: string): Promise<CaseRow | undefined> {
  return (await db.query<CaseRow>(`select ${caseColumns} from casework.cases c where c.city = $1 and c.number = $2`, [city, number])).rows[0]
}

/**
 * Takes cases for acting: locks the rows in id order (two bundles cannot deadlock), then reads the acts by a second
 * statement: after waiting for a lock the first one's snapshot would miss the acts that the other writer added.
 */
export async function lockCases(tx: Tx, city: string, ids: readonly string[]): Promise<Locked[]> {
  const { rows } = await tx.query<CaseRow>(
    `select ${caseColumns} from casework.cases c where c.city = $1 and c.id = any($2::uuid[]) order by c.id for update`, [city, ids])
  if (rows.length !== new Set(ids).size) throw new NotFound()
  const acts = await tx.query<{ id: string; acts: StoredAct[] }>(
    `select a.case_id as id, ${actJson} as acts from casework.act a where a.city = $1 and a.case_id = any($2::uuid[]) group by a.case_id`, [city, ids])
  const byId = new Map(acts.rows.map((r) => [r.id, r.acts]))
  return rows.map((row) => ({ row, acts: byId.get(row.id) ?? [] }))
}

export interface CaseDocument { id: string; template: string; title: string; number: string | null; at: string }
export interface CaseFile { id: string; material: string; name: string; level: string; sha256: string; owner: string }

/** Everything that casework and the kernel keep about a case, as one screen needs it. */
export interface WholeCase {
  row: CaseRow
  /** as law reads them */
  acts: Act[]
  /** its own and those of its bundle */
  documents: CaseDocument[]
  files: CaseFile[]
  /** what the form said, then on-the-spot fixes and corrections, oldest first; null where erased */
  forms: (Record<string, unknown> | null)[]
}

// json, not jsonb: the values go straight to text; as arrays: no names are sent again and again
const wholeSql = `select ${caseColumns},
  (select json_agg(json_build_array(a.seq, a.type, a.at, a.effective_on, a.actor_code, a.actor, a.organ, a.on_behalf, a.payload, a.clocks, a.facts)
     order by a.seq) from casework.act a where a.city = c.city and a.case_id = c.id) as acts,
  (select json_agg(json_build_array(d.id, d.template, d.data ->> 'heading', d.number, floor(extract(epoch from d.legal_at) * 1000)) order by d.legal_at, d.id)
     from kernel.document d where d.city = c.city and d.case_id = any(array[c.id, c.bundle])) as documents,
  (select json_agg(json_build_array(m.id, m.material, m.name, m.level, encode(m.sha256, 'hex'), m.owner) order by m.added, m.id)
     from casework.material m where m.city = c.city and m.case_id = c.id) as files,
  (select json_agg(p.body order by p.act_seq) from casework.particular p where p.city = c.city and p.case_id = c.id and p.field in ('form', 'changes')) as forms
  from casework.cases c where c.city = $1 and c.id = any($2::uuid[])`

type Wide = CaseRow & { acts: any[][] | null; documents: any[][] | null; files: any[][] | null; forms: WholeCase['forms'] | null }

/** Reads whole cases, those that are asked for at the same moment by one statement. NotFound for an id that is none. */
export function caseReader(db: Db, city: string): (id: string) => Promise<WholeCase> {
  const read = batched<WholeCase>(async (ids) => {
    const { rows } = await db.query<Wide>(wholeSql, [city, ids])
    return new Map(rows.map(({ acts, documents, files, forms, ...row }) => [row.id, {
      row, acts: (acts ?? []).map(actOf), forms: forms ?? [],
      documents: (documents ?? []).map(([id, template, heading, number, at]) => ({ id, template, title: heading ?? template, number, at: instant(at) })),
      files: (files ?? []).map(([id, material, name, level, sha256, owner]) => ({ id, material, name, level, sha256, owner })),
    }]))
  }, { most: 32 })
  return async (id) => {
    const found = isUuid(id) ? (await read([id])).get(id) : undefined
    if (!found) throw new NotFound()
    return found
  }
}

/** absent fields are absent, not null, as law gave them */
export function actOf([seq, type, at, effectiveOn, code, person, organ, onBehalfOf, payload, clocks, facts]: any[]): Act {
  const act: Act = {
    seq, type, at, actor: { code, ...(person ? { person } : {}), ...(organ ? { organ } : {}) }, payload: bare(payload), clocks: bare(clocks), facts: bare(facts),
  }
  if (effectiveOn) act.effectiveOn = effectiveOn
  if (onBehalfOf) act.onBehalfOf = onBehalfOf
  return act
}

/** takes out what is null, at any depth, as readCase's statement does */
function bare(value: any): any {
  if (Array.isArray(value)) value.forEach(bare)
  else if (value && typeof value === 'object')
    for (const key in value) {
      if (value[key] === null) delete value[key]
      else if (typeof value[key] === 'object') bare(value[key])
    }
  return value
}

/** the form as it stands: what was handed in, with on-the-spot fixes and corrections over it, newest last; personal */
export async function formOf(db: Reader, city: string, caseId: string): Promise<Record<string, unknown>> {
  const { rows } = await db.query<{ body: Record<string, unknown> | null }>(
    `select body from casework.particular where city = $1 and case_id = $2 and field in ('form', 'changes') order by act_seq`, [city, caseId])
  return Object.assign({}, ...rows.map((r) => r.body ?? {}))
}
