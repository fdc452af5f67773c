import { batchStateAt, trainingBatch, type BatchState, type Listed } from '../../../../law/credential/trainingBatch.ts'
import type { CourseKind } from '../../../../law/credential/trainingKinds.ts'
import type { Queryable, Tx } from '../../../kernel/db.ts'
import { instant, millisecondsAt } from '../../../kernel/clock.ts'
import { BadInput, NotFound, type Ctx } from '../../../kernel/http/index.ts'
import { isUuid, uuidv7 } from '../../../kernel/ids.ts'
import type { Acting } from '../../casework/index.ts'
import { perform, recordLapsed, traced, type Attempt } from '../acts.ts'
import type { TrainingDeps } from './index.ts'

/* Batches: rows for lists, acts for what happened to them. */

export interface BatchRow {
  id: string
  course: { id: string; title: string; kind: CourseKind; laws: string[]; hours: number; offJob: boolean }
  lecturer: string | null
  place: string
  address: string
  startsAt: string
  endsAt: string
  capacity: number
  early: number
  late: number
  state: BatchState['state']
  listed: 'planned' | 'open' | null
  seq: number
  enrolled: number
  waiting: number
  present: number
  left: number
}

const columns = `b.id, jsonb_build_object('id', c.id, 'title', c.title, 'kind', c.kind, 'laws', c.laws, 'hours', c.hours, 'offJob', c.off_job) as course, b.lecturer, b.place, b.address, b.starts_at as "startsAt", b.ends_at as "endsAt",
  b.capacity, b.early, b.late, b.state, b.listed, b.seq, n.*`
const from = `credentials.training_batch b join credentials.training_course c on c.city = b.city and c.id = b.course
  cross join lateral (select count(*) filter (where s.state = 'enrolled')::int as enrolled, count(*) filter (where s.state = 'waiting')::int as waiting,
    count(*) filter (where s.signed_in_at is not null and not s.struck)::int as present, count(*) filter (where s.signed_out_at is not null and not s.struck)::int as left
    from credentials.training_seat s where s.city = b.city and s.batch = b.id) n`

/** one batch; refuses NotFound. `lock` holds its row until the end of the transaction */
export async function batchById(on: Queryable, city: string, id: string, lock = false): Promise<BatchRow> {
  if (lock) await on.query(`select 1 from credentials.training_batch where city = $1 and id = $2 for update`, [city, id])
  const row = isUuid(id) ? (await on.query<BatchRow>(`select ${columns} from ${from} where b.city = $1 and b.id = $2`, [city, id])).rows[0] : undefined
  if (!row) throw new NotFound()
  return row
}

/** batches whose ids these are, in the order of time */
export async function batchesByIds(on: Queryable, city: string, ids: readonly string[]): Promise<BatchRow[]> {
  return (await on.query<BatchRow>(`select ${columns} from ${from} where b.city = $1 and b.id = any($2::uuid[]) order by b.starts_at, b.id`, [city, ids])).rows
}

/** what a screen is told of a batch at an instant */
export function batchView(row: BatchRow, now: string) {
  const { listed: _, ...view } = row
  const state = batchStateAt(row, now) as Exclude<BatchState['state'], 'new'>
  return { ...view, state, stateName: trainingBatch.states[state]! }
}

/** batches of a year by keyset (start, id) */
export async function listBatches(deps: TrainingDeps, o: { year: number; course?: string | undefined; cursor?: string | undefined; limit: number }, now: string) {
  const [at, id] = o.cursor?.split('|') ?? []
  if (o.cursor !== undefined && !(at && id && isUuid(id) && !Number.isNaN(Date.parse(at)))) throw new BadInput('翻页的位置不对，请从第一页开始')
  const { rows } = await deps.db.query<BatchRow>(
    `select ${columns} from ${from} where b.city = $1 and b.starts_at >= $2 and b.starts_at < $3 and ($4::uuid is null or b.course = $4) and ($5::timestamptz is null or (b.starts_at, b.id) > ($5, $6::uuid))
     order by b.starts_at, b.id limit $7`,
    [deps.city, `${o.year}-01-01T00:00:00+08:00`, `${o.year + 1}-01-01T00:00:00+08:00`, o.course ?? null, at ?? null, id ?? null, o.limit])
  const last = rows.length === o.limit ? rows.at(-1) : undefined
  return { year: o.year, items: rows.map((r) => batchView(r, now)), next: last ? `${last.startsAt}|${last.id}` : null }
}

/** a typed local time of China as an instant; refuses a day that does not exist */
export function typedInstant(text: string, at: string): string {
  try {
    return instant(millisecondsAt(text))
  } catch (e) {
    throw new BadInput(`${at === 'startsAt' ? '开始' : '结束'}时间${(e as Error).message}`)
  }
}

export function actingFor(ctx: Ctx): Acting {
  return { person: ctx.person, role: 'supervisor', organ: ctx.grants.find((g) => g.role === 'supervisor')?.organ ?? null, code: 'SUP' }
}

const termsOf = (row: Pick<BatchRow, 'listed' | 'startsAt' | 'endsAt' | 'early' | 'late'> | undefined): Listed => (row?.listed ? { state: row.listed, startsAt: row.startsAt, endsAt: row.endsAt, early: row.early, late: row.late } : null)

export interface PlanInput { course: string; lecturer?: string | undefined; place: string; address: string; startsAt: string; endsAt: string; capacity: number }

/** plans a batch of a course; refuses as law/credential/trainingBatch.ts says, and a course that there is not */
export async function planBatch(deps: TrainingDeps, ctx: Ctx, tx: Tx, input: PlanInput): Promise<BatchRow> {
  const course = (await tx.query<{ hours: string }>(`select hours from credentials.training_course where city = $1 and id = $2`, [deps.city, input.course])).rows[0]
  if (!course) throw new BadInput('没有这门课程，请先新增课程')
  const id = uuidv7()
  const { early, late, classMinutes } = deps.settings
  const times = { startsAt: typedInstant(input.startsAt, 'startsAt'), endsAt: typedInstant(input.endsAt, 'endsAt') }
  const acting = actingFor(ctx)
  const payload = { course: input.course, ...times, capacity: input.capacity, early, late, hours: Number(course.hours), classMinutes }
  const [out] = await perform<BatchState, Listed>(deps, tx, [{ kind: 'batch', file: id, procedure: trainingBatch, terms: null, type: 'plan', payload, acting }], ctx.legalNow)
  await tx.query(
    `insert into credentials.training_batch (city, id, course, lecturer, place, address, starts_at, ends_at, capacity, early, late, state, seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [deps.city, id, input.course, input.lecturer ?? null, input.place, input.address, times.startsAt, times.endsAt, input.capacity, early, late, out!.state.state, out!.state.seq])
  return batchById(tx, deps.city, id)
}

type Step = { type: 'open' } | { type: 'cancel'; reason: string | undefined } | { type: 'move'; startsAt: string; endsAt: string; place: string; address: string }

/** one act of the organiser on a batch. Refuses by state and rule, leaving a trace. */
export function actOnBatch(deps: TrainingDeps, ctx: Ctx, id: string, step: Step, within: (effect: (tx: Tx) => Promise<{ id: string }>) => Promise<unknown>): Promise<unknown> {
  const acting = actingFor(ctx)
  return traced(deps, ctx, { kind: 'batch', file: id, type: step.type, acting }, () => within(async (tx) => {
    const row = await batchById(tx, deps.city, id, true)
    const times = step.type === 'move' ? { startsAt: typedInstant(step.startsAt, 'startsAt'), endsAt: typedInstant(step.endsAt, 'endsAt') } : {}
    const payload = step.type === 'move' ? { course: row.course.id, ...times, capacity: row.capacity, early: row.early, late: row.late, hours: row.course.hours, classMinutes: deps.settings.classMinutes } : {}
    const attempt: Attempt<BatchState, Listed> = { kind: 'batch', file: id, procedure: trainingBatch, terms: termsOf(row), type: step.type, payload, acting, ...(step.type === 'cancel' ? { personal: { reason: step.reason } } : {}) }
    const [out] = await perform(deps, tx, [attempt], ctx.legalNow)
    await project(deps, tx, id, out!.state)
    if (step.type === 'move') await tx.query(`update credentials.training_batch set starts_at = $3, ends_at = $4, place = $5, address = $6 where city = $1 and id = $2`, [deps.city, id, times.startsAt, times.endsAt, step.place, step.address])
    return { id }
  }))
}

async function project(deps: TrainingDeps, tx: Tx, id: string, state: BatchState): Promise<void> {
  await tx.query(`update credentials.training_batch set state = $3, seq = $4 where city = $1 and id = $2`, [deps.city, id, state.state, state.seq])
}

/** why a batch was cancelled, for those who were enrolled */
export async function reasonOf(deps: TrainingDeps, id: string): Promise<string | null> {
  const { rows } = await deps.db.query<{ body: string }>(`select body #>> '{}' as body from credentials.particular where city = $1 and file = $2 and field = 'reason' order by act_seq desc limit 1`, [deps.city, id])
  return rows[0]?.body ?? null
}

/** puts on record what time did: batches that began or closed. How many acts were due */
export async function ringBatches(deps: TrainingDeps): Promise<number> {
  const now = deps.clock.legal()
  const { rows } = await deps.db.query<{ id: string }>(
    `select id from credentials.training_batch where city = $1 and ((state in ('planned', 'open') and starts_at - early * interval '1 minute' <= $2) or (state = 'running' and ends_at + late * interval '1 minute' <= $2)) order by starts_at limit 100`,
    [deps.city, now])
  let done = 0
  for (const { id } of rows) {
    await deps.db.tx(async (tx) => {
      const row = await batchById(tx, deps.city, id, true)
      const state = await recordLapsed(deps, tx, { kind: 'batch', file: id, procedure: trainingBatch, terms: termsOf(row) })
      if (!state) return
      await project(deps, tx, id, state)
      done++
    })
  }
  return done
}
