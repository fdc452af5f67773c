import { crashPoint } from '../../kernel/crashPoint.ts'
import { Busy } from '../../kernel/http/errors.ts'
import { system, type Deps, type FactProvider } from './deps.ts'
import { attemptAll } from './act.ts'
import { settleBundle } from './bundleSettled.ts'
import { stateName } from './perform.ts'
import { lockCases } from './read.ts'
import { record } from './record.ts'

/**
 * Records what the law has done by lapse of time (deemed acceptance, abandonment …) for cases whose clock rang at or before
 * `until`, in the order in which the clocks rang. fold() already counts these acts in every view and decision; this only
 * puts them on record, with the day on which they took effect (settled.md 5). A clock that rang is marked once.
 * @returns number of cases on which something was recorded
 */
export async function ring(deps: Deps, providers: ReadonlyMap<string, FactProvider>, until = deps.clock.legal(), limit = 500): Promise<number> {
  let recorded = 0
  for (let guard = 0; guard < limit; guard++) {
    const done = await deps.db.tx(async (tx) => {
      const { rows } = await tx.query<{ case_id: string; clock: string }>(
        `select case_id, clock from casework.clock where city = $1 and status = 'running' and rings_at <= $2 order by rings_at, case_id limit 1 for update skip locked`,
        [deps.city, until])
      if (!rows[0]) return null
      const [locked] = await lockCases(tx, deps.city, [rows[0].case_id])
      await tx.query(`update casework.clock set status = 'rung' where city = $1 and case_id = $2 and rings_at <= $3 and status = 'running'`, [deps.city, rows[0].case_id, until])
      const outcome = await attemptAll(deps, providers, tx, locked!, [])
      if (Array.isArray(outcome)) throw new Busy(409, 'E-IN-FLIGHT', '到期处理未完成', 1)
      if (!outcome.taken.length) return 0
      tx.afterCommit(() => crashPoint('ring.committed'))
      await record(deps, tx, [outcome], stateName, () => null)
      await settleBundle(deps, tx, outcome)
      crashPoint('ring.beforeCommit')
      return 1
    })
    if (done === null) return recorded
    recorded += done
  }
  return recorded
}

/**
 * Puts on record that a holiday arrangement was published: open cases with deadlines that were 暂定 are reckoned again by an
 * act of their own, both values kept and nobody's day made earlier (settled.md 6, CAL-03). Cases it does not touch get no act.
 * @returns number of cases whose deadlines moved or became final
 */
export async function recomputeProvisional(deps: Deps, providers: ReadonlyMap<string, FactProvider>): Promise<number> {
  const { rows } = await deps.db.query<{ id: string }>(
    `select distinct a.case_id as id from casework.act a join casework.cases c on c.city = a.city and c.id = a.case_id
     where a.city = $1 and not c.closed and jsonb_path_exists(a.clocks, '$[*] ? (@.provisional == true)')`, [deps.city])
  let moved = 0
  for (const { id } of rows)
    moved += await deps.db.tx(async (tx) => {
      const [locked] = await lockCases(tx, deps.city, [id])
      const outcome = await attemptAll(deps, providers, tx, locked!, [{ type: 'calendarPublished', payload: { version: deps.calendar().version }, personal: {}, acting: system }])
      // refused = this state has no deadline left to reckon; no clock touched = nothing to say
      if (Array.isArray(outcome) || !outcome.taken.some((t) => t.act.type === 'calendarPublished' && t.act.clocks?.length)) return 0
      await record(deps, tx, [outcome], stateName, () => null)
      return 1
    })
  return moved
}
