import { campaignProcedure } from '../../../../law/credential/campaignProcedure.ts'
import { taskProcedure } from '../../../../law/credential/taskProcedure.ts'
import { recompute } from '../../../../law/kernel/deadline.ts'
import type { Acting } from '../../casework/index.ts'
import type { Tx } from '../../../kernel/db.ts'
import { Changed } from '../../../kernel/http/errors.ts'
import { nobody, perform, recordLapsed } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import type { PaperRef } from '../papers.ts'
import { reportPaper } from './papers.ts'
import { projectTasks, readCampaign, readTasks, stateOf, taskColumns, termsOf, type CampaignRow, type TaskRow } from './tasks.ts'

interface Ending { campaign: string; ifMatch: number | null; acting: Acting; now: string }

async function locked(deps: CredentialsDeps, tx: Tx, o: Ending): Promise<CampaignRow> {
  const campaign = await readCampaign(tx, deps.city, o.campaign, 'for update')
  if (o.ifMatch !== null && o.ifMatch !== campaign.seq) throw new Changed('在您查看之后，这次清理又有变化。请刷新后核对，再决定是否继续')
  return campaign
}

async function step(deps: CredentialsDeps, tx: Tx, o: Ending, type: string, more: { personal?: Record<string, unknown>; facts?: Record<string, unknown> } = {}): Promise<{ seq: number }> {
  const [done] = await perform(deps, tx, [{ kind: 'campaign', file: o.campaign, procedure: campaignProcedure, terms: {}, type, payload: {}, acting: o.acting, ...more }], o.now)
  await tx.query(`update credentials.campaign set state = $3, seq = $4, reported_at = case when $3 = 'REPORTED' then $5 else reported_at end where city = $1 and id = $2`, [deps.city, o.campaign, done!.state.state, done!.state.seq, done!.act.at])
  return { seq: done!.state.seq }
}

/** gives up a campaign of which nobody was told; its lists may be handed in again. Refuses one without a reason, or already told. */
export async function dropCampaign(deps: CredentialsDeps, tx: Tx, o: Ending & { reason: string }): Promise<{ seq: number }> {
  await locked(deps, tx, o)
  return step(deps, tx, o, 'drop', { personal: { reason: o.reason } })
}

/** Reports to the province: every body's part is closed, the report's numbers are those of the query. Refuses as long as somebody is undecided or a list is unsigned. */
export async function reportCampaign(deps: CredentialsDeps, tx: Tx, o: Ending): Promise<{ seq: number; document: PaperRef }> {
  const campaign = await locked(deps, tx, o)
  const { rows: tasks } = await tx.query<TaskRow>(`select ${taskColumns} from credentials.task where city = $1 and campaign = $2 and flagged > 0 order by id for update`, [deps.city, o.campaign])
  const facts = {
    untold: tasks.filter((t) => t.state === 'FLAGGED').length, undecided: tasks.reduce((n, t) => n + t.open, 0), unsigned: tasks.filter((t) => ['DECIDED', 'SIGNED_BY_BODY'].includes(t.state)).length,
  }
  const { seq } = await step(deps, tx, o, 'report', { facts })
  const outcomes = await perform(deps, tx, tasks.map((task) => ({ kind: 'task' as const, file: task.id, procedure: taskProcedure, terms: termsOf(campaign, task), type: 'report', payload: {}, acting: o.acting })), o.now)
  await projectTasks(deps, tx, outcomes)
  return { seq, document: await reportPaper(deps, tx, campaign, o.now) }
}

/** ends a reported campaign */
export async function closeCampaign(deps: CredentialsDeps, tx: Tx, o: Ending): Promise<{ seq: number }> {
  await locked(deps, tx, o)
  return step(deps, tx, o, 'close')
}

/** Puts on record whose reply day is over, some at a time; the law has done it at the end of that day already. @returns how many bodies */
export async function ringReplies(deps: CredentialsDeps): Promise<number> {
  let rung = 0
  for (;;) {
    const done = await deps.db.tx(async (tx) => {
      const { rows } = await tx.query<{ id: string }>(`select id from credentials.task where city = $1 and state = 'TOLD' and due < $2 order by id limit 50 for update skip locked`, [deps.city, deps.clock.legal().slice(0, 10)])
      for (const task of await readTasks(tx, deps.city, rows.map((r) => r.id))) {
        const campaign = await readCampaign(tx, deps.city, task.campaign)
        const state = await recordLapsed(deps, tx, { kind: 'task', file: task.id, procedure: taskProcedure, terms: termsOf(campaign, task) })
        if (state) await tx.query(`update credentials.task set state = $3, seq = $4 where city = $1 and id = $2`, [deps.city, task.id, state.state, state.seq])
      }
      return rows.length
    })
    rung += done
    if (done < 50) return rung
  }
}

/**
 * Reckons reply days that were 暂定 again once the arrangement of their year is published, by an act of each body's file: both days are kept, and nobody's
 * becomes earlier (CAL-03). A body whose day was reckoned with the year already, or is over, gets none. @returns how many days moved or became final
 */
export async function reckonReplies(deps: CredentialsDeps): Promise<number> {
  const { rows } = await deps.db.query<{ id: string }>(`select id from credentials.task where city = $1 and state = 'TOLD' and clock @> '{"provisional": true}' order by id`, [deps.city])
  let moved = 0
  for (const { id } of rows)
    moved += await deps.db.tx(async (tx) => {
      const [task] = await readTasks(tx, deps.city, [id], 'for update')
      const campaign = await readCampaign(tx, deps.city, task!.campaign)
      const now = deps.clock.legal()
      const state = await stateOf(deps, tx, campaign, task!, now)
      const due = state.clocks['replyDue']
      if (state.state !== 'TOLD' || !due || recompute(due, deps.calendar()) === due) return 0
      await projectTasks(deps, tx, await perform(deps, tx, [{ kind: 'task', file: id, procedure: taskProcedure, terms: termsOf(campaign, task!), type: 'calendarPublished', payload: { version: deps.calendar().version }, acting: nobody }], now))
      return 1
    })
  return moved
}
