import type { Finding } from '../../../../law/kernel/rule.ts'
import { NDX } from '../../../../law/kernel/dates.ts'
import type { Act } from '../../../../law/kernel/procedure.ts'
import { removedRows, type RowKey, type TaskState, type TaskTerms } from '../../../../law/credential/task.ts'
import { taskProcedure } from '../../../../law/credential/taskProcedure.ts'
import type { Acting } from '../../casework/index.ts'
import type { Tx } from '../../../kernel/db.ts'
import { Changed, NotFound, ownFinding } from '../../../kernel/http/errors.ts'
import { actsOf, decided, perform, type Attempt, type Outcome } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import type { Registry } from '../registry/index.ts'
import { drawPapers } from './papers.ts'
import { concernedRows, keyOf, projectTasks, readCampaign, readTasks, termsOf, type CampaignRow, type TaskRow } from './tasks.ts'

/** One act on one body's part, as somebody tries it. */
export interface TaskTry { id: string; /** sequence number that was seen */ seq: number; type: string; payload: Record<string, unknown>; personal?: Record<string, unknown> }
export interface Tried { task: TaskRow; outcome: Outcome<TaskState> }
export interface RefusedTry { task: TaskRow; findings: readonly Finding[] }

export type TaskAttempt = Attempt<TaskState, TaskTerms>

/**
 * Acts on several tasks of one campaign in one transaction, with everything that follows: credentials ended, fields put right, papers drawn up. With
 * `each` a task that may not be acted on stands aside with its findings and the others go on; without it one refusal refuses all.
 */
export async function actOnTasks(deps: CredentialsDeps, registry: Registry, tx: Tx, acting: Acting, now: string, tries: readonly TaskTry[], each: boolean): Promise<{ done: Tried[]; refused: RefusedTry[] }> {
  const tasks = await readTasks(tx, deps.city, tries.map((t) => t.id), 'for update')
  const campaign = await readCampaign(tx, deps.city, tasks[0]!.campaign)
  // each campaign has its own bureau and settings: what belongs to another is not decided by the terms of this one
  if (tasks.some((t) => t.campaign !== campaign.id)) throw new NotFound()
  const concerned = await concernedRows(deps, tx, acting.person, tasks.map((t) => t.id))
  const bySeen = new Map(tries.map((t) => [t.id, t]))
  const attempts = tasks.map((task): TaskAttempt => {
    const { type, payload, personal } = bySeen.get(task.id)!
    return { kind: 'task', file: task.id, procedure: taskProcedure, terms: termsOf(campaign, task), type, payload, acting, facts: { concerned: concerned.get(task.id) ?? [] }, ...(personal ? { personal } : {}) }
  })
  const refused: RefusedTry[] = []
  let passing = attempts
  const acts = await actsOf(tx, deps.city, tasks.map((t) => t.id))
  const changed = (t: TaskRow): boolean => bySeen.get(t.id)!.seq !== t.seq && !onlyLapsed(acts.get(t.id) ?? [], bySeen.get(t.id)!.seq)
  if (each) {
    passing = attempts.filter((a, i) => {
      const task = tasks[i]!
      const findings = changed(task) ? [ownFinding('modules/credentials/campaign/deciding#changed', 'E-CHANGED', `在您查看之后，${task.name}又有变化，请核对后再办理`)] : faultsOf(deps, a, acts.get(task.id) ?? [], now)
      if (findings.length) refused.push({ task, findings })
      return !findings.length
    })
  } else if (tasks.some(changed)) throw new Changed('在您查看之后，这个单位又有变化。请刷新后核对，再决定是否继续')
  if (!passing.length) return { done: [], refused }
  const outcomes = await perform(deps, tx, passing, now)
  await projectTasks(deps, tx, outcomes)
  const byId = new Map(tasks.map((t) => [t.id, t]))
  const done = outcomes.map((outcome) => ({ task: byId.get(outcome.file)!, outcome }))
  await consequences(deps, registry, tx, campaign, done, passing, now)
  return { done, refused }
}

/** what was seen is as it was, save for what the law did by lapse of time meanwhile, which the page told already */
const onlyLapsed = (acts: readonly Act[], seen: number): boolean => seen < acts.length && acts.slice(seen).every((a) => a.actor.code === 'SYS')

function faultsOf(deps: CredentialsDeps, a: TaskAttempt, acts: readonly Act[], now: string): Finding[] {
  const verdict = decided(a, acts, now, deps.calendar())
  return Array.isArray(verdict) ? verdict : []
}

/** rows whose credential ends, or is put right, by this act */
const newlyRemoved = ({ outcome }: Tried): RowKey[] => removedRows(outcome.state).filter((k) => !outcome.before.rows[k]?.decided)

async function consequences(deps: CredentialsDeps, registry: Registry, tx: Tx, campaign: CampaignRow, done: readonly Tried[], attempts: readonly TaskAttempt[], now: string): Promise<void> {
  const { acting } = attempts[0]!
  const changing = done.filter((d) => d.outcome.act.type === 'confirmRemove' || d.outcome.act.type === 'correct')
  if (changing.length) {
    const holders = await holdersOf(deps, tx, changing.map((d) => d.task.id))
    const holder = (task: string, key: RowKey): string[] => holders.get(`${task} ${key}`) ?? []
    const gone = await stillLive(registry, tx, changing.flatMap((d) => newlyRemoved(d).flatMap((k) => holder(d.task.id, k))))
    // the ground is there on the day before, so that the credential ends now and not tomorrow
    await registry.cleanOut(tx, gone, { campaign: campaign.id, on: NDX(now.slice(0, 10), -1), acting })
    const right = done.flatMap((d, i) => d.outcome.act.type !== 'correct' ? [] : Object.entries(attempts[i]!.personal!['values'] as Record<RowKey, Record<string, string>>)
      .flatMap(([key, values]) => holder(d.task.id, key).map((id) => ({ holder: id, values }))))
    const put = right.map((r) => ({ holder: r.holder, values: columnsOf(r.values) })).filter((r) => Object.keys(r.values).length)
    const moved = right.flatMap((r) => (r.values['单位名称'] ? [{ holder: r.holder, bodyName: r.values['单位名称'] }] : []))
    const live = new Set(await stillLive(registry, tx, [...put, ...moved].map((c) => c.holder)))
    await registry.correctMany(tx, put.filter((c) => live.has(c.holder)), acting)
    await registry.moveMany(tx, moved.filter((c) => live.has(c.holder)), acting)
  }
  await drawPapers(deps, tx, campaign, done, now)
}

/** credentials that have not ended meanwhile on another ground */
async function stillLive(registry: Registry, tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (!ids.length) return []
  return (await registry.holders([...new Set(ids)], tx)).filter((h) => h.state !== 'CANCELLED' && h.state !== 'REVOKED').map((h) => h.id)
}

/** what the registry keeps of a person under each heading of a list; the body's name moves the credential; other headings (hours) are put right where they come from */
const registered: Readonly<Record<string, string>> = { 姓名: 'name', 性别: 'sex', 身份证号: 'id_number', 出生日期: 'birth', 岗位: 'post', 职务层次: 'rank', 人员性质: 'establishment', 学历: 'education', 执法领域: 'domain' }
const columnsOf = (values: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(values).flatMap(([heading, v]) => (registered[heading] ? [[registered[heading], v]] : [])))

/** Credentials of flagged rows. One that a row shares with another row of the same person which stays is not among them: it goes on. */
async function holdersOf(deps: CredentialsDeps, tx: Tx, tasks: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ task: string; list: string; row: number; holder: string }>(
    `select task, list, row, holder from credentials.task_row t where city = $1 and task = any($2::uuid[]) and holder is not null
       and not exists (select 1 from credentials.task_row o where o.city = t.city and o.campaign = t.campaign and o.holder = t.holder and (o.task, o.list, o.row) <> (t.task, t.list, t.row) and o.decided is distinct from 'removed')`, [deps.city, tasks])
  return new Map(rows.map((r) => [`${r.task} ${keyOf(r)}`, [r.holder]]))
}

