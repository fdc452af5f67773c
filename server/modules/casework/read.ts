import type { Act } from '../../../law/kernel/procedure.ts'
import { NotFound } from '../../kernel/http/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Locked } from './act.ts'
import type { CaseRow } from './write.ts'

export type Reader = Pick<Db, 'query'> | Pick<Tx, 'query'>

export const caseColumns = `c.id, c.number, c.item, c.revision, c.regime, c.organ, c.applicant, c.helper, c.assistance, c.bundle, c.channel, c.state, c.holder,
  c.received_at, c.accepted_on, c.decided_on, c.due, c.yellow_on, c.promise_at, c.paused, c.green, c.closed, c.seq`

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
