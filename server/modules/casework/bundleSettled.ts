import type { Tx } from '../../kernel/db.ts'
import type { Deps } from './deps.ts'

/**
 * A member's correction was the last thing that the bundle waited for: it is accepted as a whole from now, and its promise is
 * the latest of its members' own. Nothing while another member is not accepted yet.
 */
export async function settleBundle(deps: Pick<Deps, 'city'>, tx: Tx, id: string, at: string): Promise<void> {
  await tx.query(
    `update casework.bundle b set accepted_at = $3, due = m.due, promise_at = case when m.timed = m.all then m.promise_at end
     from (select max(k.due) as due, max(c.promise_at) as promise_at, count(c.promise_at) as timed, count(*) as all, bool_and(c.accepted_on is not null) as accepted
       from casework.cases c left join casework.clock k on k.city = c.city and k.case_id = c.id and k.clock = 'promise' where c.city = $1 and c.bundle = $2) m
     where b.city = $1 and b.id = $2 and b.accepted_at is null and m.accepted`, [deps.city, id, at])
}
