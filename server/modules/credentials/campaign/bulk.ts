import { openRows, plainRemovals, shareRemoved, type RowKey } from '../../../../law/credential/task.ts'
import type { Acting } from '../../casework/index.ts'
import { actsOf, traced } from '../acts.ts'
import { fold } from '../../../../law/kernel/procedure.ts'
import { taskProcedure } from '../../../../law/credential/taskProcedure.ts'
import type { Ctx } from '../../../kernel/http/context.ts'
import { asProblem } from '../../../kernel/http/mapper.ts'
import { Refusal } from '../../../kernel/http/errors.ts'
import type { CredentialsDeps } from '../index.ts'
import { actOnTasks, type TaskTry } from './deciding.ts'
import { stateToday } from './lines.ts'
import type { Registry } from '../registry/index.ts'
import { named, ruleNames } from './reporting.ts'
import { readCampaign, readTasks, taskColumns, termsOf, type TaskRow } from './tasks.ts'

export interface BulkOutcome { id: string; name: string; ok: boolean; rows: number; state: string; seq: number; findings: { rule: string; code: string; message: string; basis: never[]; at?: string }[] }

/** bodies in one transaction: enough that a whole city takes seconds, few enough that nobody else waits long */
const together = 40

/**
 * Acts on many bodies, some at a time: each body all or nothing, each refusal with its findings and its own trace. What was done for the
 * bodies before stands when a later one fails.
 */
export async function actOnMany(deps: CredentialsDeps, registry: Registry, ctx: Ctx, acting: Acting, tries: readonly TaskTry[], sizeOf: (t: TaskTry) => number): Promise<{ results: BulkOutcome[]; confirmed: number }> {
  const results: BulkOutcome[] = []
  const sizes = new Map(tries.map((t) => [t.id, sizeOf(t)]))
  for (let i = 0; i < tries.length; i += together) {
    const { done, refused } = await deps.db.tx((tx) => actOnTasks(deps, registry, tx, acting, ctx.legalNow, tries.slice(i, i + together), true), { statementTimeoutMs: 60_000 })
    results.push(...done.map(({ task, outcome }) => ({ id: task.id, name: task.name, ok: true, rows: sizes.get(task.id)!, state: outcome.state.state, seq: outcome.state.seq, findings: [] })))
    for (const { task, findings } of refused) {
      results.push({ id: task.id, name: task.name, ok: false, rows: 0, state: task.state, seq: task.seq, findings: findings as never })
      const type = tries.find((t) => t.id === task.id)!.type
      await traced(deps, ctx, { kind: 'task', file: task.id, type, acting }, () => { throw new Refusal(findings) }).catch((e: unknown) => { if (!(asProblem(e) instanceof Refusal)) throw e })
    }
  }
  return { results, confirmed: results.reduce((n, r) => n + r.rows, 0) }
}

/** tasks of a campaign with their states now */
async function withStates(deps: CredentialsDeps, campaignId: string, now: string, ids?: readonly string[]) {
  const campaign = await readCampaign(deps.db, deps.city, campaignId)
  const tasks = ids ? (await readTasks(deps.db, deps.city, ids)).filter((t) => t.campaign === campaign.id)
    : (await deps.db.query<TaskRow>(`select ${taskColumns} from credentials.task where city = $1 and campaign = $2 and state in ('TOLD', 'SILENT', 'REPLIED') order by name`, [deps.city, campaign.id])).rows
  const acts = await actsOf(deps.db, deps.city, tasks.map((t) => t.id))
  const states = tasks.map((task) => {
    const item = termsOf(campaign, task)
    return { task, item, state: fold(taskProcedure, acts.get(task.id) ?? [], { now, calendar: deps.calendar(), item }).state }
  })
  return { campaign, states }
}

/** What could be confirmed together now, before anything is done: how many, for which reasons, which bodies are to be named one by one. */
export async function confirmableNow(deps: CredentialsDeps, campaignId: string, now: string) {
  const { campaign, states } = await withStates(deps, campaignId, now)
  const ripe = states.filter((s) => stateToday(s.task, now.slice(0, 10)) !== 'TOLD').map((s) => ({ ...s, rows: plainRemovals(s.state) })).filter((s) => s.rows.length)
  const { rows: reasons } = await deps.db.query<{ code: string; count: number }>(
    `select coalesce(r.primary_reason, '') as code, count(*)::int as count from credentials.roster_row r join jsonb_to_recordset($3::jsonb) as k(task uuid, list text, row int) on k.task = r.task and k.list = r.list and k.row = r.row
     where r.city = $1 and r.campaign = $2 group by 1 order by 2 desc, 1`,
    [deps.city, campaign.id, JSON.stringify(ripe.flatMap((s) => s.rows.map((k) => ({ task: s.task.id, list: k.split('/')[0], row: Number(k.split('/')[1]) }))))])
  const names = new Map([...ruleNames(campaign, 'supervisors'), ...ruleNames(campaign, 'officers')])
  return {
    bodies: ripe.map(({ task, state, rows, item }) => {
      const share = shareRemoved(state, rows)
      return { id: task.id, seq: task.seq, name: task.name, rows: rows.length, officers: rows.filter((k) => k.startsWith('officers/')).length, share: Math.round(share * 10) / 10, byName: share > item.removalShare }
    }),
    rows: ripe.reduce((n, s) => n + s.rows.length, 0), byReason: named(reasons, names), waiting: states.filter((s) => s.state.state === 'TOLD').length,
    objected: states.reduce((n, s) => n + openRows(s.state).filter((k) => s.state.rows[k]!.answer && s.state.rows[k]!.answer!.how !== 'agree').length, 0), share: states[0]?.item.removalShare ?? 30,
  }
}

/** tries that take off, in each of these bodies, everybody proposed for it whom the body agreed to or was silent about */
export async function removalTries(deps: CredentialsDeps, campaignId: string, now: string, asked: readonly { id: string; seq: number; byName?: string | undefined }[]): Promise<TaskTry[]> {
  const { states } = await withStates(deps, campaignId, now, asked.map((a) => a.id))
  const byId = new Map(states.map((s) => [s.task.id, s]))
  return asked.flatMap((a) => {
    const s = byId.get(a.id)
    return s ? [{ id: a.id, seq: a.seq, type: 'confirmRemove', payload: { rows: plainRemovals(s.state), ...(a.byName ? { byName: a.byName } : {}) } }] : []
  })
}

/** tries that put right, in each of these bodies, what the audit proposed and the body agreed to (or was silent about), where there is one value to put */
export async function correctionTries(deps: CredentialsDeps, campaignId: string, now: string, asked: readonly { id: string; seq: number }[]): Promise<TaskTry[]> {
  const { states } = await withStates(deps, campaignId, now, asked.map((a) => a.id))
  const { rows } = await deps.db.query<{ task: string; list: string; row: number; corrections: { field: string; expected: string | null }[] }>(
    `select task, list, row, corrections from credentials.roster_row where city = $1 and task = any($2::uuid[]) and verdict = 'CORRECT'`, [deps.city, states.map((s) => s.task.id)])
  const seen = new Map(asked.map((a) => [a.id, a.seq]))
  return states.flatMap(({ task, state }) => {
    const open = new Set(openRows(state).filter((k) => (state.rows[k]!.answer?.how ?? 'agree') === 'agree'))
    const mine = rows.filter((r) => r.task === task.id && open.has(`${r.list}/${r.row}`) && r.corrections.length && r.corrections.every((c) => c.expected !== null))
    if (!mine.length) return []
    const values: Record<RowKey, Record<string, string>> = Object.fromEntries(mine.map((r) => [`${r.list}/${r.row}`, Object.fromEntries(r.corrections.map((c) => [c.field, c.expected!]))]))
    return [{ id: task.id, seq: seen.get(task.id)!, type: 'correct', payload: { corrections: mine.flatMap((r) => r.corrections.map((c) => ({ key: `${r.list}/${r.row}`, field: c.field }))) }, personal: { values } }]
  })
}
