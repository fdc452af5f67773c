import { missingFields } from '../../../law/item/form.ts'
import { procedureFor } from '../../../law/permit/index.ts'
import type { BodyOf } from '../../../contract/endpoint.ts'
import { acts, type Done as DoneShape } from '../../../contract/casework.ts'
import { roles } from '../../../contract/roles.ts'
import { Changed, Refusal } from '../../kernel/http/errors.ts'
import { asProblem } from '../../kernel/http/mapper.ts'
import type { AnyEndpoint, Ctx } from '../../kernel/http/context.ts'
import { may, type Standing } from '../../kernel/permission.ts'
import { crashPoint } from '../../kernel/crashPoint.ts'
import { append } from '../../kernel/journal/index.ts'
import type { Tx } from '../../kernel/db.ts'
import { attemptAll, outcomesOrRefuse, type Attempt, type Locked, type Outcome } from './act.ts'
import { system, type Acting, type Deps, type FactProvider } from './deps.ts'
import { settleBundle } from './bundleSettled.ts'
import { faultsOfAct } from './formChecks.ts'
import { formOf, lockCases } from './read.ts'
import { record, type Done } from './record.ts'
import type { CaseRow, Kept } from './write.ts'

export const stateName = (o: Pick<Outcome, 'item' | 'row'>) => procedureFor(o.item.regime).states[o.row.state as never] ?? o.row.state

/** who acts, from the endpoint's who-list and the relation to this case; a stranger gets NotFound */
export function actingAs(ctx: Ctx, endpoint: AnyEndpoint, row: Pick<CaseRow, 'applicant' | 'organ'>): Acting {
  const acting = actingFrom(ctx, may(ctx, endpoint, { applicant: row.applicant, organ: row.organ }), row.applicant)
  // a clerk acts for the applicant only in what the applicant could do himself; accepting or deciding is nobody's errand
  return endpoint.who.includes('applicant') ? acting : { ...acting, onBehalfOf: undefined }
}

export function actingFrom(ctx: Ctx, standing: Standing, applicant: string): Acting {
  const role = standing.as === 'applicant' || standing.as === 'signedIn' || standing.as === 'anyone' ? 'citizen' : standing.as
  const code = roles[role].actor
  if (!code) throw new Error(`role ${role} may do no act in a case`)
  return { person: ctx.person, role, organ: standing.organ, code, ...(ctx.person !== applicant && (code === 'CLK' || code === 'AGT') ? { onBehalfOf: applicant } : {}) }
}

/**
 * What the platform does at once after an act that a person did, in the same transaction: an e-licence is issued with the
 * decision (XK-13: at once), and what was applied for on the web is delivered there. Law decides whether each may be done.
 */
function followUps(deps: Deps, o: Outcome, licence: string | null): Attempt[] {
  if (o.row.state !== 'granted') return []
  const out: Attempt[] = []
  if (licence) out.push({ type: 'issue', payload: { licence }, personal: {}, acting: system })
  if (o.row.channel === 'web') out.push({ type: 'deliver', payload: { method: 'electronic' }, personal: {}, acting: system })
  return out
}

/** decides an attempt with what follows from it at once */
export async function attemptWithFollowUps(deps: Deps, providers: ReadonlyMap<string, FactProvider>, tx: Tx, locked: Locked, attempt: Attempt) {
  const first = await attemptAll(deps, providers, tx, locked, [attempt])
  if (Array.isArray(first)) return first
  if (attempt.type === 'supply' && first.item.regime === 'filing') return (await filedWhenWhole(deps, providers, tx, locked, attempt, first)) ?? first
  const licence = first.row.state === 'granted' && first.item.result.licenceType ? deps.licences.reserve() : null
  const more = followUps(deps, first, licence)
  if (!more.length) return first
  const all = await attemptAll(deps, providers, tx, locked, [attempt, ...more])
  return all
}

/** decisions: without witnesses they wait. Everything that serves the citizen (filing, receipts, corrections, handing out) goes on. */
const decisions: ReadonlySet<string> = new Set(['grant', 'refuse', 'terminate'])

/** MOD-07: a filing is filed the moment that its information is complete; undefined while something is still missing */
async function filedWhenWhole(deps: Deps, providers: ReadonlyMap<string, FactProvider>, tx: Tx, locked: Locked, attempt: Attempt, first: Outcome): Promise<Outcome | undefined> {
  if (first.row.state !== 'received') return undefined
  const form = { ...(await formOf(tx, deps.city, first.row.id)), ...(attempt.personal['form'] as Record<string, unknown> | undefined) }
  const file: Attempt = { type: 'file', payload: {}, personal: {}, acting: system, given: { missingFields: missingFields(first.item, first.after.answers, form) } }
  const filed = await attemptAll(deps, providers, tx, locked, [attempt, file])
  return Array.isArray(filed) ? undefined : filed
}

/** one act of a person on one case: POST /api/v1/cases/:id/<type> */
export async function performAct(
  deps: Deps, providers: ReadonlyMap<string, FactProvider>, ctx: Ctx, def: (typeof acts)[number], id: string, body: BodyOf<(typeof acts)[number]['endpoint']>,
): Promise<Done> {
  let acting: Acting | undefined
  try {
    return await deps.db.tx(async (tx) => {
      const [locked] = await lockCases(tx, deps.city, [id])
      acting = actingAs(ctx, def.endpoint, locked!.row)
      if (ctx.ifMatch !== null && ctx.ifMatch !== locked!.row.seq) throw new Changed()
      if (decisions.has(def.type)) deps.mustBeWitnessed()
      const attempt: Attempt = { type: def.type, payload: body.payload as Record<string, unknown>, personal: body.personal as Record<string, unknown>, acting, assistance: locked!.row.assistance }
      const wrong = await faultsOfAct(deps, tx, locked!, attempt)
      const outcomes = outcomesOrRefuse([...(wrong.length ? [wrong] : []), await attemptWithFollowUps(deps, providers, tx, locked!, attempt)])
      const { done } = await record(deps, tx, outcomes, stateName, ([d]) => kept(ctx, 200, d))
      await settleBundle(deps, tx, outcomes[0]!)
      return done[0]!
    })
  } catch (error) {
    if (acting) await traceRefusal(deps, ctx, acting, id, def.type, error)
    throw error
  }
}

/** the answer that goes under the client's key, in the statement that has the effect */
export function kept(ctx: Ctx, status: number, body: unknown): Kept | null {
  return ctx.idempotencyKey ? { actor: ctx.person, key: ctx.idempotencyKey, requestHash: ctx.requestHash, status, body } : null
}

/** A refused attempt leaves a trace of its own after the rollback (settled.md 2); supervision reads it. Other errors are no refusals and leave none. */
export async function traceRefusal(deps: Deps, ctx: Ctx, acting: Acting, subject: string, type: string, error: unknown): Promise<void> {
  // also what the paper of the act refused
  const refusal = asProblem(error)
  if (!(refusal instanceof Refusal)) return
  const entry = deps.journal.prepare({
    type: 'casework.refused', at: ctx.legalNow, subject: { kind: 'case', id: subject }, actor: { org: acting.organ, role: acting.role, person: acting.person },
    ...(acting.onBehalfOf ? { onBehalf: acting.onBehalfOf } : {}), prev: type, rules: [...new Set(refusal.findings.map((f) => `${f.code} ${f.rule}`))], digests: {},
  }, deps.clock.real())
  await deps.db.tx(async (tx) => {
    tx.afterCommit(() => crashPoint('refusal.committed'))
    await append(tx, deps.city, [entry])
    crashPoint('refusal.beforeCommit')
  }).catch((failed) => ctx.log.error({ error: String(failed) }, 'a refusal could not be journalled'))
}

export type { DoneShape }
