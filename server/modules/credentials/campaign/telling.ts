import { campaignProcedure } from '../../../../law/credential/campaignProcedure.ts'
import { taskProcedure } from '../../../../law/credential/taskProcedure.ts'
import { bodyRow, officerRow, type BodyRow, type OfficerRow } from '../../../../law/credential/row.ts'
import type { Acting } from '../../casework/index.ts'
import type { Tx } from '../../../kernel/db.ts'
import { Changed, ownFinding, Refusal } from '../../../kernel/http/errors.ts'
import { perform } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { drawPapers } from './papers.ts'
import type { Registry } from '../registry/index.ts'
import { concernedRows, keyOf, projectTasks, readCampaign, taskColumns, termsOf, type CampaignRow, type TaskRow } from './tasks.ts'
import { grouped } from './words.ts'

/**
 * Tells bodies what was found on their people: each gets its task, its day of reply and its notice. The first time the whole roster is taken into the
 * registry. Refuses bodies that have nothing to answer or were told before.
 */
export async function tellBodies(deps: CredentialsDeps, registry: Registry, tx: Tx, o: { campaign: string; tasks?: readonly string[] | undefined; ifMatch: number | null; acting: Acting; now: string }): Promise<{ seq: number; told: number; due: string | null }> {
  const campaign = await readCampaign(tx, deps.city, o.campaign, 'for update')
  if (o.ifMatch !== null && o.ifMatch !== campaign.seq) throw new Changed('在您查看之后，这次清理又有变化。请刷新后核对，再决定是否继续')
  const { rows: tasks } = await tx.query<TaskRow>(
    `select ${taskColumns} from credentials.task where city = $1 and campaign = $2 and ${o.tasks ? 'id = any($3::uuid[])' : `state = 'FLAGGED'`} order by id for update`, [deps.city, campaign.id, ...(o.tasks ? [o.tasks] : [])])
  if (!tasks.length) throw new Refusal([ownFinding('credential/taskRules#something-to-tell', 'RA-01', '没有需要告知的单位：有问题的都已经告知，其余单位没有需要核对的人员')])
  const flagged = await tx.query<{ task: string; list: string; row: number; verdict: string }>(`select task, list, row, verdict from credentials.task_row where city = $1 and task = any($2::uuid[]) order by list, row`, [deps.city, tasks.map((t) => t.id)])
  const rowsOf = grouped(flagged.rows, (r) => r.task)
  const concerned = await concernedRows(deps, tx, o.acting.person, tasks.map((t) => t.id))
  const outcomes = await perform(deps, tx, tasks.map((task) => ({
    kind: 'task' as const, file: task.id, procedure: taskProcedure, terms: termsOf(campaign, task), type: 'tell', acting: o.acting, facts: { concerned: concerned.get(task.id) ?? [] },
    payload: { rows: (rowsOf.get(task.id) ?? []).map((r) => ({ key: keyOf(r), verdict: r.verdict })), listed: { officers: task.officers, supervisors: task.supervisors } },
  })), o.now)
  const [told] = await perform(deps, tx, [{ kind: 'campaign', file: campaign.id, procedure: campaignProcedure, terms: {}, type: 'tell', payload: { bodies: tasks.length }, acting: o.acting }], o.now)
  if (!campaign.told_at) await enrolAll(deps, registry, tx, campaign)
  await projectTasks(deps, tx, outcomes)
  await tx.query(`update credentials.campaign set state = $3, seq = $4, told_at = coalesce(told_at, $5) where city = $1 and id = $2`, [deps.city, campaign.id, told!.state.state, told!.state.seq, told!.act.at])
  await drawPapers(deps, tx, campaign, outcomes.map((outcome, i) => ({ outcome, task: tasks[i]! })), o.now)
  return { seq: told!.state.seq, told: tasks.length, due: outcomes.map((x) => x.state.clocks['replyDue']!.due).sort().at(-1) ?? null }
}

/** the whole frozen roster into the registry; flagged rows remember the credential they are about, unless a row that stays is about the same */
async function enrolAll(deps: CredentialsDeps, registry: Registry, tx: Tx, campaign: CampaignRow): Promise<void> {
  const { rows } = await tx.query<{ list: 'officers' | 'supervisors' | 'bodies'; row: number; line: number; data: Record<string, unknown>; verdict: string }>(
    `select list, row, line, data, verdict from credentials.roster_row where city = $1 and campaign = $2 order by list, row`, [deps.city, campaign.id])
  const of = (list: string) => rows.filter((r) => r.list === list)
  const people = (list: string): OfficerRow[] => of(list).map((r) => officerRow({ ...(r.data as Partial<OfficerRow>), row: r.row, line: r.line }))
  const enrolled = await registry.enrol(tx, { bodies: of('bodies').map((r) => bodyRow({ ...(r.data as Partial<BodyRow>), line: r.line })), officers: people('officers'), supervisors: people('supervisors') })
  const known = (['officers', 'supervisors'] as const).flatMap((list) => of(list).map((r, i) => ({ list, row: r.row, flagged: r.verdict !== 'KEEP', holder: enrolled[list][i]! })))
  const staying = new Set(known.filter((k) => !k.flagged).map((k) => k.holder))
  const flagged = known.filter((k) => k.flagged && !staying.has(k.holder))
  if (flagged.length)
    await tx.query(
      `update credentials.task_row t set holder = r.holder from jsonb_to_recordset($3::jsonb) as r(list text, row int, holder uuid) where t.city = $1 and t.campaign = $2 and t.list = r.list and t.row = r.row`,
      [deps.city, campaign.id, JSON.stringify(flagged)])
}
