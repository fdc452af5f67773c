import type { ActDef, Procedure } from '../kernel/procedure.ts'
import type { ItemTerms, Regime } from '../item/item.ts'
import { acts } from './acts.ts'
import { filingActs } from './filing.ts'
import { lapse } from './lapse.ts'
import { basisOf, bind, versionOn, type RegimeTerms } from './regime.ts'
import { regimes } from './regimes/index.ts'
import type { SkeletonAct } from './skeleton.ts'
import { empty, type PermitState, type StateKey } from './state.ts'

export type PermitProcedure = Procedure<PermitState, ItemTerms>
export type PermitActDef = ActDef<PermitState, ItemTerms>

/** states of each regime in the words that people read */
function states(terms: RegimeTerms): Record<string, string> {
  const w = terms.words
  const filing: Partial<Record<StateKey, string>> = {
    new: '未提交', received: '已收到', guideCorrection: '待补充信息', filed: '已备案', outOfScope: '不属于备案范围', withdrawn: '已撤回',
  }
  const all: Partial<Record<StateKey, string>> = {
    new: '未提交', received: '收件', correction: '待补正', notNeeded: '不受理', notCompetent: '不予受理', accepted: '受理', review: '审查',
    special: '特别程序', granted: w.granted, refused: w.refused, terminated: '已终止', withdrawn: '已撤回', abandoned: '逾期未补正', issued: '已发证', delivered: '已送达',
  }
  const { special, ...others } = all
  return terms.key === 'filing' ? filing : stops(terms) ? { ...others, special: special! } : others
}

/** does this regime's law let a clock stop at all? Without, there is no state 特别程序 */
function stops(terms: RegimeTerms): boolean {
  return terms.versions.some((v) => v.special.length > 0)
}

function bound(a: SkeletonAct, terms: RegimeTerms): PermitActDef {
  return {
    name: typeof a.name === 'string' ? a.name : a.name(terms.words),
    by: a.by, from: a.from === 'new' || stops(terms) ? a.from : a.from.filter((s) => s !== 'special'), basis: (day) => basisOf(terms, a.topic, day),
    ...(a.lapses ? { lapses: true as const } : {}),
    ...(a.facts ? { facts: a.facts } : {}), ...(a.personal ? { personal: a.personal } : {}), ...(a.documents ? { documents: a.documents } : {}),
    rules: a.guards.flatMap((g) => bind(g, terms)),
    apply: a.apply,
    ...(a.clocks ? { clocks: (after, act, ctx) => a.clocks!(after, act, ctx, versionOn(terms, act.effectiveOn ?? act.at.slice(0, 10)), terms) } : {}),
  }
}

/** acts that a regime does not know: no extension or special procedure where its law gives none */
function known(terms: RegimeTerms): Record<string, SkeletonAct> {
  const list = Object.entries(terms.key === 'filing' ? filingActs : acts).filter(([type]) => {
    if (type === 'extend') return terms.versions.some((v) => v.limits.extension)
    if (type === 'suspend' || type === 'resume') return stops(terms)
    if (type === 'deemAccept') return terms.versions.some((v) => v.silence === 'deemedAccepted')
    return true
  })
  return Object.fromEntries(list)
}

const built = new Map<Regime, PermitProcedure>()

/**
 * The procedure of a regime: one skeleton of states and acts, bound to that regime's articles, limits and words. Always the
 * same object for the same regime. `id` is `permit` for all, since the rules stand in law/permit.
 */
export function procedureFor(regime: Regime): PermitProcedure {
  const have = built.get(regime)
  if (have) return have
  const terms = regimes[regime]
  const p: PermitProcedure = {
    id: 'permit', name: terms.name, states: states(terms),
    final: terms.key === 'filing' ? ['withdrawn', 'outOfScope'] : ['notNeeded', 'notCompetent', 'withdrawn', 'abandoned', 'delivered'],
    initial: () => empty,
    acts: Object.fromEntries(Object.entries(known(terms)).map(([type, a]) => [type, bound(a, terms)])),
    lapse: lapse(terms),
  }
  built.set(regime, p)
  return p
}
