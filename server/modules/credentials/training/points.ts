import { demonstrationPoint, recheckDue, type PointState } from '../../../../law/credential/demonstrationPoint.ts'
import type { TrainingSettings } from '../../../../law/credential/trainingSettings.ts'
import { allowed } from '../../../../law/kernel/procedure.ts'
import type { Queryable, Tx } from '../../../kernel/db.ts'
import { BadInput, NotFound, type Ctx } from '../../../kernel/http/index.ts'
import { isUuid, uuidv7 } from '../../../kernel/ids.ts'
import type { Acting } from '../../casework/index.ts'
import { perform, recordLapsed, traced } from '../acts.ts'
import { actingFor } from './batches.ts'
import { nameOf } from './hours.ts'
import type { TrainingDeps } from './index.ts'

/* 服务型行政执法示范点: a small register; what happened to each point is acts. */

interface PointRow {
  id: string; organ: string; name: string; place: string; state: Exclude<PointState['state'], 'new'>; appliedOn: string; noticeUntil: string | null; namedOn: string | null; validTo: string | null; recheckedOn: string | null; seq: number
}

const columns = `id, organ, name, place, state, applied_on as "appliedOn", notice_until as "noticeUntil", named_on as "namedOn", valid_to as "validTo", rechecked_on as "recheckedOn", seq`

export async function pointById(on: Queryable, city: string, id: string, lock = false): Promise<PointRow> {
  const row = isUuid(id) ? (await on.query<PointRow>(`select ${columns} from credentials.training_point where city = $1 and id = $2${lock ? ' for update' : ''}`, [city, id])).rows[0] : undefined
  if (!row) throw new NotFound()
  return row
}

export function pointView(deps: TrainingDeps, row: PointRow, now: string, ctx: Pick<Ctx, 'grants'>) {
  const today = now.slice(0, 10)
  const over = row.state === 'named' && row.validTo !== null && today > row.validTo
  const state = over ? 'expired' : row.state
  const due = over ? undefined : recheckDue({ state, ...(row.namedOn ? { namedOn: row.namedOn } : {}), ...(row.recheckedOn ? { recheckedOn: row.recheckedOn } : {}) })
  const { recheckedOn: _, ...view } = row
  const can = ctx.grants.some((g) => g.role === 'supervisor') ? allowed(demonstrationPoint, { state, clocks: {}, seq: row.seq }, 'SUP') : []
  return { ...view, state, stateName: demonstrationPoint.states[state]!, organName: nameOf(deps, row.organ), recheckDue: due ?? null, lamp: !due || due >= today ? 'green' as const : 'red' as const, can }
}

/** points by keyset; `organs` null = all of the city */
export async function listPoints(deps: TrainingDeps, ctx: Ctx, o: { cursor?: string | undefined; limit: number }, organs: readonly string[] | null) {
  if (o.cursor !== undefined && !isUuid(o.cursor)) throw new BadInput('翻页的位置不对，请从第一页开始')
  const { rows } = await deps.db.query<PointRow>(
    `select ${columns} from credentials.training_point where city = $1 and ($2::text[] is null or organ = any($2)) and ($3::uuid is null or id < $3) order by id desc limit $4`, [deps.city, organs, o.cursor ?? null, o.limit])
  return { items: rows.map((r) => pointView(deps, r, ctx.legalNow, ctx)), next: rows.length === o.limit ? rows.at(-1)!.id : null }
}

/** an organ applies for one of its places */
export async function apply(deps: TrainingDeps, ctx: Ctx, tx: Tx, acting: Acting, o: { organ: string; name: string; place: string; text: string }): Promise<PointRow> {
  const id = uuidv7()
  const [out] = await perform<PointState, TrainingSettings>(deps, tx, [{ kind: 'demoPoint', file: id, procedure: demonstrationPoint, terms: deps.settings, type: 'apply', payload: { organ: o.organ }, personal: { text: o.text }, acting }], ctx.legalNow)
  await tx.query(`insert into credentials.training_point (city, id, organ, name, place, state, applied_on, seq) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [deps.city, id, o.organ, o.name, o.place, out!.state.state, ctx.legalNow.slice(0, 10), out!.state.seq])
  return pointById(tx, deps.city, id)
}

type Step = { type: string; text?: string | undefined; reason?: string | undefined; [field: string]: unknown }

/** one act of the supervisors on a point. Refuses by state and rule, leaving a trace. */
export function actOnPoint(deps: TrainingDeps, ctx: Ctx, id: string, { type, text, reason, ...payload }: Step, within: (effect: (tx: Tx) => Promise<{ id: string }>) => Promise<unknown>): Promise<unknown> {
  const acting = actingFor(ctx)
  return traced(deps, ctx, { kind: 'demoPoint', file: id, type, acting }, () => within(async (tx) => {
    await pointById(tx, deps.city, id, true)
    const [out] = await perform<PointState, TrainingSettings>(deps, tx, [{ kind: 'demoPoint', file: id, procedure: demonstrationPoint, terms: deps.settings, type, payload, personal: { text, reason }, acting }], ctx.legalNow)
    await project(deps, tx, id, out!.state)
    return { id }
  }))
}

async function project(deps: TrainingDeps, tx: Tx, id: string, s: PointState): Promise<void> {
  await tx.query(`update credentials.training_point set state = $3, seq = $4, notice_until = $5, named_on = $6, valid_to = $7, rechecked_on = $8 where city = $1 and id = $2`,
    [deps.city, id, s.state, s.seq, s.clocks.notice?.due ?? null, s.namedOn ?? null, s.validTo ?? null, s.recheckedOn ?? null])
}

/** puts on record the points whose naming ran out */
export async function ringPoints(deps: TrainingDeps): Promise<number> {
  const { rows } = await deps.db.query<{ id: string }>(`select id from credentials.training_point where city = $1 and state = 'named' and valid_to < $2 limit 100`, [deps.city, deps.clock.today()])
  for (const { id } of rows) await deps.db.tx(async (tx) => {
    await pointById(tx, deps.city, id, true)
    const state = await recordLapsed(deps, tx, { kind: 'demoPoint', file: id, procedure: demonstrationPoint, terms: deps.settings })
    if (state) await project(deps, tx, id, state)
  })
  return rows.length
}
