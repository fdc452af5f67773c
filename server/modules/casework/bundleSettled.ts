import { procedureFor } from '../../../law/permit/index.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Outcome } from './act.ts'
import type { Deps } from './deps.ts'

/**
 * A member was accepted by itself (its correction came in, the window took it alone, silence accepted it: XK-03, XK-04). When it
 * was the last, the bundle is accepted as a whole from that act, and its promise is the latest of its members' own; also when the last
 * that was not accepted ends (withdrawn, abandoned). Nothing while another member is not accepted yet, and nothing for a case that is no member.
 */
export async function settleBundle(deps: Pick<Deps, 'city'>, tx: Tx, { row, item, taken, before, states }: Outcome): Promise<void> {
  const settling = before.acceptedOn ? undefined : taken[states.findIndex((s) => s.acceptedOn || procedureFor(item.regime).final.includes(s.state))]
  if (!row.bundle || !settling) return
  await tx.query(
    `update casework.bundle b set accepted_at = $3, due = m.due, promise_at = case when m.timed = m.all then m.promise_at end
     from (select max(k.due) as due, max(c.promise_at) as promise_at, count(c.promise_at) as timed, count(*) as all, bool_and(c.accepted_on is not null) as accepted
       from casework.cases c left join casework.clock k on k.city = c.city and k.case_id = c.id and k.clock = 'promise' where c.city = $1 and c.bundle = $2 and not (c.closed and c.accepted_on is null)) m
     where b.city = $1 and b.id = $2 and b.accepted_at is null and m.accepted`, [deps.city, row.bundle, settling.act.at])
}
