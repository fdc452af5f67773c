import { procedureFor } from '../../../law/permit/index.ts'
import { membersFor } from '../../../law/permit/joint.ts'
import { criticalPath, type CriticalPath, type OfficeHours } from '../../../law/kernel/promise.ts'
import type { Calendar } from '../../../law/kernel/calendar.ts'
import type { Answers } from '../../../law/kernel/condition.ts'
import type { BundleTerms, ItemTerms } from '../../../law/item/item.ts'
import type { BodyOf } from '../../../contract/endpoint.ts'
import { acceptBundle as acceptEndpoint, noticeBundle as noticeEndpoint } from '../../../contract/casework.ts'
import { NotFound, Refusal } from '../../kernel/http/errors.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { may } from '../../kernel/permission.ts'
import { attemptAll, outcomesOrRefuse, type Attempt, type Locked, type Outcome } from './act.ts'
import { acceptanceSheet } from './bundleSheet.ts'
import type { Acting, Deps, FactProvider } from './deps.ts'
import { actingFrom, kept, stateName, traceRefusal } from './perform.ts'
import { lockCases, type Reader } from './read.ts'
import { record, type Done, type DocumentRef } from './record.ts'

export interface BundleRow {
  id: string
  number: string
  key: string
  revision: number
  applicant: string
  lead_organ: string
  answers: Record<string, unknown>
  received_at: string
  accepted_at: string | null
  due: string | null
  promise_at: string | null
  path: Pick<CriticalPath, 'path' | 'derivation'> | null
  after: Record<string, string[]>
  done_at: string | null
}

export async function readBundle(db: Reader, city: string, id: string, lock = ''): Promise<BundleRow> {
  if (!isUuid(id)) throw new NotFound()
  const { rows } = await db.query<BundleRow>(
    `select id, number, key, revision, applicant, lead_organ, answers, received_at, accepted_at, due, promise_at, path, after, done_at
     from casework.bundle where city = $1 and id = $2 ${lock}`, [city, id])
  if (!rows[0]) throw new NotFound()
  return rows[0]
}

export interface BundleDone { id: string; promiseAt: string | null; due: string | null; cases: Done[]; documents: DocumentRef[] }

/**
 * One acceptance for all members (MOD-03): each member's case is accepted by its own rules, or nothing is, with the findings
 * of all. The promise is the critical path from this instant over the hall's opening hours (settled.md 7); each member gets
 * its own part of it, and the law's limits stand behind.
 */
export async function acceptBundle(deps: Deps, providers: ReadonlyMap<string, FactProvider>, ctx: Ctx, id: string): Promise<BundleDone> {
  return inBundle(deps, ctx, acceptEndpoint, id, 'accept', async (tx, bundle, acting) => {
    const cases = await lockCases(tx, deps.city, await caseIds(tx, deps.city, id))
    const now = deps.clock.legal()
    const terms = (await deps.catalogue.bundle(bundle.key, bundle.received_at.slice(0, 10)))!
    // members whose correction came in are accepted by that already (XK-03); the window accepts the others
    const waiting: Locked[] = []
    const items = new Map<string, ItemTerms>()
    const lapsed: Outcome[] = []
    for (const c of cases) {
      // silence may have accepted one already, or a correction that never came ended one, that no timer has put on record yet
      const standing = c.row.accepted_on === null ? (await attemptAll(deps, providers, tx, c, [], now)) as Outcome : undefined
      const gone = standing && !standing.after.acceptedOn && procedureFor(standing.item.regime).final.includes(standing.after.state)
      // a member that is withdrawn, abandoned or not competent keeps nobody waiting, and has no part in the promise
      if (gone) lapsed.push(...(standing.taken.length ? [standing] : []))
      else items.set(c.row.item, await deps.catalogue.revision(c.row.item, c.row.revision))
      if (standing && !gone && !standing.after.acceptedOn) waiting.push(c)
    }
    if (!items.size) throw new Refusal([{ rule: 'permit/procedure#from', code: 'E-STATE', message: '这件一件事的各项都已结束，没有可以受理的', basis: [] }])
    const path = pathOf(terms, bundle.answers, items, now, deps.hours, deps.calendar())
    if (!waiting.length) throw new Refusal([{ rule: 'permit/procedure#from', code: 'E-STATE', message: '这件一件事的各项都已受理，不用再受理', basis: [] }])
    const results = []
    for (const locked of waiting) {
      const step = path.members[locked.row.item]!
      const attempt: Attempt = { type: 'accept', payload: {}, personal: {}, acting, assistance: locked.row.assistance, given: { promised: { due: step.due, ...(step.dueAt ? { dueAt: step.dueAt } : {}) } } }
      results.push(await attemptAll(deps, providers, tx, locked, [attempt], now))
    }
    const outcomes = outcomesOrRefuse(results)
    const sheet = acceptanceSheet(deps, { id, terms, outcomes, at: now, applicant: bundle.applicant, clerk: ctx.person, path, organ: bundle.lead_organ })
    let answer: BundleDone | undefined
    await record(deps, tx, [...lapsed, ...outcomes], stateName, (done, documents) => {
      answer = { id, promiseAt: path.promise.dueAt ?? null, due: path.promise.due, cases: done, documents }
      return kept(ctx, 200, answer)
    }, {
      without: ['P04'], counters: [sheet.counter],
      sheets: async (numbers) => {
        await tx.query(`update casework.bundle set accepted_at = $3, due = $4, promise_at = $5, path = $6 where city = $1 and id = $2`,
          [deps.city, id, now, path.promise.due, path.promise.dueAt ?? null, JSON.stringify({ path: path.path, derivation: path.derivation })])
        return sheet.draw(tx, numbers)
      },
    })
    return answer!
  })
}

/** the promise of a whole bundle accepted at an instant, over the members whose items are given; replay asks it again with what the acceptance recorded */
export function pathOf(terms: BundleTerms, answers: Answers, items: ReadonlyMap<string, ItemTerms>, at: string, hours: OfficeHours, calendar: Calendar): CriticalPath {
  const members = membersFor(terms, answers).filter((m) => items.has(m.item))
    .map((m) => ({ key: m.item, name: items.get(m.item)!.name, term: items.get(m.item)!.promise, after: (m.after ?? []).filter((k) => items.has(k)) }))
  return criticalPath(members, at, hours, calendar)
}

/** All that is missing in any member goes into one notice each, of the same day and period, made in one act of the window (MOD-03). */
export async function noticeBundle(deps: Deps, providers: ReadonlyMap<string, FactProvider>, ctx: Ctx, id: string, body: BodyOf<typeof noticeEndpoint>): Promise<BundleDone> {
  return inBundle(deps, ctx, noticeEndpoint, id, 'oneTimeNotice', async (tx, _bundle, acting) => {
    const ids = Object.keys(body.cases)
    const own = await caseIds(tx, deps.city, id)
    if (!ids.length || ids.some((c) => !own.includes(c))) throw new NotFound()
    const cases = await lockCases(tx, deps.city, ids)
    const results = []
    for (const locked of cases)
      results.push(await attemptAll(deps, providers, tx, locked, [{
        type: 'oneTimeNotice', payload: { items: body.cases[locked.row.id], periodDays: body.periodDays }, personal: { explanations: body.explanations }, acting, assistance: locked.row.assistance,
      }]))
    const outcomes = outcomesOrRefuse(results)
    let answer: BundleDone | undefined
    await record(deps, tx, outcomes, stateName, (done) => {
      answer = { id, promiseAt: null, due: done.map((d) => d.due).filter((d) => d !== null).sort()[0] ?? null, cases: done, documents: done.flatMap((d) => d.documents) }
      return kept(ctx, 200, answer)
    })
    return answer!
  })
}

async function inBundle<T>(
  deps: Deps, ctx: Ctx, endpoint: typeof acceptEndpoint | typeof noticeEndpoint, id: string, type: string, run: (tx: Tx, bundle: BundleRow, acting: Acting) => Promise<T>,
): Promise<T> {
  let acting: Acting | undefined
  try {
    return await deps.db.tx(async (tx) => {
      const bundle = await readBundle(tx, deps.city, id, 'for update')
      acting = actingFrom(ctx, may(ctx, endpoint, { applicant: bundle.applicant }), bundle.applicant)
      return run(tx, bundle, acting)
    })
  } catch (error) {
    if (acting) await traceRefusal(deps, ctx, acting, id, type, error)
    throw error
  }
}

export async function caseIds(db: Reader, city: string, bundle: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(`select id from casework.cases where city = $1 and bundle = $2 order by id`, [city, bundle])
  return rows.map((r) => r.id)
}
