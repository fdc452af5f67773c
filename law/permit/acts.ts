import * as a from './acceptance.ts'
import * as h from './assisted.ts'
import * as c from './correction.ts'
import { met, start } from './clocks.ts'
import * as d from './decision.ts'
import * as v from './delivery.ts'
import * as g from './greenChannel.ts'
import * as i from './inspection.ts'
import * as l from './limits.ts'
import { dayOf } from './reading.ts'
import { situationAnswered } from './situation.ts'
import * as s from './special.ts'
import type { Skeleton } from './skeleton.ts'
import * as e from './termination.ts'
import * as t from './tolerant.ts'

/** the decider stands apart from the case and may act this second */
const apart = [h.helperApart, h.applicantApart, h.credentialValid]
const open = ['received', 'correction', 'accepted', 'review', 'special'] as const
const running = ['accepted', 'review', 'special'] as const
const same = <S>(x: S): S => x

/** every act of a permit, a registration or a public service: who, from which states, what it needs, what it changes */
export const acts: Skeleton = {
  submit: {
    name: '提交申请', by: ['APP', 'AGT', 'CLK'], from: 'new', topic: 'apply', personal: ['form', 'signature'], documents: ['P01'],
    facts: ['applicant', 'helper', 'joint', 'hours', 'opened'],
    guards: [a.revisionInForce, situationAnswered, a.materialsListed, a.receiptNotLater, a.notBanned, h.mandateHolds, h.inPerson, h.confirmedByApplicant],
    apply: a.received, clocks: l.receiptClocks,
  },
  check: { name: '核对材料', by: ['CLK'], from: ['received'], topic: 'receive', personal: ['notes'], guards: [a.checkInGuide, h.applicantApart], apply: a.checked },
  fixOnTheSpot: {
    name: '当场更正', by: ['APP', 'CLK'], from: ['received'], topic: 'onTheSpotFix', personal: ['changes', 'signature'],
    guards: [a.fixSigned, a.fixInGuide], apply: a.fixed,
  },
  oneTimeNotice: {
    name: '一次性告知', by: ['CLK'], from: ['received'], topic: 'oneTimeNotice', personal: ['explanations'], documents: ['P02'],
    guards: [c.oneNotice, c.inTime, c.completeNotice, c.noticeInGuide, c.notShared, c.periodSet],
    apply: c.noticed('correction'),
    clocks: (after, act, ctx, regime) => [
      ...met(after, act, 'correctionNotice', 'firstResponse'),
      start('correctionPeriod', 'permit/correction#period-set', '一次性告知', dayOf(act), { n: after.notice!.periodDays, unit: 'workday', basis: regime.basis.correctionPeriod ?? [] }, ctx),
    ],
  },
  supply: {
    name: '补正', by: ['APP', 'AGT', 'CLK'], from: ['correction'], topic: 'accept', personal: ['form'], facts: ['hours', 'promised'],
    documents: (after) => (after.state === 'accepted' ? ['P01', 'P04'] : ['P01']),
    guards: [c.asListed, h.mandateHolds], apply: c.corrected,
    clocks: (after, act, ctx, regime) => (after.state === 'accepted' ? l.acceptanceClocks(after, act, ctx, regime) : []),
  },
  accept: {
    name: '受理', by: ['CLK'], from: ['received'], topic: 'accept', documents: ['P04'], facts: ['hours', 'promised'],
    guards: [a.materialsComplete, a.formComplete, a.formRight, a.competent, h.applicantApart], apply: a.accepted('ordinary'), clocks: l.acceptanceClocks,
  },
  acceptTolerant: {
    name: '容缺受理', by: ['CLK'], from: ['received'], topic: 'accept', personal: ['commitment'], documents: ['P05'], facts: ['hours', 'promised'],
    guards: [...t.onlyTolerable, ...t.commitmentSigned, ...t.supplyBeforeDecision, a.formComplete, a.formRight, a.competent, h.applicantApart],
    apply: t.tolerated, clocks: l.acceptanceClocks,
  },
  supplyTolerated: {
    name: '补交容缺材料', by: ['APP', 'AGT', 'CLK'], from: running, topic: 'accept', documents: ['P01'], guards: [...t.toleratedListed, h.mandateHolds],
    apply: t.toleratedSupplied, clocks: (after, act) => (t.allIn(after) ? met(after, act, 'tolerantSupply') : []),
  },
  deemAccept: { name: '视为受理', by: ['SYS'], lapses: true, from: ['received'], topic: 'silence', documents: ['P04'], guards: [], apply: a.accepted('deemed'), clocks: l.acceptanceClocks },
  notNeeded: {
    name: '不受理', by: ['CLK', 'EXM'], from: ['received'], topic: 'notNeeded', personal: ['reason'], documents: ['P03'],
    guards: [a.toldAtOnce, a.reasonGiven, ...apart], apply: a.ended('notNeeded'), clocks: e.fallAway,
  },
  notCompetent: {
    name: '不予受理', by: ['CLK', 'EXM'], from: ['received'], topic: 'notCompetent', personal: ['reason'], documents: ['P03'],
    guards: [a.toldAtOnce, a.bodyNamed, a.reasonGiven, ...apart], apply: a.ended('notCompetent'), clocks: e.fallAway,
  },
  greenChannel: {
    name: '启用绿色通道', by: ['HEAD', 'GOV'], from: ['received', 'accepted', 'review'], topic: 'greenChannel', personal: ['explanation'], facts: ['hours'],
    guards: [g.justified, g.nothingSkipped, g.noOvertaking, g.onlyShorter, ...apart], apply: g.green, clocks: g.greenClocks,
  },
  takeUp: { name: '开始审查', by: ['EXM'], from: ['accepted'], topic: 'review', guards: apart, apply: d.takenUp },
  handOver: { name: '移交承办人', by: ['SYS'], from: running, topic: 'review', guards: [], apply: i.handedOver },
  assignInspectors: {
    name: '指派核查人员', by: ['HEAD', 'EXM'], from: running, topic: 'assignInspectors', guards: [i.twoInspectors, i.ownStaff, i.inspectorsCredentialed, i.inspectorsApart, ...apart],
    apply: i.assigned, clocks: (after, act) => met(after, act, 'assignInspectors'),
  },
  inspect: {
    name: '现场核查', by: ['EXM'], from: running, topic: 'inspection', personal: ['facts', 'signature'], documents: ['P10'],
    guards: [i.twoInspectors, i.ownStaff, i.recorderTookPart, i.asAssigned, i.inspectorsCredentialed, i.inspectorsApart, ...apart],
    apply: i.inspected, clocks: (after, act) => met(after, act, 'assignInspectors'),
  },
  suspend: {
    name: '启动特别程序', by: ['EXM', 'HEAD'], from: ['accepted', 'review'], topic: 'special', documents: ['P07'],
    guards: [s.listedKind, s.toldInWriting, s.beforeDue], apply: s.suspended, clocks: s.suspensionClocks,
  },
  resume: { name: '特别程序结束', by: ['EXM', 'HEAD', 'CLK'], from: ['special'], topic: 'special', guards: [s.resultDay], apply: s.resumedFrom, clocks: s.resumptionClocks },
  extend: {
    name: '延长办理期限', by: ['HEAD', 'GOV'], from: running, topic: 'extend', personal: ['reason'], documents: ['P08'],
    guards: [l.extendOnce, l.extendBeforeDue, l.extendLength, l.extendByHead, l.extendByGovernment, l.extendReason, ...apart],
    apply: l.extended, clocks: l.extensionClocks,
  },
  grant: {
    name: (w) => w.grant, by: ['HEAD', 'EXM'], from: ['accepted', 'review'], topic: 'decide', documents: ['P11'],
    guards: [d.reviewFirst, d.validity, ...t.toleratedIn, i.inspectedAndConform, d.dependenciesDone, d.quotaOrder, d.signedByHead, ...apart],
    apply: d.decided('granted'), clocks: l.decisionClocks(true),
  },
  tacitGrant: { name: '逾期视为准予', by: ['SYS'], lapses: true, from: running, topic: 'decide', documents: ['P11'], guards: [], apply: d.decided('tacit'), clocks: l.decisionClocks(true) },
  refuse: {
    name: (w) => w.refuse, by: ['HEAD'], from: ['accepted', 'review'], topic: 'reasons', personal: ['reason', 'facts'], documents: ['P12'],
    guards: [d.reasons, d.articleCited, ...apart], apply: d.decided('refused'), clocks: l.decisionClocks(false),
  },
  terminate: {
    name: '终止办理', by: ['HEAD'], from: running, topic: 'terminate', personal: ['reason'], documents: ['P13'],
    guards: [e.listedGround, e.terminationReason, ...apart], apply: e.terminated, clocks: e.terminationClocks,
  },
  withdraw: { name: '撤回申请', by: ['APP'], from: open, topic: 'withdraw', guards: [], apply: a.ended('withdrawn'), clocks: e.fallAway },
  abandon: { name: '逾期未补正', by: ['SYS'], lapses: true, from: ['correction'], topic: 'correctionPeriod', guards: [], apply: a.ended('abandoned'), clocks: e.fallAway },
  lapseTolerance: { name: '逾期未补交，视为撤回', by: ['SYS'], lapses: true, from: running, topic: 'tolerant', guards: [], apply: a.ended('withdrawn'), clocks: e.fallAway },
  issue: { name: '制发证照', by: ['SYS', 'EXM', 'CLK'], from: ['granted'], topic: 'issue', documents: ['P14'], guards: [v.licenceNamed], apply: v.issued, clocks: v.issueClocks },
  deliver: {
    name: '送达', by: ['CLK', 'SYS'], from: ['granted', 'issued', 'refused', 'terminated'], topic: 'deliver', personal: ['signature'], documents: ['E14'],
    guards: [v.licenceFirst, v.handedOver, v.byTheRightHand], apply: v.delivered, clocks: v.deliveryClocks,
  },
  calendarPublished: {
    name: '放假安排公布，重新计算期限', by: ['SYS'], from: [...open, 'granted', 'issued'], topic: 'calendar', guards: [], apply: same, clocks: l.calendarClocks,
  },
}
