import { legalDateOf } from '../kernel/dates.ts'
import type { Act } from '../kernel/procedure.ts'
import type { Citation } from '../kernel/citation.ts'
import { dayOf, has, listed, read } from './reading.ts'
import { guard } from './regime.ts'
import type { Regime } from '../item/item.ts'
import type { PermitState } from './state.ts'

/* 审查与决定 (许可法 34, 37, 38, 57; XK-12, XK-20) */

/** a 承诺件 is examined before it is decided; only an 即办件 is decided on acceptance */
export const reviewFirst = guard({
  id: 'permit/decision#review-first', code: 'XK-12', topic: 'review',
  test: ({ state, item }) => (state.state === 'accepted' && item.caseType === 'promised' ? { message: '请先开始审查' } : undefined),
})
/** MOD-03: it waits for the results of other members of the bundle (fact `dependencies`: case ids or item names) */
export const dependenciesDone = guard({
  id: 'permit/decision#dependencies', code: 'MOD-03', topic: 'joint', facts: ['dependencies'],
  test: ({ facts }) => listed(facts.dependencies).map((d) => ({ at: d, message: '前置事项尚未办结，不能先行作出准予的决定' })),
})
/** XK-12: what is granted is valid from the day of the decision at the earliest: nothing is dated back (law.md appendix B 5) */
export const validity = guard({
  id: 'permit/decision#validity', code: 'XK-12', topic: 'decide',
  test: ({ act, now }) => {
    const { validFrom, validUntil } = act.payload as { validFrom?: string; validUntil?: string }
    const from = validFrom ?? legalDateOf(now)
    return [
      ...(from < legalDateOf(now) ? [{ at: 'validFrom', message: '有效期不能从作出决定之前起算' }] : []),
      ...(validUntil !== undefined && validUntil <= from ? [{ at: 'validUntil', message: '有效期的截止日须晚于起算日' }] : []),
    ]
  },
})
/** regimes whose grant the head signs (law.md appendix A, P11) */
export const headSigns: readonly Regime[] = ['permit']
/**
 * XK-12: the written decision that grants a permit is signed by the head of the organ (law.md appendix A, P11), as the one that
 * refuses is. Our reading of 许可法 38: it is the organ's decision, and an examiner does not speak for the organ. Who stands in for
 * the head does so by a recorded deputyship or role, never by being the examiner. Registrations and services are decided at the post.
 */
export const signedByHead = guard({
  id: 'permit/decision#signed-by-head', code: 'XK-12', topic: 'decide', regimes: headSigns,
  test: ({ act }) => (act.actor.code === 'HEAD' ? undefined : { at: 'actor', message: '准予行政许可的决定书由本机关负责人签发；审查完毕后请负责人作出决定' }),
})
/** XK-20: where the number is limited, first accepted first granted (fact `quotaAhead`: qualified cases accepted earlier and undecided; `quotaLeft`) */
export const quotaOrder = guard({
  id: 'permit/decision#quota-order', code: 'XK-20', topic: 'quota', facts: ['quotaAhead', 'quotaLeft'], regimes: ['permit'],
  test: ({ item, facts }) => {
    if (item.quota === undefined) return undefined
    if (facts.quotaLeft === 0) return { message: '数量已满，不能再准予' }
    return listed(facts.quotaAhead).map((c) => ({ at: c, message: '有数量限制的许可按受理先后准予，先受理且符合条件的申请尚未决定' }))
  },
})
/** XK-12, G-04: a refusal says why */
export const reasons = guard({
  id: 'permit/decision#reasons', code: 'G-04', topic: 'reasons',
  test: ({ act }) => [
    ...(has(act, 'reason') ? [] : [{ at: 'reason', message: '不予的决定应当说明理由' }]),
    ...(has(act, 'facts') ? [] : [{ at: 'facts', message: '须写明认定的事实' }]),
  ],
})
/** XK-12: and by which article; without one nobody can check the reason */
export const articleCited = guard({
  id: 'permit/decision#article-cited', code: 'XK-12', topic: 'reasons',
  test: ({ act }) => {
    const articles: Citation[] = read('refuse', act).articles ?? []
    const good = articles.length > 0 && articles.every((a) => String(a.law ?? '').trim() && Number.isInteger(a.article) && a.article > 0)
    return good ? undefined : { at: 'articles', message: '须写明依据的条款' }
  },
})

/** what the decider set apart from the item's own term of validity */
function validityOf(act: Act): { validFrom?: string; validUntil?: string } {
  const { validFrom, validUntil } = read('grant', act)
  return { ...(validFrom ? { validFrom } : {}), ...(validUntil ? { validUntil } : {}) }
}

export function takenUp(state: PermitState, act: Act): PermitState {
  return { ...state, state: 'review', takenUpBy: act.actor.person }
}

export function decided(kind: 'granted' | 'tacit' | 'refused' | 'filed') {
  const to = kind === 'refused' ? 'refused' : kind === 'filed' ? 'filed' : 'granted'
  return (state: PermitState, act: Act): PermitState => ({
    ...state, state: to,
    decision: { kind, on: dayOf(act), at: act.at, by: act.actor.person, ...(kind === 'refused' ? { articles: read('refuse', act).articles } : kind === 'granted' ? validityOf(act) : {}) },
  })
}
