import { campaignSettings } from '../../../../law/credential/campaign.ts'
import { profiles } from '../../../../law/credential/profiles/index.ts'
import type { RowKey, TaskState, TaskTerms } from '../../../../law/credential/task.ts'
import { openRows, removedRows } from '../../../../law/credential/task.ts'
import { taskProcedure } from '../../../../law/credential/taskProcedure.ts'
import { allowed, fold } from '../../../../law/kernel/procedure.ts'
import type { ActorCode } from '../../../../law/kernel/actor.ts'
import type { Clock } from '../../../../law/kernel/clock.ts'
import type { Queryable, Tx } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/http/errors.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { actsOf, type Outcome } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { settingsOf } from './importing.ts'

export interface CampaignRow {
  id: string; name: string; profile: string; as_of: string; settings: Record<string, string>; lists: Record<string, { name: string; sha256: string; rows: number; broken: number }>; bureau: string; state: string; seq: number
  created_at: string; told_at: string | null; reported_at: string | null
}
export interface TaskRow {
  id: string; campaign: string; name: string; uscc: string; division: string | null; organ: string | null; officers: number; supervisors: number; flagged: number; open: number; answered: number; objected: number
  removed: number; restored: number; corrected: number; removed_officers: number; state: string; told_on: string | null; due: string | null; clock: Clock | null; seq: number
}

export const campaignColumns = 'id, name, profile, as_of, settings, lists, bureau, state, seq, created_at, told_at, reported_at'
export const taskColumns = 'id, campaign, name, uscc, division, organ, officers, supervisors, flagged, open, answered, objected, removed, restored, corrected, removed_officers, state, told_on, due, clock, seq'

/** one campaign; `lock` for an act on it. Refuses NotFound. */
export async function readCampaign(on: Queryable, city: string, id: string, lock = ''): Promise<CampaignRow> {
  const row = isUuid(id) ? (await on.query<CampaignRow>(`select ${campaignColumns} from credentials.campaign where city = $1 and id = $2 ${lock}`, [city, id])).rows[0] : undefined
  if (!row) throw new NotFound('没有这次清理')
  return row
}

/** tasks by id, in the order of their ids (whoever locks several does so in one order). Refuses NotFound where one is missing. */
export async function readTasks(on: Queryable, city: string, ids: readonly string[], lock = ''): Promise<TaskRow[]> {
  if (ids.some((id) => !isUuid(id))) throw new NotFound()
  const { rows } = await on.query<TaskRow>(`select ${taskColumns} from credentials.task where city = $1 and id = any($2::uuid[]) order by id ${lock}`, [city, ids])
  if (rows.length < new Set(ids).size) throw new NotFound()
  return rows
}

/** what stands fixed for a task: from the settings of its campaign */
export function termsOf(campaign: Pick<CampaignRow, 'profile' | 'as_of' | 'settings' | 'bureau'>, task: Pick<TaskRow, 'name' | 'organ'>): TaskTerms {
  const settings = profiles[campaign.profile] ? settingsOf(profiles[campaign.profile]!, campaign.as_of, campaign.settings) : {}
  return {
    name: task.name, organ: task.organ, bureau: campaign.bureau,
    replyDays: Number(settings['replyDays'] ?? campaignSettings.replyDays.value), removalShare: Number(settings['removalShare'] ?? campaignSettings.removalShare.value),
  }
}

export const keyOf = (r: { list: string; row: number }): RowKey => `${r.list}/${r.row}`

/** a task with what the law did meanwhile by lapse of time, though nobody has recorded it yet */
export async function stateOf(deps: CredentialsDeps, on: Queryable, campaign: CampaignRow, task: TaskRow, now: string): Promise<TaskState> {
  const acts = (await actsOf(on, deps.city, [task.id])).get(task.id) ?? []
  return fold(taskProcedure, acts, { now, calendar: deps.calendar(), item: termsOf(campaign, task) }).state
}

export const allowedFor = (state: TaskState, code: ActorCode): string[] => allowed(taskProcedure, state, code)

/** writes the projections of tasks after acts on them, in two statements for all */
export async function projectTasks(deps: CredentialsDeps, tx: Tx, outcomes: readonly Outcome<TaskState>[]): Promise<void> {
  if (!outcomes.length) return
  const tasks = outcomes.map(({ file, state }) => {
    const rows = Object.values(state.rows)
    const decided = (as: string) => rows.filter((r) => r.decided?.as === as).length
    return {
      id: file, state: state.state, seq: state.seq, open: openRows(state).length, answered: rows.filter((r) => r.answer).length, objected: rows.filter((r) => r.answer && r.answer.how !== 'agree').length,
      removed: decided('removed'), restored: decided('restored'), corrected: decided('corrected'), removed_officers: removedRows(state).filter((k) => k.startsWith('officers/')).length,
      told_on: state.told ?? null, due: state.clocks['replyDue']?.due ?? null, clock: state.clocks['replyDue'] ?? null,
    }
  })
  await tx.query(
    `update credentials.task t set state = r.state, seq = r.seq, open = r.open, answered = r.answered, objected = r.objected, removed = r.removed, restored = r.restored, corrected = r.corrected,
       removed_officers = r.removed_officers, told_on = r.told_on, due = r.due, clock = r.clock
     from jsonb_to_recordset($2::jsonb) as r(id uuid, state text, seq int, open int, answered int, objected int, removed int, restored int, corrected int, removed_officers int, told_on date, due date, clock jsonb)
     where t.city = $1 and t.id = r.id`, [deps.city, JSON.stringify(tasks)])
  const rows = outcomes.flatMap(({ file, before, state }) => Object.entries(state.rows).filter(([k, r]) => before.rows[k] !== r).map(([key, r]) => {
    const [list, row] = key.split('/') as [string, string]
    return {
      task: file, list, row: Number(row), answer: r.answer?.how ?? null, answer_on: r.answer?.on ?? null, late: r.answer?.late ?? null, decided: r.decided?.as ?? null, decided_on: r.decided?.on ?? null, note: r.decided?.note ?? null,
    }
  }))
  if (rows.length)
    await tx.query(
      `update credentials.task_row t set answer = r.answer, answer_on = r.answer_on, late = r.late, decided = r.decided, decided_on = r.decided_on, note = r.note
       from jsonb_to_recordset($2::jsonb) as r(task uuid, list text, row int, answer text, answer_on date, late boolean, decided text, decided_on date, note text)
       where t.city = $1 and t.task = r.task and t.list = r.list and t.row = r.row`, [deps.city, JSON.stringify(rows)])
}

/** which flagged rows of these tasks are the person's own (E-SOD-03), by task */
export async function concernedRows(deps: CredentialsDeps, on: Queryable, person: string | null, tasks: readonly string[]): Promise<Map<string, RowKey[]>> {
  const idNumber = person && (await deps.directory.person(person))?.idNumber
  const out = new Map<string, RowKey[]>()
  if (!idNumber) return out
  const { rows } = await on.query<{ task: string; list: string; row: number }>(
    `select task, list, row from credentials.roster_row where city = $1 and person = $2 and task = any($3::uuid[]) and verdict <> 'KEEP'`, [deps.city, idNumber.slice(0, 17), tasks])
  for (const r of rows) out.set(r.task, [...(out.get(r.task) ?? []), keyOf(r)])
  return out
}
