import { cite, type Citation } from '../kernel/citation.ts'
import { legalDateOf } from '../kernel/dates.ts'
import { cancelClock, meetClock, startClock } from '../kernel/deadline.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Act, ActDef, Context, Procedure } from '../kernel/procedure.ts'
import { henan } from './general.ts'
import * as h from './holder.ts'
import { becomes, emptyHolder, type HolderState, type HolderTerms } from './holderState.ts'
import * as m from './measures.ts'

/* 执法证件办理程序 (the life of one credential: the province makes it; the city prepares, audits, submits and mirrors, ZJ-01…09). */

type Def = ActDef<HolderState, HolderTerms>
const transport = '交通运输行政执法证件管理规定'
const on = (...basis: Citation[]) => () => basis
const live = ['VALID', 'SUSPENDED'] as const

const running = (s: HolderState, ...ids: string[]): Clock[] => Object.values(s.clocks).filter((c) => c.status === 'running' && ids.includes(c.id))
/** what was to be told or to run out is settled when the suspension ends */
const settled = (s: HolderState): Clock[] => running(s, 'suspension', 'tell').map(cancelClock)

function suspensionClocks(s: HolderState, act: Act, ctx: Context<HolderTerms>): Clock[] {
  const start = legalDateOf(act.at)
  const clock = (c: Pick<Clock, 'id' | 'name' | 'n' | 'unit'> & { basis: Citation[] }) =>
    startClock({ ...c, rule: 'credential/measures#suspension', event: '暂扣', start, kind: 'statutory' }, ctx.calendar, { accepting: true })
  return [
    clock({ id: 'tell', name: '告知所在单位和发证机关', n: ctx.item.policy.tellDays, unit: 'calendar', basis: [cite(henan, 42, '第六项')] }),
    { ...clock({ id: 'suspension', name: '暂扣期限', n: ctx.item.policy.maxSuspensionMonths, unit: 'month', basis: [cite(transport, 31)] }), due: s.suspension!.until },
  ]
}

export const holderProcedure: Procedure<HolderState, HolderTerms> = {
  id: 'credential/holderProcedure', name: '执法证件办理',
  states: { DRAFT: '申领准备', SUBMITTED: '已上报省级', VALID: '有效', SUSPENDED: '暂扣', REVOKED: '取消资格', CANCELLED: '注销', EXPIRED: '过期', LAPSED_PENDING: '未审验，待失效' },
  final: ['REVOKED', 'CANCELLED'],
  initial: () => emptyHolder,
  acts: {
    enrol: { name: '名册登记', by: ['SYS'], lapses: true, from: 'new', basis: on(cite(henan, 21)), rules: [], apply: becomes.enrol },
    apply: { name: '申领', by: ['ADM', 'SUP'], from: 'new', basis: on(cite(henan, 20)), personal: ['identity'], rules: [h.eligible, h.bodyInForce, h.notRevoked, h.oneCredential], apply: becomes.apply },
    submit: { name: '上报省级', by: ['SUP'], from: ['DRAFT'], basis: on(cite(henan, 21, '第二款')), rules: [h.exams, h.trained], apply: becomes.submit },
    refused: { name: '登记省级退回', by: ['SUP'], from: ['SUBMITTED'], basis: on(cite(henan, 21, '第二款')), personal: ['reason'], rules: [], apply: becomes.refused },
    issue: { name: '登记省级发证', by: ['SUP'], from: ['SUBMITTED'], basis: on(cite(henan, 21, '第二款')), personal: ['number'], rules: [h.numberUnused, h.validDates], apply: becomes.issue },
    renew: { name: '上报换证', by: ['SUP'], from: ['VALID'], basis: on(cite(henan, 21, '第一款')), rules: [h.exams, h.trained], apply: becomes.renew },
    renewed: { name: '登记省级换证', by: ['SUP'], from: ['VALID'], basis: on(cite(henan, 21, '第二款')), rules: [h.renewalAsked, h.validDates], apply: becomes.renewed },
    check: { name: '年度审验', by: ['SUP'], from: ['VALID'], basis: on(cite(transport, 28)), rules: [h.checkedYearRight], apply: becomes.check },
    suspend: { name: '暂扣证件', by: ['SUP', 'HEAD', 'ADM'], from: ['VALID'], basis: on(cite(henan, 42, '第六项')), personal: ['ground', 'reason'], rules: [m.bySupervision, m.suspension], apply: becomes.suspend, clocks: suspensionClocks },
    tell: { name: '告知单位和发证机关', by: ['SUP'], from: ['SUSPENDED'], basis: on(cite(henan, 42, '第六项')), rules: [], apply: becomes.same, clocks: (s, act) => running(s, 'tell').map((c) => meetClock(c, act.at)) },
    giveBack: { name: '发还证件', by: ['SUP', 'HEAD', 'ADM'], from: ['SUSPENDED'], basis: on(cite(transport, 32)), rules: [m.bySupervision, m.retrained], apply: becomes.giveBack, clocks: settled },
    revoke: { name: '取消执法资格', by: ['SUP', 'HEAD', 'ADM'], from: live, basis: on(cite(henan, 46, '第二项')), personal: ['ground', 'reason'], rules: [m.byJustice, m.revocation], apply: becomes.revoke, clocks: settled },
    cancel: { name: '注销', by: ['SUP'], from: ['DRAFT', 'SUBMITTED', ...live], basis: on(cite(henan, 20), cite(transport, 25)), personal: ['reason'], rules: [h.cancelGround, h.handedOver], apply: becomes.cancel, clocks: settled },
    propose: { name: '提出建议', by: ['ADM', 'HEAD'], from: live, basis: on(cite(henan, 45)), personal: ['ground', 'reason'], rules: [m.proposal], apply: becomes.propose },
    declineProposal: { name: '不采纳建议', by: ['SUP'], from: live, basis: on(cite(henan, 46)), personal: ['reason'], rules: [m.proposalThere], apply: becomes.declineProposal },
    moveBody: { name: '转到承继单位', by: ['SUP'], from: ['DRAFT', 'SUBMITTED', ...live], basis: on(cite(henan, 13)), rules: [h.toSuccessor], apply: becomes.moveBody },
    correct: { name: '更正登记', by: ['SUP'], from: ['DRAFT', 'SUBMITTED', ...live], basis: on(cite(henan, 21)), personal: ['values'], rules: [h.numberUnused], apply: becomes.same },
    photo: { name: '登记证件照片', by: ['SUP', 'ADM'], from: ['DRAFT', 'SUBMITTED', ...live], basis: on(cite(henan, 21)), personal: ['photo'], rules: [], apply: becomes.same },
    returnCard: { name: '交回证件', by: ['SUP', 'ADM'], from: ['SUSPENDED', 'REVOKED', 'CANCELLED'], basis: on(cite(transport, 25)), rules: [h.returnedNotLater], apply: becomes.returnCard },
  } satisfies Record<string, Def>,
  /** a credential that came from a list begins with what the list said; recorded when something is done to it for the first time */
  lapse: (s, { item }) => {
    if (s.seq || !item.enrolled) return undefined
    const { at, ...payload } = item.enrolled
    return { type: 'enrol', at, actor: { code: 'SYS' }, payload }
  },
}

/** acts that take from the person what they could do: sessions, posts and cases follow in the same moment */
export const removing: ReadonlySet<string> = new Set(['revoke', 'cancel'])
