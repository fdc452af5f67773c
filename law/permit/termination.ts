import type { Clock } from '../kernel/clock.ts'
import { cite, type Citation } from '../kernel/citation.ts'
import type { Act } from '../kernel/procedure.ts'
import { cancelled, met } from './clocks.ts'
import type { TerminationGround } from './payload.ts'
import { dayOf, has, read } from './reading.ts'
import { guard } from './regime.ts'
import type { PermitState } from './state.ts'

/* 终止、撤回申请、逾期不补正 (XK-04, XK-16) */

/** the only grounds on which a case ends after acceptance and before the decision */
export const grounds: Readonly<Record<TerminationGround, string>> = {
  applicantRequest: '申请人申请终止',
  deathOrIncapacity: '赋予公民特定资格的，该公民死亡或者丧失行为能力',
  entityEnded: '法人或者其他组织依法终止',
  notRequired: '申请事项依法不再需要办理',
  feeUnpaid: '依法应当缴纳费用，在规定期限内未缴纳',
  forceMajeure: '因不可抗力需要终止',
  otherLegal: '法律、法规、规章规定的其他情形',
}

/** E-XK-16 */
export const listedGround = guard({
  id: 'permit/termination#listed-ground', code: 'E-XK-16', topic: 'terminate',
  test: ({ act }) => {
    const { ground, articles } = read('terminate', act)
    if (!Object.hasOwn(grounds, ground)) return { at: 'ground', message: `“${ground}”不是可以终止办理的情形` }
    return ground === 'otherLegal' && !articles?.length ? { at: 'articles', message: '须写明规定该情形的条款' } : undefined
  },
})
export const terminationReason = guard({
  id: 'permit/termination#reason', code: 'G-04', topic: 'terminate',
  test: ({ act }) => (has(act, 'reason') ? undefined : { at: 'reason', message: '终止办理须说明理由' }),
})

export function terminated(state: PermitState, act: Act): PermitState {
  const { ground, articles } = read('terminate', act)
  return { ...state, state: 'terminated', decision: { kind: 'terminated', on: dayOf(act), at: act.at, by: act.actor.person, ground, ...(articles ? { articles } : {}) } }
}

/** the agency's clocks are met by its decision, the applicant's fall away */
export function terminationClocks(after: PermitState, act: Act): Clock[] {
  const done = met(after, act, 'decision', 'onTheSpot', 'promise', 'outerLimit')
  const ids = new Set(done.map((c) => c.id))
  return [...done, ...cancelled(after).filter((c) => !ids.has(c.id))]
}

/** the case is over without a decision */
export function fallAway(after: PermitState): Clock[] {
  return cancelled(after)
}

/** XK-16: fees paid come back unless the stage they were paid for is finished */
export function refundable(paidFor: { finished: boolean }): boolean {
  return !paidFor.finished
}

export const terminationBasis: Citation[] = [cite('市场监督管理行政许可程序暂行规定', 30)]
