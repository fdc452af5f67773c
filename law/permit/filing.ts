import * as a from './acceptance.ts'
import * as h from './assisted.ts'
import * as c from './correction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Act, Context } from '../kernel/procedure.ts'
import type { ItemTerms } from '../item/item.ts'
import { met, startPromise } from './clocks.ts'
import * as d from './decision.ts'
import { delivered } from './delivery.ts'
import { calendarClocks, receiptClocks } from './limits.ts'
import { has, inGuide, listed, nameOf, read } from './reading.ts'
import { guard, type RegimeVersion } from './regime.ts'
import { situationAnswered } from './situation.ts'
import type { Skeleton } from './skeleton.ts'
import type { PermitState } from './state.ts'
import { fallAway } from './termination.ts'

/*
 * 告知性备案 (企业投资项目核准和备案管理条例 13–15; MOD-07). Filed when the information is complete; what is missing is guided, as
 * often as it is missing; nobody examines or approves.
 */

export const informationComplete = guard({
  id: 'permit/filing#complete', code: 'MOD-07', topic: 'filing', facts: ['missingFields'], regimes: ['filing'],
  test: ({ facts, item, state }) => [
    // nobody has looked at the form: that is not the same as nothing missing
    ...(Array.isArray(facts.missingFields) ? [] : [{ message: '备案信息是否齐全尚未核对' }]),
    ...listed(facts.missingFields).map((id) => ({ at: id, message: `备案信息缺少“${nameOf(item, id)}”，请指导补充` })),
    ...(state.notice ?? { items: [] as { id: string }[], supplied: [] as string[] }).items.filter((i) => state.state === 'guideCorrection' && !state.notice!.supplied.includes(i.id))
      .map((i) => ({ at: i.id, message: `“${nameOf(item, i.id)}”尚未补充` })),
  ],
})
export const guidedWhole = guard({
  id: 'permit/filing#guided-whole', code: 'MOD-07', topic: 'filing', facts: ['missingFields'], regimes: ['filing'],
  test: ({ facts, act, item, state }) => {
    const told = (read('guideCorrection', act).items ?? []).map((i) => i.id)
    if (!told.length) return { message: '信息齐全即为备案，没有需要补充的内容' }
    return [
      ...listed(facts.missingFields).filter((id) => !told.includes(id)).map((id) => ({ at: id, message: `没有告知缺少“${nameOf(item, id)}”` })),
      ...told.filter((id) => !inGuide(item, state.answers, id)).map((id) => ({ at: id, message: `备案不需要“${nameOf(item, id)}”` })),
    ]
  },
})
/** 673号令 15: prohibited, or subject to approval: told, with the reason and the right body */
export const scopeReason = guard({
  id: 'permit/filing#scope-reason', code: 'MOD-07', topic: 'notCompetent', regimes: ['filing'],
  test: ({ act }) => {
    const p = read('outOfScope', act)
    return [
      ...(p.ground === 'prohibited' || p.ground === 'needsApproval' ? [] : [{ at: 'ground', message: '只有产业政策禁止投资建设或者实行核准管理的项目不属于备案范围' }]),
      ...(p.ground === 'needsApproval' && !p.competentBody?.trim() ? [{ at: 'competentBody', message: '须告知向哪个机关办理核准' }] : []),
      ...(has(act, 'reason') ? [] : [{ at: 'reason', message: '须说明理由' }]),
    ]
  },
})
export const changeNamed = guard({
  id: 'permit/filing#change-named', code: 'MOD-07', topic: 'filing', regimes: ['filing'],
  test: ({ act, item }) => {
    const fields = read('change', act).fields ?? []
    return fields.length ? fields.filter((id) => !item.fields.some((f) => f.id === id)).map((id) => ({ at: id, message: `“${id}”不是备案信息` })) : { message: '请指明变更了哪些信息' }
  },
})

/** the promise of a filing runs from receipt (filingPromise) */
function filingClocks(after: PermitState, act: Act, ctx: Context<ItemTerms>, regime: RegimeVersion): Clock[] {
  return [...receiptClocks(after, act, ctx, regime), startPromise(ctx.item.promise, after.receivedAt!, { hours: after.hours }, [], ctx)]
}

export const filingActs: Skeleton = {
  submit: {
    name: '告知备案信息', by: ['APP', 'AGT', 'CLK'], from: 'new', topic: 'apply', personal: ['form', 'signature'], documents: ['P01'],
    facts: ['applicant', 'helper', 'hours', 'opened'],
    guards: [a.revisionInForce, situationAnswered, a.materialsListed, a.receiptNotLater, h.mandateHolds, h.inPerson, h.confirmedByApplicant], apply: a.received, clocks: filingClocks,
  },
  guideCorrection: {
    name: '指导补充备案信息', by: ['CLK', 'SYS'], from: ['received'], topic: 'oneTimeNotice', personal: ['explanations'], documents: ['P02'],
    guards: [guidedWhole], apply: c.noticed('guideCorrection'), clocks: (after, act) => met(after, act, 'correctionNotice', 'firstResponse'),
  },
  supply: { name: '补充备案信息', by: ['APP', 'AGT', 'CLK'], from: ['guideCorrection'], topic: 'accept', personal: ['form'], documents: ['P01'], guards: [c.asListed, h.mandateHolds], apply: c.informationSupplied },
  file: {
    name: '备案', by: ['SYS', 'CLK'], from: ['received'], topic: 'filing', documents: ['P15'], guards: [informationComplete, h.applicantApart], apply: d.decided('filed'),
    clocks: (after, act) => met(after, act, 'correctionNotice', 'firstResponse', 'promise'),
  },
  outOfScope: {
    name: '告知不属于备案范围', by: ['CLK'], from: ['received', 'guideCorrection', 'filed'], topic: 'notCompetent', personal: ['reason'], documents: ['P03'],
    guards: [scopeReason, h.applicantApart], apply: a.ended('outOfScope'), clocks: fallAway,
  },
  change: { name: '告知备案信息变更', by: ['APP', 'AGT'], from: ['filed'], topic: 'withdraw', personal: ['form'], documents: ['P15'], guards: [changeNamed, h.mandateHolds], apply: (s) => s },
  withdraw: { name: '撤回', by: ['APP'], from: ['received', 'guideCorrection', 'filed'], topic: 'withdraw', guards: [], apply: a.ended('withdrawn'), clocks: fallAway },
  deliver: {
    name: '交付备案证明', by: ['CLK', 'SYS'], from: ['filed'], topic: 'deliver', personal: ['signature'], documents: ['E14'],
    guards: [], apply: (s, act) => ({ ...delivered(s, act), state: 'filed' }),
  },
  calendarPublished: { name: '放假安排公布，重新计算期限', by: ['SYS'], from: ['received', 'guideCorrection'], topic: 'calendar', guards: [], apply: (s) => s, clocks: calendarClocks },
}
