import type { Clock } from '../kernel/clock.ts'
import { legalDateOf, ND, WD, WDN } from '../kernel/dates.ts'
import { extendClock } from '../kernel/deadline.ts'
import type { Act, Context } from '../kernel/procedure.ts'
import { promisedInstant, type OfficeHours, type Promised } from '../kernel/promise.ts'
import type { ItemTerms } from '../item/item.ts'
import { met, recomputed, start, startPromise, waits, type ClockId } from './clocks.ts'
import { has, read } from './reading.ts'
import { guard, type Limit, type PermitTrial, type RegimeVersion } from './regime.ts'
import type { PermitState } from './state.ts'

/* 期限与延期 (许可法 42, 44, 55; XK-02, XK-04, XK-07, XK-08, XK-13, XK-24). The day of the event never counts. */

type Ctx = Context<ItemTerms>

/** answering an online filing: 1 working day (parameter, XK-24) */
export const onlineFirstResponseDays = 1

/** 法定办理期限: the item's own where it is shorter or has its own article; 45 days where handled jointly (XK-08) */
export function decisionLimit(item: ItemTerms, joint: boolean, regime: RegimeVersion): { rule: string; limit: Limit } {
  if (joint && regime.limits.joint) return { rule: 'permit/limits#joint', limit: regime.limits.joint }
  const { n, unit, basis } = item.statutoryLimit
  return { rule: 'permit/limits#decision', limit: { n, unit, basis: basis.length ? basis : regime.limits.decision?.basis ?? regime.basis.limit ?? [] } }
}

/** at receipt: tell what is missing; answer an online filing */
export function receiptClocks(after: PermitState, act: Act, ctx: Ctx, regime: RegimeVersion): Clock[] {
  const from = after.receivedOn!
  const clocks = [start('correctionNotice', 'permit/correction#one-time-notice', '收到申请材料', from, regime.limits.notice, ctx)]
  if (after.channel === 'web') {
    const limit: Limit = { n: onlineFirstResponseDays, unit: 'workday', basis: [] }
    clocks.push(start('firstResponse', 'permit/limits#first-response', '收到网上申请', from, limit, ctx, 'promised'))
  }
  return clocks
}

/** at acceptance, however it came about: decide, keep the promise and the red line in front of it, decide today where on the spot */
export function acceptanceClocks(after: PermitState, act: Act, ctx: Ctx, regime: RegimeVersion): Clock[] {
  const { item } = ctx
  const from = after.acceptedOn!
  const event = after.acceptance === 'deemed' ? '收到申请材料（视为受理）' : '受理'
  const { rule, limit } = decisionLimit(item, after.joint, regime)
  const clocks = [...met(after, act, 'correctionNotice', 'firstResponse', 'correctionPeriod'), start('decision', rule, event, from, limit, ctx)]
  if (item.outerLimit) {
    const { n, unit, basis, localPromise } = item.outerLimit
    clocks.push(start('outerLimit', 'permit/limits#outer', event, from, { n, unit, basis }, ctx, localPromise ? 'promised' : 'statutory'))
  }
  if (item.caseType === 'onTheSpot') {
    clocks.push(start('onTheSpot', 'permit/limits#on-the-spot', event, from, { n: 0, unit: 'workday', basis: regime.basis.decideOnTheSpot ?? [] }, ctx))
  }
  if (item.inspection && regime.limits.assignInspectors) {
    // article 55 speaks of 检验、检测、检疫 only; for other on-site checks (34) the same days are our own promise
    const tested = item.specialProcedures?.some((s) => ['检验', '检测', '检疫'].includes(s.kind))
    const limit = tested ? regime.limits.assignInspectors : { ...regime.limits.assignInspectors, basis: [] }
    clocks.push(start('assignInspectors', 'permit/limits#assign-inspectors', event, from, limit, ctx, tested ? 'statutory' : 'promised'))
  }
  if (after.tolerated) {
    const n = WDN(from, after.tolerated.supplyBy, ctx.calendar.provisional())
    clocks.push(start('tolerantSupply', 'permit/tolerant#supply-before-decision', '容缺受理', from, { n, unit: 'workday', basis: [] }, ctx, 'promised'))
  }
  return [...clocks, promiseAt(after, act, ctx)]
}

/** the promise: of the green channel where there is one, otherwise the item's; deemed acceptance counts it from the receipt */
export function promiseAt(after: PermitState, act: Act, ctx: Ctx): Clock {
  const term = after.greenChannel?.promise ?? ctx.item.promise
  const at = after.acceptance === 'deemed' ? after.receivedAt! : after.acceptedAt!
  const facts = { hours: act.facts?.hours ?? after.hours, promised: after.greenChannel ? undefined : act.facts?.promised }
  // by lapse of time nobody is asked for opening hours: a promise within hours then was for the day of receipt
  const known = after.acceptance === 'deemed' && term.unit === 'officeMinutes' && !facts.hours ? { unit: 'workday' as const, n: 0 } : term
  return startPromise(known, at, facts, [], ctx, after.greenChannel ? 'permit/greenChannel#promise' : 'permit/limits#promise')
}

/** earliest day on which a case accepted now must be decided: promise, red line or statute (for the day of supply, MOD-02) */
export function earliestDue({ item, now, facts, state, calendar }: PermitTrial): string {
  const c = calendar.provisional()
  const today = legalDateOf(now)
  const promised = facts.promised as Promised | undefined
  const term = state.greenChannel?.promise ?? item.promise
  const hours = (facts.hours ?? state.hours) as OfficeHours | undefined
  // without opening hours a promise within hours is one for today
  const days = [promised?.due ?? (term.unit === 'officeMinutes' && !hours ? today : promisedInstant(term, now, hours!, c).due)]
  days.push(item.statutoryLimit.unit === 'workday' ? WD(today, item.statutoryLimit.n, c) : ND(today, item.statutoryLimit.n, c))
  if (item.outerLimit) days.push(WD(today, item.outerLimit.n, c))
  return days.sort()[0]!
}

/** E-XK-07 / E-XK-08: once, before the last day, by the right person, no longer than the law allows */
const jointly = (s: PermitState) => s.clocks.decision?.rule === 'permit/limits#joint'
export const extendOnce = guard({
  id: 'permit/limits#extend-once', code: 'E-XK-07', topic: 'extend',
  test: ({ state }) => (state.extended ? { message: `已于${state.extended.on}延长过一次，不得再次延长` } : undefined),
})
export const extendBeforeDue = guard({
  id: 'permit/limits#extend-before-due', code: 'E-XK-07', topic: 'extend',
  test: ({ state, now }) => {
    const c = state.clocks.decision
    return waits(c) && c!.status === 'running' && legalDateOf(now) > c!.due ? { message: `办理期限已于${c!.due}届满，不能再延长` } : undefined
  },
})
export const extendLength = guard({
  id: 'permit/limits#extend-length', code: 'E-XK-07', topic: 'extend',
  test: ({ state, act }, regime) => {
    const most = jointly(state) ? regime.limits.jointExtension : regime.limits.extension
    const { days } = read('extend', act)
    if (!most) return { message: '法律没有规定可以延长办理期限' }
    return Number.isSafeInteger(days) && days >= 1 && days <= most.n ? undefined : { at: 'days', message: `可以延长1至${most.n}个工作日` }
  },
})
export const extendByHead = guard({
  id: 'permit/limits#extend-by-head', code: 'E-XK-07', topic: 'extend',
  test: ({ state, act }) => (!jointly(state) && act.actor.code !== 'HEAD' ? { message: '延长办理期限须经本行政机关负责人批准' } : undefined),
})
export const extendByGovernment = guard({
  id: 'permit/limits#extend-by-government', code: 'E-XK-08', topic: 'extend', regimes: ['permit'],
  test: ({ state, act }) => (jointly(state) && act.actor.code !== 'GOV' ? { message: '统一办理、联合办理、集中办理的，延长须经本级人民政府负责人批准' } : undefined),
})
export const extendReason = guard({
  id: 'permit/limits#extend-reason', code: 'E-XK-07', topic: 'extend',
  test: ({ act }) => (has(act, 'reason') ? undefined : { at: 'reason', message: '须将延长期限的理由告知申请人' }),
})

export function extended(state: PermitState, act: Act): PermitState {
  return { ...state, extended: { on: legalDateOf(act.at), days: read('extend', act).days, by: act.actor.person, ...(state.clocks.decision ? { previousDue: state.clocks.decision.due } : {}) } }
}

/** moves the statutory day alone (许可法 42): an exceeded promise is explained (优化营商环境条例 36, ITM-05), not moved */
export function extensionClocks(after: PermitState, act: Act, ctx: Ctx, regime: RegimeVersion): Clock[] {
  const c = after.clocks.decision
  return waits(c) ? [extendClock(c!, { n: read('extend', act).days, basis: regime.basis.extend ?? [] }, ctx.calendar, { accepting: true })] : []
}

export function calendarClocks(after: PermitState, _act: Act, ctx: Ctx): Clock[] {
  return recomputed(after, ctx)
}

/** clocks that end with the result: for a licence at its issue, otherwise at the decision */
export const resultClocks: readonly ClockId[] = ['promise', 'outerLimit']

/**
 * The result is out: the promise and the red line are met when the licence is there, or at the decision where there is none;
 * the statutory clocks at the decision. `issue` runs from a grant.
 */
export function decisionClocks(granted: boolean) {
  return (after: PermitState, act: Act, ctx: Ctx, regime: RegimeVersion): Clock[] => {
    const out = met(after, act, 'decision', 'onTheSpot', 'assignInspectors', 'tolerantSupply')
    if (!granted || !ctx.item.result.licenceType) out.push(...met(after, act, ...resultClocks))
    if (granted && regime.limits.issue) out.push(start('issue', 'permit/limits#issue', '作出决定', legalDateOf(act.at), regime.limits.issue, ctx))
    return out
  }
}
