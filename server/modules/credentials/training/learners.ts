import type { Queryable, Tx } from '../../../kernel/db.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import type { TrainingDeps } from './index.ts'

/*
 * Who learns: one row a human being, found by identity number, made when somebody is enrolled. Officers come from the register of
 * credentials, and from the accounts of officers who have none yet (training comes before the credential, ZJ-03).
 */

export interface Learner { id: string; idNumber: string; name: string; organ: string | null; officer: boolean }

/** states of a credential whose holder needs the hours of the year */
const needing = `h.list = 'officer' and h.state in ('DRAFT', 'SUBMITTED', 'VALID', 'SUSPENDED')`

/** everybody who needs hours, one row for each body in which they are: `pid` is stable and says nothing about the person */
export const population = `(
  select h.id as pid, h.id_number, h.name, h.body, b.name as unit, b.organ from credentials.holder h join credentials.body b on b.city = h.city and b.id = h.body
    where h.city = $1 and ${needing}
  union all
  select l.id, l.id_number, l.name, null, null, l.organ from credentials.training_learner l
    where l.city = $1 and l.officer and not exists (select 1 from credentials.holder h where h.city = l.city and h.id_number = l.id_number and ${needing}))`

/** learners for these numbers of the register; those of accounts exist already */
export async function ofRegister(tx: Tx, city: string, idNumbers: readonly string[]): Promise<void> {
  await tx.query(
    `insert into credentials.training_learner (city, id, id_number, name, person, organ, officer)
     select distinct on (h.id_number) h.city, h.id, h.id_number, h.name, h.person, b.organ, true
     from credentials.holder h join credentials.body b on b.city = h.city and b.id = h.body
     where h.city = $1 and h.id_number = any($2) and ${needing} order by h.id_number, h.id
     on conflict (city, id_number) do update set name = excluded.name, person = coalesce(excluded.person, training_learner.person), organ = coalesce(excluded.organ, training_learner.organ), officer = true`,
    [city, idNumbers])
}

/** learners for these accounts of the directory */
export async function ofAccounts(deps: TrainingDeps, tx: Tx, persons: readonly string[], organ: string | null, officer: boolean): Promise<Learner[]> {
  if (!persons.length) return []
  const people = await deps.directory.people(persons, tx)
  const rows = persons.flatMap((id) => {
    const p = people.get(id)
    return p?.idNumber ? [{ id: uuidv7(), id_number: p.idNumber, name: p.name, person: p.id, organ, officer }] : []
  })
  return (await tx.query<Learner>(
    `insert into credentials.training_learner (city, id, id_number, name, person, organ, officer)
     select $1, r.* from jsonb_to_recordset($2::jsonb) as r(id uuid, id_number text, name text, person uuid, organ text, officer boolean)
     on conflict (city, id_number) do update set name = excluded.name, person = excluded.person, organ = coalesce(training_learner.organ, excluded.organ), officer = training_learner.officer or excluded.officer
     returning id, id_number as "idNumber", name, organ, officer`, [deps.city, JSON.stringify(rows)])).rows
}

/** officers of an organ by their accounts */
export async function officersOf(deps: TrainingDeps, tx: Tx, organ: string): Promise<Learner[]> {
  return ofAccounts(deps, tx, (await deps.directory.staff(organ, 'officer')).map((p) => p.id), organ, true)
}

const teamRoles = ['head', 'gov', 'leader'] as const

/** members of the leadership team of an organ, as the directory knows them; who only stands in for somebody is none */
export async function teamOf(deps: TrainingDeps, organ: string): Promise<{ id: string; name: string; title: string | null }[]> {
  const lists = await Promise.all(teamRoles.map((r) => deps.directory.staff(organ, r)))
  return [...new Map(lists.flat().map((p) => [p.id, p])).values()]
}

/** the learner who has this account; undefined when they never had to do with training */
export async function learnerOf(deps: TrainingDeps, on: Queryable, person: string): Promise<Learner | undefined> {
  const { rows } = await on.query<Learner>(
    `select id, id_number as "idNumber", name, organ, officer from credentials.training_learner where city = $1 and person = $2 order by officer desc limit 1`, [deps.city, person])
  return rows[0]
}

/** as learnerOf, made where it is missing; `grants` of the session say for which organ */
export async function ensured(deps: TrainingDeps, tx: Tx, person: string, grants: readonly { role: string; organ: string | null }[]): Promise<Learner | undefined> {
  const found = await learnerOf(deps, tx, person)
  if (found) return found
  const grant = grants.find((g) => g.role === 'officer') ?? grants.find((g) => (teamRoles as readonly string[]).includes(g.role))
  return (await ofAccounts(deps, tx, [person], grant?.organ ?? null, grant?.role === 'officer'))[0]
}
