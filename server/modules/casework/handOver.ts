import type { Tx } from '../../kernel/db.ts'
import { attemptAll, outcomesOrRefuse } from './act.ts'
import { settleBundle } from './bundleSettled.ts'
import { system, type Deps, type FactProvider } from './deps.ts'
import { stateName } from './perform.ts'
import { lockCases } from './read.ts'
import { record } from './record.ts'

/** cases that are not closed and that one of these people has taken up */
export async function openCases(deps: Pick<Deps, 'db' | 'city'>, people: readonly string[], on: Pick<Tx, 'query'> = deps.db): Promise<{ id: string; number: string; item: string; organ: string; takenBy: string }[]> {
  const { rows } = await on.query<{ id: string; number: string; item: string; organ: string; takenBy: string }>(
    `select id, number, item, organ, taken_by as "takenBy" from casework.cases where city = $1 and taken_by = any($2::uuid[]) and not closed and decided_on is null order by id`, [deps.city, people])
  return rows
}

/**
 * Takes the open cases of people who leave from them, in the caller's transaction: to a successor, or back to the organ (`to` null); inspections to
 * which they are assigned go the same way. An act of each case says so. The rows of the cases are locked here, so call it before
 * locking anything that an act on a case locks later. `by`: who has it done. @returns the cases, by whom they were left
 */
export async function handOver(deps: Deps, providers: ReadonlyMap<string, FactProvider>, tx: Tx, o: { from: readonly string[]; to: string | null; by: string | null; organ?: string }): Promise<{ id: string; from: string }[]> {
  const { rows } = await tx.query<{ id: string; from: string }>(
    `select c.id, p.person as from from casework.cases c cross join unnest($2::uuid[]) as p(person) where c.city = $1 and not c.closed and c.decided_on is null and ($3::text is null or c.organ = $3)
       and (c.taken_by = p.person or exists (select 1 from casework.act a where a.city = c.city and a.case_id = c.id and a.type in ('assignInspectors', 'handOver') and (a.payload -> 'inspectors' ? p.person::text or a.payload ->> 'to' = p.person::text)))
     order by c.id`, [deps.city, o.from, o.organ ?? null])
  if (!rows.length) return []
  const locked = await lockCases(tx, deps.city, [...new Set(rows.map((r) => r.id))])
  const outcomes = outcomesOrRefuse(await Promise.all(locked.map(async (one) => {
    const leaving = rows.filter((r) => r.id === one.row.id)
    const found = await attemptAll(deps, providers, tx, one, leaving.map(({ from }) => ({
      type: 'handOver', payload: { from, ...(o.to ? { to: o.to } : {}), ...(o.by ? { by: o.by } : {}) }, personal: {}, acting: system,
    })))
    // decided or ended meanwhile: nothing is left to hand over
    return Array.isArray(found) && found.every((f) => f.code === 'E-STATE') ? attemptAll(deps, providers, tx, one, []) : found
  })))
  const changed = outcomes.filter((x) => x.taken.length)
  if (changed.length) await record(deps, tx, changed, stateName, () => null)
  for (const x of changed) await settleBundle(deps, tx, x)
  return rows
}
