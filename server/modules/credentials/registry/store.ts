import type { BodyKind, BodyStanding, BodyTerms, Entrustment } from '../../../../law/credential/bodyState.ts'
import type { HolderTerms, Proposal, RecordedState } from '../../../../law/credential/holderState.ts'
import type { Queryable, Tx } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/http/errors.ts'
import { isUuid } from '../../../kernel/ids.ts'

/** A body as its row has it: a projection of its acts, with what identifies it. */
export interface BodyRow {
  id: string
  name: string
  uscc: string
  kind: BodyKind
  level: string
  division: string | null
  domains: string[]
  basis: string | null
  status: BodyStanding
  status_on: string | null
  status_before: BodyStanding | null
  /** credit code of the body that took its place */
  successor: string | null
  principal: string | null
  entrusted_on: string | null
  entrusted_until: string | null
  announcement: string | null
  announced_on: string | null
  /** organ in the directory whose accounts act for it */
  organ: string | null
  enrolled: BodyTerms['enrolled'] | null
  seq: number
}

/** One credential as its row has it. */
export interface HolderRow {
  id: string
  list: HolderTerms['list']
  body: string
  person: string | null
  name: string
  sex: string | null
  id_number: string
  birth: string | null
  post: string | null
  rank: string | null
  establishment: string | null
  education: string | null
  domain: string | null
  law_qualified: boolean
  /** sha256, hex */
  photo: string | null
  credential_no: string | null
  code: string
  issued_on: string | null
  valid_to: string | null
  checked_for: number | null
  state: RecordedState
  state_on: string
  state_before: RecordedState | null
  suspended_until: string | null
  returned_on: string | null
  proposed: Proposal | null
  enrolled: HolderTerms['enrolled'] | null
  seq: number
}

export const bodyColumns = `b.id, b.name, b.uscc, b.kind, b.level, b.division, b.domains, b.basis, b.status, b.status_on, b.status_before, b.successor, b.principal,
  b.entrusted_on, b.entrusted_until, b.announcement, b.announced_on, b.organ, b.enrolled, b.seq`
export const holderColumns = `h.id, h.list, h.body, h.person, h.name, h.sex, h.id_number, h.birth, h.post, h.rank, h.establishment, h.education, h.domain, h.law_qualified,
  encode(h.photo, 'hex') as photo, h.credential_no, h.code, h.issued_on, h.valid_to, h.checked_for, h.state, h.state_on, h.state_before, h.suspended_until, h.returned_on, h.proposed, h.enrolled, h.seq`

type Lock = '' | 'for update of b' | 'for update of h' | 'for share of h'

/** bodies by id, in any order; one that is not there is left out */
export async function bodiesById(on: Queryable, city: string, ids: readonly string[], lock: Lock = ''): Promise<Map<string, BodyRow>> {
  const wanted = [...new Set(ids)].filter(isUuid)
  if (!wanted.length) return new Map()
  const { rows } = await on.query<BodyRow>(`select ${bodyColumns} from credentials.body b where b.city = $1 and b.id = any($2::uuid[]) order by b.id ${lock}`, [city, wanted])
  return new Map(rows.map((b) => [b.id, b]))
}

/** bodies with this credit code: one in force, and others that it took the place of */
export async function bodiesOfCode(on: Queryable, city: string, uscc: string): Promise<BodyRow[]> {
  return (await on.query<BodyRow>(`select ${bodyColumns} from credentials.body b where b.city = $1 and b.uscc = $2 order by b.id`, [city, uscc])).rows
}

/** ids of bodies by whole name, which is unique */
export async function bodiesNamed(on: Queryable, city: string, names: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await on.query<{ name: string; id: string }>(`select name, id from credentials.body where city = $1 and name = any($2)`, [city, names])
  return new Map(rows.map((b) => [b.name, b.id]))
}

/** a body, or NotFound */
export async function bodyRow(on: Queryable, city: string, id: string, lock: Lock = ''): Promise<BodyRow> {
  const found = (await bodiesById(on, city, [id], lock)).get(id)
  if (!found) throw new NotFound()
  return found
}

/** Credentials by id in the order of ids, so that two who take several never wait for one another. NotFound when one is missing. */
export async function holdersById(on: Queryable, city: string, ids: readonly string[], lock: Lock = ''): Promise<HolderRow[]> {
  const wanted = [...new Set(ids)]
  if (!wanted.every(isUuid)) throw new NotFound()
  const { rows } = await on.query<HolderRow>(`select ${holderColumns} from credentials.holder h where h.city = $1 and h.id = any($2::uuid[]) order by h.id ${lock}`, [city, wanted])
  if (rows.length !== wanted.length) throw new NotFound()
  return rows
}

export async function holderRow(on: Queryable, city: string, id: string, lock: Lock = ''): Promise<HolderRow> {
  return (await holdersById(on, city, [id], lock))[0]!
}

/** every credential of these people, by person */
export async function holdersOfPeople(on: Queryable, city: string, people: readonly string[], lock: Lock = ''): Promise<HolderRow[]> {
  const { rows } = await on.query<HolderRow>(
    `select ${holderColumns} from credentials.holder h where h.city = $1 and h.person = any($2::uuid[]) order by h.id ${lock}`, [city, people.filter(isUuid)])
  return rows
}

/** every credential under an identity number, live and ended */
export async function holdersOfNumber(on: Queryable, city: string, idNumber: string): Promise<HolderRow[]> {
  const { rows } = await on.query<HolderRow>(`select ${holderColumns} from credentials.holder h where h.city = $1 and h.id_number = $2 order by h.id`, [city, idNumber])
  return rows
}

const nextOfBody = `status text, status_on date, status_before text, domains text[], successor text, principal uuid, entrusted_on date, entrusted_until date, announcement text, announced_on date, kind text, seq int`
const nextOfHolder = `body uuid, credential_no text, issued_on date, valid_to date, checked_for int, state text, state_on date, state_before text, suspended_until date, returned_on date, proposed text, seq int`
const assigned = (columns: string) => columns.split(',').map((c) => c.trim().split(' ')[0]).map((c) => `${c} = r.${c}`).join(', ')

/** writes what acts came to, of many rows by one statement */
export async function projectBodies(tx: Tx, city: string, rows: readonly BodyRow[]): Promise<void> {
  await tx.query(`update credentials.body b set ${assigned(nextOfBody)} from jsonb_to_recordset($2::jsonb) as r(id uuid, ${nextOfBody}) where b.city = $1 and b.id = r.id`, [city, JSON.stringify(rows)])
}
export async function projectHolders(tx: Tx, city: string, rows: readonly HolderRow[]): Promise<void> {
  await tx.query(`update credentials.holder h set ${assigned(nextOfHolder)} from jsonb_to_recordset($2::jsonb) as r(id uuid, ${nextOfHolder}) where h.city = $1 and h.id = r.id`, [city, JSON.stringify(rows)])
}

export const entrustmentOf = (b: BodyRow): Entrustment | undefined =>
  (b.principal && b.entrusted_on ? { principal: b.principal, from: b.entrusted_on, until: b.entrusted_until ?? '9999-12-31', published: true } : undefined)
