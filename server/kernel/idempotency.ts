import { Answer, type Ctx } from './http/context.ts'
import { BadInput, Busy, Changed, ownFinding, Refusal } from './http/errors.ts'
import { Unavailable, violatedUnique, type Db, type Queryable, type Tx } from './db.ts'

/**
 * Exactly-once contract (trust.md 3.2): the answer is stored in the transaction of its effect under (city, actor, key).
 * Same key and same body → the stored answer; same key and another body → 422; still running elsewhere → 409 with
 * Retry-After; refusals and faults are never stored, so a corrected retry is judged anew. Kept 30 days.
 */
export interface Stored { status: number; body: unknown }

/** columns of kernel.idempotency in the order in which `kept()` gives values; a hot path inserts them in its own statement */
export const keptColumns = 'city, actor, key, request_hash, status, body'
/** name of the key that a second insert violates (violatedUnique) */
export const keptKey = 'idempotency_pkey'

/** who the key belongs to: the person, or the address class of nobody */
export const actorOf = (ctx: Pick<Ctx, 'session'>): string => ctx.session?.person ?? 'nobody'

/** values for keptColumns after `city`; refuses BadInput when the endpoint was called without a key */
export function kept(ctx: Ctx, status: number, body: unknown): { actor: string; key: string; requestHash: Buffer; status: number; body: unknown } {
  return { actor: actorOf(ctx), key: keyOf(ctx), requestHash: ctx.requestHash, status, body }
}

function keyOf(ctx: Ctx): string {
  if (!ctx.idempotencyKey) throw new Error('this endpoint takes no Idempotency-Key')
  return ctx.idempotencyKey
}

const findSql = `select request_hash, status, body from kernel.idempotency where city = $1 and actor = $2 and key = $3`

/** The stored answer of this very request, if there is one. Refuses 422 when the key was used for something else. */
export async function answered(on: Queryable, ctx: Ctx): Promise<Answer<any> | undefined> {
  const row = (await on.query<Stored & { request_hash: Buffer }>(findSql, [ctx.city, actorOf(ctx), keyOf(ctx)])).rows[0]
  if (!row || row.status === running) return undefined
  if (!row.request_hash.equals(ctx.requestHash)) throw otherBody()
  return new Answer(row.body, row.status, seqOf(row.body), null, true)
}

/** ETag is the sequence number of the last act (settled.md 8), which outputs carry as `seq` */
export const seqOf = (body: unknown): number | null => {
  const seq = (body as { seq?: unknown } | null)?.seq
  return typeof seq === 'number' ? seq : null
}

const otherBody = () => new BadInput('这个提交编号已经用于另一份内容。请刷新页面后重新提交', {
  code: 'E-KEY-REUSED', findings: [ownFinding('kernel/idempotency#other-body', 'E-KEY-REUSED', '同一个 Idempotency-Key 只能用于同一份内容', 'Idempotency-Key')],
})
const inFlight = () => new Busy(409, 'E-IN-FLIGHT', '同一次提交正在办理，请稍候几秒再看结果，不必重新填写', 2)

/** status of a row whose transaction is still open; nobody else can see it */
const running = 0

/**
 * Takes the key for this transaction, or gives the answer that was stored under it. Waits for a transaction that holds
 * the key (up to the pool's lock timeout), then refuses 409 with Retry-After.
 */
export async function claim(tx: Tx, ctx: Ctx): Promise<'new' | Answer<any>> {
  try {
    const { rowCount } = await tx.query(
      `insert into kernel.idempotency (${keptColumns}) values ($1, $2, $3, $4, ${running}, null) on conflict (city, actor, key) do nothing`,
      [ctx.city, actorOf(ctx), keyOf(ctx), ctx.requestHash])
    if (rowCount) return 'new'
  } catch (error) {
    if (error instanceof Unavailable && error.reason === 'busy') throw inFlight()
    throw error
  }
  const stored = await answered(tx, ctx)
  if (!stored) throw inFlight()
  return stored
}

/** stores the answer of a claimed key, in the same transaction */
export async function store(tx: Tx, ctx: Ctx, status: number, body: unknown): Promise<void> {
  await tx.query(`update kernel.idempotency set status = $4, body = $5 where city = $1 and actor = $2 and key = $3`,
    [ctx.city, actorOf(ctx), keyOf(ctx), status, JSON.stringify(body)])
}

/**
 * For ordinary modules: claim, effect and stored answer in one transaction. `effect` runs once for each key; what it
 * throws rolls everything back and is stored nowhere.
 */
export function mutate<T>(db: Db, ctx: Ctx, effect: (tx: Tx) => Promise<T | Answer<T>>): Promise<Answer<T>> {
  return db.tx(async (tx) => {
    const claimed = await claim(tx, ctx)
    if (claimed !== 'new') return claimed
    const result = await effect(tx)
    const answer = result instanceof Answer ? result : new Answer(result, 200, seqOf(result), null)
    await store(tx, ctx, answer.status, answer.body)
    return answer
  })
}

/**
 * For a hot path that inserts the kept answer itself, in its last statement: runs `effect`, and where that fails because
 * the same request was already done (the key is taken, or the thing has moved on by our own first attempt), gives the
 * stored answer instead. Costs nothing when all goes well.
 */
export async function once<T>(db: Db, ctx: Ctx, effect: () => Promise<T | Answer<T>>): Promise<Answer<T>> {
  try {
    const result = await effect()
    return result instanceof Answer ? result : new Answer(result, 200, seqOf(result), null)
  } catch (error) {
    const again = violatedUnique(error) === keptKey || error instanceof Refusal || error instanceof Changed
    const stored = again ? await answered(db, ctx) : undefined
    if (!stored) throw violatedUnique(error) === keptKey ? inFlight() : error
    return stored
  }
}

/** removes answers older than 30 days; for a job */
export async function sweepKept(db: Db, city: string): Promise<number> {
  return (await db.query(`delete from kernel.idempotency where city = $1 and created < now() - interval '30 days'`, [city])).rowCount
}
