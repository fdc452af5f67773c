import { batchStateAt } from '../../../../law/credential/trainingBatch.ts'
import { countsForTeam } from '../../../../law/credential/trainingKinds.ts'
import { requiredHours } from '../../../../law/credential/trainingHours.ts'
import type { Tx } from '../../../kernel/db.ts'
import { ownFinding, Refusal, type Ctx } from '../../../kernel/http/index.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import { append, digest } from '../../../kernel/journal/index.ts'
import { batchById, type BatchRow } from './batches.ts'
import type { TrainingDeps } from './index.ts'
import { ofAccounts, officersOf, ofRegister, population, teamOf, type Learner } from './learners.ts'
import { readNumbers, readPeople, type ListError, type Listed } from './lists.ts'
import { hoursSql } from './hours.ts'

/* Who takes part: enrolled until the room is full, then waiting in the order in which they came. */

export interface WantedInput { all?: 'short' | 'everybody' | undefined; idNumbers?: string[] | undefined; csv?: string | undefined; learners?: string[] | undefined; organs?: string[] | undefined; teams?: string[] | undefined }
export interface EnrolledOutput { enrolled: number; waiting: number; already: number; errors: ListError[] }
interface Wanted { learner: string; organ: string | null; member: boolean }

/** Enrols whom the input names; `organ`: only people of this one (its administrator), null = of the whole city (the organiser). Refuses a batch that takes nobody any more. */
export async function enrol(deps: TrainingDeps, ctx: Ctx, tx: Tx, id: string, input: WantedInput, organ: string | null): Promise<EnrolledOutput> {
  const row = await batchById(tx, deps.city, id, true)
  mayEnrol(row, ctx.legalNow, organ === null)
  const errors: ListError[] = []
  const wanted: Wanted[] = []
  const lists = [input.csv ? await readPeople(input.csv) : undefined, input.idNumbers ? readNumbers(input.idNumbers) : undefined]
  for (const o of organ !== null ? [organ] : input.organs ?? []) await officersOf(deps, tx, o)
  if (organ !== null && input.all) wanted.push(...(await ofOrgan(deps, tx, organ, input.all, Number(row.startsAt.slice(0, 4)))))
  if (organ === null) for (const o of input.organs ?? []) wanted.push(...(await ofOrgan(deps, tx, o, input.all ?? 'everybody', Number(row.startsAt.slice(0, 4)))))
  for (const list of lists) if (list) {
    errors.push(...list.errors)
    wanted.push(...(await named(deps, tx, list.rows, organ, errors)))
  }
  if (input.learners?.length) wanted.push(...(await known(deps, tx, input.learners, organ)))
  for (const team of organ === null ? input.teams ?? [] : []) {
    const members = await ofAccounts(deps, tx, (await teamOf(deps, team)).map((p) => p.id), team, false)
    if (!members.length) errors.push({ line: 0, message: `名录里没有 ${team} 的领导班子成员` })
    wanted.push(...members.map((m) => ({ learner: m.id, organ: team, member: true })))
  }
  const unique = [...new Map(wanted.map((w) => [w.learner, w])).values()]
  const out = await seat(deps, tx, row, unique)
  if (out.enrolled + out.waiting > 0) await note(deps, ctx, tx, 'enrolled', id, organ, { list: digest(unique.map((w) => w.learner).sort()) })
  return { ...out, errors: errors.slice(0, 500) }
}

function mayEnrol(row: BatchRow, now: string, organiser: boolean): void {
  const state = batchStateAt(row, now)
  if (state === 'open' || (organiser && (state === 'planned' || state === 'running'))) return
  const said = { new: '还没有安排', planned: '还没有开放报名', open: '', running: '已经开始签到，报名请找组织者', closed: '已经结束', cancelled: '已经取消' }[state]
  throw new Refusal([ownFinding('credentials/training/enrolment#open', 'E-STATE', `这一期${said}，不能报名`)])
}

/** everybody of an organ's bodies, or those who are short of the hours of the year and not yet enrolled anywhere for them */
async function ofOrgan(deps: TrainingDeps, tx: Tx, organ: string, which: 'short' | 'everybody', year: number): Promise<Wanted[]> {
  const { rows } = await tx.query<{ idNumber: string }>(
    `select p.id_number as "idNumber" from ${population} p left join (${hoursSql}) t on t.id_number = p.id_number where p.organ = $3 and ($4::numeric is null or coalesce(t.hours, 0) < $4)`,
    [deps.city, year, organ, which === 'short' ? requiredHours(year, deps.settings).hours : null])
  return wantedOf(deps, tx, rows.map((r) => r.idNumber), organ)
}

async function wantedOf(deps: TrainingDeps, tx: Tx, idNumbers: readonly string[], organ: string | null): Promise<Wanted[]> {
  if (!idNumbers.length) return []
  await ofRegister(tx, deps.city, idNumbers)
  const { rows } = await tx.query<{ id: string; organ: string | null }>(`select id, organ from credentials.training_learner where city = $1 and id_number = any($2) and officer order by id`, [deps.city, idNumbers])
  return rows.map((r) => ({ learner: r.id, organ: organ ?? r.organ, member: false }))
}

/** people of a list; who is not found in the organ (or, for the organiser, in the city) is told by line, and so is a name that does not fit */
async function named(deps: TrainingDeps, tx: Tx, list: readonly Listed[], organ: string | null, errors: ListError[]): Promise<Wanted[]> {
  const { rows } = await tx.query<{ idNumber: string; name: string }>(
    `select p.id_number as "idNumber", min(p.name) as name from ${population} p where p.id_number = any($2) and ($3::text is null or p.organ = $3) group by 1`, [deps.city, list.map((r) => r.idNumber), organ])
  const found = new Map(rows.map((r) => [r.idNumber, r.name]))
  const seen = new Set<string>()
  const good = list.filter((r) => {
    const name = found.get(r.idNumber)
    const fault = seen.has(r.idNumber) ? '这个身份证号在名单里重复' : name === undefined ? (organ === null ? '没有这个身份证号的执法人员' : '本单位没有这个身份证号的执法人员') : r.name && r.name !== name ? '姓名与登记的不一致，请核对' : undefined
    if (fault) errors.push({ line: r.line, message: fault })
    else seen.add(r.idNumber)
    return !fault
  })
  return wantedOf(deps, tx, good.map((r) => r.idNumber), organ)
}

/** people chosen in a list on the screen, by the ids that it showed */
async function known(deps: TrainingDeps, tx: Tx, pids: readonly string[], organ: string | null): Promise<Wanted[]> {
  const { rows } = await tx.query<{ idNumber: string }>(`select p.id_number as "idNumber" from ${population} p where p.pid = any($2::uuid[]) and ($3::text is null or p.organ = $3)`, [deps.city, pids, organ])
  return wantedOf(deps, tx, rows.map((r) => r.idNumber), organ)
}

/** Seats people in the order given; who has a seat keeps it. The caller has locked the batch. */
export async function seat(deps: TrainingDeps, tx: Tx, row: BatchRow, wanted: readonly Wanted[]): Promise<{ enrolled: number; waiting: number; already: number }> {
  if (!wanted.length) return { enrolled: 0, waiting: 0, already: 0 }
  const member = (w: Wanted) => w.member && countsForTeam(row.course.kind)
  const { rows } = await tx.query<{ state: string }>(
    `with want as (select * from jsonb_to_recordset($3::jsonb) as w(learner uuid, organ text, member boolean, turn uuid)),
       fresh as (select w.*, row_number() over (order by w.turn) as n from want w left join credentials.training_seat s on s.city = $1 and s.batch = $2 and s.learner = w.learner where s.learner is null or s.state = 'dropped')
     insert into credentials.training_seat (city, batch, learner, organ, member, state, turn, year)
     select $1, $2, f.learner, f.organ, f.member, case when f.n <= $4 then 'enrolled' else 'waiting' end, f.turn, $5 from fresh f
     on conflict (city, batch, learner) do update set state = excluded.state, organ = excluded.organ, member = excluded.member, turn = excluded.turn
     returning state`,
    [deps.city, row.id, JSON.stringify(wanted.map((w) => ({ ...w, member: member(w), turn: uuidv7() }))), Math.max(0, row.capacity - row.enrolled), Number(row.startsAt.slice(0, 4))])
  const enrolled = rows.filter((r) => r.state === 'enrolled').length
  return { enrolled, waiting: rows.length - enrolled, already: wanted.length - rows.length }
}

/** one person enrols themself; refuses a batch that is not open */
export async function joinOne(deps: TrainingDeps, ctx: Ctx, tx: Tx, id: string, learner: Learner): Promise<'enrolled' | 'waiting'> {
  const row = await batchById(tx, deps.city, id, true)
  const before = await stateOf(deps, tx, id, learner.id)
  if (before === 'enrolled' || before === 'waiting') return before
  mayEnrol(row, ctx.legalNow, false)
  const out = await seat(deps, tx, row, [{ learner: learner.id, organ: learner.organ, member: !learner.officer }])
  await note(deps, ctx, tx, 'enrolled', id, learner.organ, { list: digest([learner.id]) })
  return out.enrolled ? 'enrolled' : 'waiting'
}

/** gives a seat back before the batch begins; who waits moves up. `organ`: only a seat that this one took */
export async function dropOne(deps: TrainingDeps, ctx: Ctx, tx: Tx, id: string, learner: string, organ: string | null): Promise<{ dropped: boolean; movedUp: number }> {
  const row = await batchById(tx, deps.city, id, true)
  const state = batchStateAt(row, ctx.legalNow)
  if (state !== 'planned' && state !== 'open') throw new Refusal([ownFinding('credentials/training/enrolment#before', 'E-STATE', '这一期已经开始或者结束，不能再取消报名')])
  const { rowCount } = await tx.query(`update credentials.training_seat set state = 'dropped' where city = $1 and batch = $2 and learner = $3 and state <> 'dropped' and ($4::text is null or organ = $4)`, [deps.city, id, learner, organ])
  if (!rowCount) return { dropped: false, movedUp: 0 }
  const up = await tx.query(
    `update credentials.training_seat s set state = 'enrolled' where s.city = $1 and s.batch = $2 and s.learner in (
       select w.learner from credentials.training_seat w where w.city = $1 and w.batch = $2 and w.state = 'waiting' order by w.turn
       limit greatest(0, $3 - (select count(*) from credentials.training_seat e where e.city = $1 and e.batch = $2 and e.state = 'enrolled')))`, [deps.city, id, row.capacity])
  await note(deps, ctx, tx, 'dropped', id, organ, { list: digest([learner]) })
  return { dropped: true, movedUp: up.rowCount }
}

export async function stateOf(deps: TrainingDeps, on: Pick<Tx, 'query'>, id: string, learner: string | undefined): Promise<'enrolled' | 'waiting' | 'dropped' | undefined> {
  if (!learner) return undefined
  return (await on.query<{ state: 'enrolled' | 'waiting' | 'dropped' }>(`select state from credentials.training_seat where city = $1 and batch = $2 and learner = $3`, [deps.city, id, learner])).rows[0]?.state
}

/** the entry in the log of something that is no act: who did what to which batch; about whom is a digest or a pseudonym */
export async function note(deps: TrainingDeps, ctx: Ctx, tx: Tx, type: string, batch: string, organ: string | null, digests: Record<string, string>, about?: string): Promise<void> {
  const role = ctx.grants.find((g) => ['supervisor', 'bodyAdmin', 'officer', 'head', 'gov', 'leader'].includes(g.role))
  await append(tx, deps.city, [deps.journal.prepare({
    type: `credentials.training.${type}`, at: ctx.legalNow, subject: { kind: 'batch', id: batch }, actor: { org: role?.organ ?? organ, role: role?.role ?? 'self', person: ctx.person }, digests,
    ...(about ? { onBehalf: about } : {}),
  }, deps.clock.real())])
}
