import { step, type Act } from '../../../law/kernel/procedure.ts'
import { instantFromMs, instantMs } from '../../../law/kernel/dates.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import { procedureFor } from '../../../law/permit/index.ts'
import { bundlesOf, type BundleLooked } from './recomputeBundle.ts'
import type { Deps } from './deps.ts'
import { clockRows, project } from './project.ts'
import { actOf, caseColumns, type Reader } from './read.ts'
import type { CaseRow, ClockRow } from './write.ts'

/*
 * A case is a list of acts; its row, the rows of its clocks and a bundle's promise are computed. Here they are computed again
 * from the acts alone, under the calendar that each act names, and held against what stands there (trust.md R-12, F1).
 */

/** what computing again needs; a command gives it without the rest of a running city */
export type ReplayDeps = Pick<Deps, 'db' | 'city' | 'catalogue' | 'calendarOf'> & { clock: Pick<Deps['clock'], 'legal'> }

/** a field of a projection that does not say what the acts say */
export interface Difference { case: string; number: string; field: string; stored: unknown; recomputed: unknown }

/** Which cases: one by its id, or those after one id up to another (both may be absent), in the order of ids, which is that of time. */
export type Which = string | { after?: string; until?: string }

/** one batch: how much was read, what differs, and the id to go on from */
export interface Looked { cases: number; acts: number; bundles: number; differences: Difference[]; last: string }

/** What in the projections no act says, and why. Everything else is derived. */
export const notFromActs: readonly { what: string; why: string }[] = [
  { what: 'clock.status = rung', why: '到期程序已经看过的记号；对法律而言仍是“进行中”。时刻已到、没有视为发生的行为时，与 running 同等' },
  { what: 'cases.number, item, revision, organ（2020 年演示数据之前的旧件）', why: '提交这一步自本版本起写明；更早的件没有写，只能取自原行' },
  { what: 'bundle.number, key, revision, lead_organ, answers, after, received_at', why: '一件事打开时定下，各件只记它的编号；以日志和汇总单为凭' },
  { what: 'bundle.done_at', why: '没有哪一步写它；是否办完由各件的状态算出' },
]

export interface ReplayedAct extends Act { assistance: string | null; calendar: string; role: string }
export interface Replayed {
  stored: CaseRow
  /** as they stand in casework.clock, by clock id */
  storedClocks: ClockRow[]
  acts: ReplayedAct[]
}
/** the projection as the acts give it; `fault`: they cannot be read, so there is none */
export type Derived = { row: CaseRow; clocks: ClockRow[]; fault?: undefined } | { fault: string }

const readSql = `select ${caseColumns},
  (select json_agg(json_build_array(a.seq, a.type, a.at, a.effective_on, a.actor_code, a.actor, a.organ, a.on_behalf, a.payload, a.clocks, a.facts, a.assistance, a.calendar, a.actor_role)
     order by a.seq) from casework.act a where a.city = c.city and a.case_id = c.id) as acts,
  (select json_agg(json_build_array(k.clock, k.name, k.kind, k.due, round(extract(epoch from k.due_at) * 1000), round(extract(epoch from k.rings_at) * 1000), k.status)
     order by k.clock) from casework.clock k where k.city = c.city and k.case_id = c.id) as clocks
  from casework.cases c where c.city = $1`

/** after which id, and up to which */
export const rangeOf = ({ after, until }: Exclude<Which, string>): [string, string] =>
  [after ?? '00000000-0000-0000-0000-000000000000', until ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff']

/** cases with all that is computed of them, in id order: those named, or at most `batch` of a range */
export async function readBatch(db: Reader, city: string, which: Which | readonly string[], batch: number): Promise<Replayed[]> {
  const named = typeof which === 'string' ? [which] : Array.isArray(which) ? (which as readonly string[]) : undefined
  const { rows } = await db.query<CaseRow & { acts: any[][] | null; clocks: any[][] | null }>(
    named ? `${readSql} and c.id = any($2::uuid[]) order by c.id` : `${readSql} and c.id > $2 and c.id <= $3 order by c.id limit $4`,
    named ? [city, named] : [city, ...rangeOf(which as Exclude<Which, string>), batch])
  return rows.map(({ acts, clocks, ...stored }) => ({
    stored,
    acts: (acts ?? []).map((a) => ({ ...actOf(a), assistance: a[11], calendar: a[12], role: a[13] })),
    storedClocks: (clocks ?? []).map(([clock, name, kind, due, dueAt, ringsAt, status]) => ({
      case_id: stored.id, clock, name, kind, due, due_at: dueAt === null ? null : instantFromMs(Number(dueAt)), rings_at: instantFromMs(Number(ringsAt)), status,
    })),
  }))
}

/** the projection of one case from its acts; never throws for what stands in them */
export async function derive(deps: ReplayDeps, { stored, acts, storedClocks }: Replayed): Promise<Derived> {
  try {
    const first = acts[0]
    if (!first) return { fault: '没有一条行为' }
    const gap = acts.findIndex((a, i) => a.seq !== i + 1)
    if (gap >= 0) return { fault: `第 ${gap + 1} 条行为的序号是 ${acts[gap]!.seq}` }
    if (first.type !== 'submit') return { fault: `第一条行为是 ${first.type}` }
    const opened = first.facts?.['opened'] as { item: string; revision: number; organ: string } | undefined
    const item = await deps.catalogue.revision(opened?.item ?? stored.item, opened?.revision ?? stored.revision)
    const procedure = procedureFor(item.regime)
    const state = acts.reduce((s, a) => step(procedure, s, a, item), procedure.initial(item))
    const calendar = deps.calendarOf(acts.at(-1)!.calendar)
    const row = project(opening(stored, first, item, opened?.organ), state, calendar)
    const clocks = new Map(acts.flatMap((a) => clockRows(stored.id, a.clocks ?? [])).map((c) => [c.clock, { ...c, due_at: c.due_at && exact(c.due_at), rings_at: exact(c.rings_at) }]))
    const now = deps.clock.legal()
    const waiting = () => procedure.lapse(state, { now, calendar, item }) !== undefined
    for (const s of storedClocks) {
      const c = clocks.get(s.clock)
      // the timer's mark, see notFromActs
      if (s.status === 'rung' && c?.status === 'running' && instantMs(c.rings_at) <= instantMs(now) && !waiting()) c.status = 'rung'
    }
    return { row, clocks: [...clocks.values()].sort((a, b) => (a.clock < b.clock ? -1 : 1)) }
  } catch (error) {
    return { fault: String((error as Error).message) }
  }
}

/** what the first act fixes for good */
function opening(stored: CaseRow, first: ReplayedAct, item: ItemTerms, organ: string | undefined): CaseRow {
  const p = first.payload as { number?: string; channel: string; bundle?: string }
  const f = first.facts ?? {}
  return {
    ...stored, number: p.number ?? stored.number, item: item.key, revision: item.revision, regime: item.regime, organ: organ ?? stored.organ,
    applicant: f['applicant'] as string, helper: (f['helper'] as string | undefined) ?? null, assistance: first.assistance, bundle: p.bundle ?? null, channel: p.channel,
  }
}

const exact = (at: string) => instantFromMs(instantMs(at))

/** fields that differ, each by its name; instants are compared as instants */
function compare(stored: Replayed, derived: Derived): Difference[] {
  const { id, number } = stored.stored
  const say = (field: string, s: unknown, r: unknown): Difference => ({ case: id, number, field, stored: s, recomputed: r })
  if (derived.fault !== undefined) return [say('acts', derived.fault, null)]
  const out: Difference[] = []
  const fields = (prefix: string, s: object, r: object) => {
    for (const key of Object.keys(r)) {
      const [a, b] = [(s as Record<string, unknown>)[key] ?? null, (r as Record<string, unknown>)[key] ?? null]
      if (a !== b && !(typeof a === 'string' && typeof b === 'string' && /_at$/.test(key) && instantMs(a) === instantMs(b))) out.push(say(prefix + key, a, b))
    }
  }
  fields('', stored.stored, derived.row)
  for (const c of derived.clocks) {
    const s = stored.storedClocks.find((x) => x.clock === c.clock)
    if (s) fields(`clock.${c.clock}.`, s, c)
    else out.push(say(`clock.${c.clock}`, null, c.due))
  }
  for (const s of stored.storedClocks) if (!derived.clocks.some((c) => c.clock === s.clock)) out.push(say(`clock.${s.clock}`, s.due, null))
  return out
}

/**
 * Computes projections again from the acts alone and yields, batch by batch, what differs; writes nothing. A case whose acts
 * cannot be read is a difference in `acts`, not an error, so that one broken record does not hide the next. A bundle is looked
 * at with the first of its cases. Safe beside a running city: each batch is one statement and so one moment.
 */
export async function* recompute(deps: ReplayDeps, which: Which = {}, batch = 500): AsyncGenerator<Looked> {
  let from = which
  for (;;) {
    const found = await readBatch(deps.db, deps.city, from, batch)
    if (!found.length) return
    const differences: Difference[] = []
    for (const f of found) differences.push(...compare(f, await derive(deps, f)))
    const bundles: BundleLooked[] = await bundlesOf(deps, deps.db, found)
    differences.push(...bundles.flatMap((b) => b.differences))
    const last = found.at(-1)!.stored.id
    yield { cases: found.length, acts: found.reduce((n, f) => n + f.acts.length, 0), bundles: bundles.length, differences, last }
    if (typeof from === 'string' || found.length < batch) return
    from = { ...from, after: last }
  }
}
