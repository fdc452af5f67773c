import { Busy } from '../../kernel/http/errors.ts'
import type { Deps, FactProvider } from './deps.ts'
import { attemptAll } from './act.ts'
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
      await record(deps, tx, [outcome], stateName, () => null)
      return 1
    })
    if (done === null) return recorded
    recorded += done
  }
  return recorded
}
