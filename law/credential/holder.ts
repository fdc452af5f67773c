import { cite } from '../kernel/citation.ts'
import { legalDateOf, MOX } from '../kernel/dates.ts'
import { henan, since as from } from './general.ts'
import { asked, cancelGrounds, type HolderRule, type HolderTrial } from './holderState.ts'
import { mayBeSubmitted, reapplication, type CredentialState } from './lifecycle.ts'

/* 申领、上报、登记、年审、注销的条件 (ZJ-01…09: what stands before each step of a credential's life). */

const transport = '交通运输行政执法证件管理规定'
const day = (t: HolderTrial): string => legalDateOf(t.now)
const rule = (r: HolderRule): HolderRule => r

/** what the server says of the person (fact `applicant`), kept with the act: nothing personal, only what the law asks. `adult` null = the birth is not known */
export interface Applicant { adult: boolean | null; inEstablishment: boolean; others: { list: string; state: CredentialState; domain: string | null }[]; bodyInForce: boolean }
const applicant = (t: HolderTrial): Applicant | undefined => t.facts['applicant'] as Applicant | undefined

/** ZJ-02: on the establishment of the body and in post; 工勤、劳动合同工、临时工 never */
export const eligible = rule({
  id: 'credential/holder#eligible', code: 'ZJ-02', basis: [cite(henan, 20)], from, facts: ['applicant'],
  test: (t) => {
    const a = applicant(t)
    if (!a) return undefined
    return [
      ...(a.inEstablishment ? [] : [{ at: 'establishment', message: '不是在编在职人员（行政编、参公、事业编），不能申领执法证件；工勤人员、劳动合同工、临时工不得申领' }]),
      ...(a.adult !== false ? [] : [{ at: 'birth', message: `未满${t.item.policy.minAge}周岁，不能申领执法证件` }]),
    ]
  },
})
/** ZT-01: only for a body that is confirmed, announced and in force */
export const bodyInForce = rule({
  id: 'credential/holder#body-in-force', code: 'ZT-01', basis: [cite(henan, 13)], from, facts: ['applicant'],
  test: (t) => (applicant(t)?.bodyInForce === false ? { at: 'body', message: '单位不是经公告的有效执法主体，不能为其人员申领执法证件' } : undefined),
})
/** ZJ-07: who was revoked never again in transport, elsewhere by a decision of its own (`reapproval`: its document) */
export const notRevoked = rule({
  id: 'credential/holder#not-revoked', code: 'ZJ-07', basis: [cite(henan, 46, '第二项'), cite(transport, 34)], from, facts: ['applicant'],
  test: (t) => {
    const revoked = applicant(t)?.others.find((o) => o.state === 'REVOKED')
    const found = revoked && reapplication('REVOKED', revoked.domain ?? '')
    const { reapproval } = asked('apply', t.act)
    return !found || (reapproval && revoked.domain !== '交通运输') ? undefined : { message: found.message }
  },
})
/** one credential of a kind; and both kinds in one hand are a conflict that a person looks at (ZJ-09) */
export const oneCredential = rule({
  id: 'credential/holder#one-credential', code: 'ZJ-09', basis: [cite(henan, 41, '第一款')], from, facts: ['applicant'],
  test: (t) => {
    const live = (applicant(t)?.others ?? []).filter((o) => o.state !== 'REVOKED' && o.state !== 'CANCELLED')
    const { list } = asked('apply', t.act)
    if (live.some((o) => o.list === list)) return { message: `本人已经有${list === 'supervisor' ? '执法监督证' : '执法证'}，须先注销原证件` }
    return live.length ? { message: '一人不能同时持有执法证和执法监督证，须先注销另一证件' } : undefined
  },
})
/** ZJ-03: both examinations, or the city's exemption */
export const exams = rule({
  id: 'credential/holder#exams', code: 'ZJ-03', basis: [cite(henan, 21, '第一款')], from, facts: ['exams'],
  test: (t) => {
    if (t.item.list === 'supervisor') return undefined
    const known = (t.facts['exams'] ?? {}) as { public?: boolean; professional?: boolean; lawQualified?: boolean }
    return mayBeSubmitted({ examPublic: known.public ?? null, examProfessional: known.professional ?? null, lawQualified: known.lawQualified ? '是' : '' }, t.item.policy).map((f) => ({ at: 'exams', message: f.message }))
  },
})
/** ZJ-04: class hours of the year (fact `hours`; unknown counts as none) */
export const trained = rule({
  id: 'credential/holder#trained', code: 'ZJ-04', basis: [cite('法治政府建设实施纲要（2021—2025年）', 34), cite(henan, 21, '第一款')], from, facts: ['hours'],
  test: (t) => {
    const hours = t.facts['hours']
    if (t.item.list === 'supervisor' || (typeof hours === 'number' && hours >= t.item.policy.hours)) return undefined
    return { at: 'hours', message: typeof hours === 'number' ? `培训${hours}学时，不足${t.item.policy.hours}学时，补足后才能上报` : `没有培训学时记录，满${t.item.policy.hours}学时后才能上报` }
  },
})
/** ZJ-07: a number belongs to one credential for ever */
export const numberUnused = rule({
  id: 'credential/holder#number-unused', code: 'ZJ-07', basis: [cite(henan, 21, '第二款')], from, facts: ['numberTaken'],
  test: ({ act, facts }) => {
    if (act.type === 'correct') return facts['numberTaken'] === true ? { at: 'credential_no', message: '这个证件编号已经用过，证件编号不得重复使用' } : undefined
    if (!(act.payload['has'] as { number?: boolean } | undefined)?.number) return { at: 'number', message: '须填写省级核发的证件编号' }
    return facts['numberTaken'] === true ? { at: 'number', message: '这个证件编号已经用过，证件编号不得重复使用' } : undefined
  },
})
export const validDates = rule({
  id: 'credential/holder#valid-dates', code: 'ZJ-05', basis: [cite(henan, 21, '第二款')], from,
  test: (t) => {
    const { issuedOn, validTo } = asked('issue', t.act)
    if (!issuedOn || !validTo) return { at: 'validTo', message: '须填写发证日期和有效期' }
    if (issuedOn > day(t)) return { at: 'issuedOn', message: '发证日期晚于今天' }
    return validTo <= issuedOn ? { at: 'validTo', message: '有效期早于发证日期' } : undefined
  },
})
/** ZJ-01: what is mirrored was applied for */
export const renewalAsked = rule({
  id: 'credential/holder#renewal-asked', code: 'ZJ-01', basis: [cite(henan, 21, '第二款')], from,
  test: ({ state }) => (state.renewal ? undefined : { message: '还没有上报换证，不能登记换证结果；市里只能上报省级，不能制证' }),
})
/** ZJ-06: the grade of the appraisal decides; the year is over or running */
export const checkedYearRight = rule({
  id: 'credential/holder#check', code: 'ZJ-06', basis: [cite(transport, 28)], from,
  test: (t) => {
    const { year, grade } = asked('check', t.act)
    const now = Number(day(t).slice(0, 4))
    return [
      ...(year === undefined || year > now || year < now - 2 ? [{ at: 'year', message: '审验年度应为最近两年内的年度' }] : []),
      ...(grade === '不合格' ? [{ at: 'grade', message: '考核不合格的不能通过审验，应当暂扣证件' }] : ['优秀', '合格', '基本合格'].includes(grade ?? '') ? [] : [{ at: 'grade', message: '考核等次应为优秀、合格、基本合格、不合格之一' }]),
    ]
  },
})
/** ZJ-07: a ground that the law knows, from a day that has come */
export const cancelGround = rule({
  id: 'credential/holder#cancel-ground', code: 'ZJ-07', basis: [cite(henan, 20), cite(transport, 25)], from,
  test: (t) => {
    const { ground, on } = asked('cancel', t.act)
    return [
      ...(ground && Object.hasOwn(cancelGrounds, ground) ? [] : [{ at: 'ground', message: `注销事由应为：${Object.values(cancelGrounds).join('、')}` }]),
      ...(on && on <= day(t) ? [] : [{ at: 'on', message: '须填写事由发生的日期，且不晚于今天' }]),
      ...(ground === 'cleanOut' && !asked('cancel', t.act).campaign ? [{ at: 'ground', message: '清理退出由清理程序确认后办理' }] : []),
    ]
  },
})
/** ZJ-07: open cases are handed over first. Who died, was dismissed or was cleaned out cannot do it: theirs go back to the organ at once */
export const handedOver = rule({
  id: 'credential/holder#handed-over', code: 'ZJ-07', basis: [cite(henan, 20)], from, facts: ['openCases'],
  test: ({ act, facts }) => {
    const n = Number(facts['openCases'] ?? 0)
    return n > 0 && !['dead', 'dismissed', 'cleanOut'].includes(asked('cancel', act).ground ?? '') ? { message: `还有${n}件未办结的案件，先移交再注销` } : undefined
  },
})
/** ZT-01: to the body that took the old one's place, and only once the old one is gone (fact `successor`) */
export const toSuccessor = rule({
  id: 'credential/holder#to-successor', code: 'ZT-01', basis: [cite(henan, 13)], from, facts: ['successor'],
  test: ({ facts }) => (facts['successor'] === true ? undefined : { at: 'body', message: '只能转到承继原单位职责的有效执法主体；其他调动须注销后重新申领' }),
})
export const returnedNotLater = rule({
  id: 'credential/holder#returned', code: 'ZJ-07', basis: [cite(transport, 25)], from,
  test: (t) => ((asked('returnCard', t.act).on ?? '') <= day(t) ? undefined : { at: 'on', message: '交回日期晚于今天' }),
})
/** last day that a suspension from today may have */
export const longestSuspension = (t: HolderTrial): string => MOX(day(t), t.item.policy.maxSuspensionMonths)
