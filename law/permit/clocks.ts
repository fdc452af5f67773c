import type { Citation } from '../kernel/citation.ts'
import type { Clock } from '../kernel/clock.ts'
import { legalDateOf } from '../kernel/dates.ts'
import { cancelClock, lateOf, meetClock, pauseClock, recompute, resumeClock, startClock } from '../kernel/deadline.ts'
import type { Act, Context } from '../kernel/procedure.ts'
import { clockOfPromise, promiseClock, type OfficeHours, type Promised, type PromiseTerm } from '../kernel/promise.ts'
import type { ItemTerms } from '../item/item.ts'
import type { Limit } from './regime.ts'
import type { PermitState } from './state.ts'

/** clocks of a case, by id; what each waits for stands in limits.ts */
export const clockNames = {
  correctionNotice: '受理（一次性告知）期限',
  firstResponse: '网上申请首次反馈期限',
  correctionPeriod: '补正期限',
  tolerantSupply: '容缺材料补交期限',
  decision: '法定办理期限',
  outerLimit: '外层红线',
  onTheSpot: '当场办结期限',
  promise: '承诺办结时限',
  assignInspectors: '指派核查人员期限',
  specialProcedure: '特别程序所需时间',
  issue: '颁证送达期限',
} as const
export type ClockId = keyof typeof clockNames

type Ctx = Context<ItemTerms>

/** a statutory clock of this case from a day; accepting a case never fails for a calendar year that is not published (settled.md 6) */
export function start(id: ClockId, rule: string, event: string, from: string, limit: Limit, ctx: Ctx, kind: Clock['kind'] = 'statutory'): Clock {
  const { n, unit, basis } = limit
  return startClock({ id, name: clockNames[id], rule, basis, event, start: from, n, unit, kind }, ctx.calendar, { accepting: true })
}

/**
 * The promise told to the person. `promised` is given where it was computed elsewhere (member of a bundle). A promise in
 * office time needs the opening hours; without them nothing can be promised and RangeError says so.
 */
export function startPromise(term: PromiseTerm, at: string, facts: { hours?: unknown; promised?: unknown }, basis: Citation[], ctx: Ctx, rule = 'permit/limits#promise'): Clock {
  const c = { id: 'promise', name: clockNames.promise, rule, basis, event: '受理', from: at }
  const reach = { accepting: true }
  if (facts.promised) return clockOfPromise({ ...c, promised: facts.promised as Promised }, ctx.calendar, reach)
  if (term.unit !== 'workday' && term.unit !== 'sameDayBy' && !facts.hours) throw new RangeError('没有大厅开放时间，不能作出按办公时间计算的承诺')
  return promiseClock({ ...c, term }, facts.hours as OfficeHours, ctx.calendar, reach)
}

/** the clocks named that still wait, met at the act */
export function met(state: PermitState, act: Act, ...ids: ClockId[]): Clock[] {
  return ids.flatMap((id) => (waits(state.clocks[id]) ? [meetClock(state.clocks[id]!, act.at)] : []))
}

/** every clock that still waits and is not in `except`, cancelled: the case is over without what they waited for */
export function cancelled(state: PermitState, ...except: ClockId[]): Clock[] {
  return Object.values(state.clocks).filter((c) => waits(c) && !except.includes(c.id as ClockId)).map(cancelClock)
}

/** the agency's running clocks stop; one that is past due already is left as it is: it was missed */
export function paused(state: PermitState, act: Act, why: string, document: string): Clock[] {
  const from = legalDateOf(act.at)
  return agencyClocks.flatMap((id) => {
    const c = state.clocks[id]
    return c?.status === 'running' && from <= c.due && !lateOf(c, act.at) ? [pauseClock(c, { from, why, document })] : []
  })
}

export function resumed(state: PermitState, to: string, ctx: Ctx): Clock[] {
  return Object.values(state.clocks).filter((c) => c.status === 'paused').map((c) => resumeClock(c, { to }, ctx.calendar, { accepting: true }))
}

/** clocks whose day a new or changed calendar moves; those it does not touch are left out */
export function recomputed(state: PermitState, ctx: Ctx): Clock[] {
  return Object.values(state.clocks).flatMap((c) => {
    const again = recompute(c, ctx.calendar)
    return again === c ? [] : [again]
  })
}

/** clocks by which the agency is measured; the others measure the applicant or are only told */
export const agencyClocks: readonly ClockId[] = ['decision', 'outerLimit', 'onTheSpot', 'promise']

export function waits(c: Clock | undefined): boolean {
  return c?.status === 'running' || c?.status === 'paused'
}
