import { cite, type Citation } from '../kernel/citation.ts'
import { NDX, type LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'
import { checkedYear } from './conduct.ts'
import { henan } from './general.ts'
import { exempt } from './training.ts'

/* 执法证、监督证 (the life of a credential: the province makes it; the city prepares, audits, submits and mirrors, ZJ-01…07). */

export type CredentialState = 'DRAFT' | 'SUBMITTED' | 'VALID' | 'SUSPENDED' | 'REVOKED' | 'CANCELLED' | 'EXPIRED' | 'LAPSED_PENDING'
/** city: the justice bureau as administrator; supervision: the supervision organ; justice: the organ that decides on a qualification; province; body: the officer's own */
export type CredentialHand = 'city' | 'body' | 'supervision' | 'justice' | 'province'
export type CredentialAct = 'submit' | 'issue' | 'suspend' | 'giveBack' | 'revoke' | 'cancel' | 'renew'

const acts: Readonly<Record<CredentialAct, { from: readonly CredentialState[]; to: CredentialState; by: readonly CredentialHand[]; basis: readonly Citation[] }>> = {
  submit: { from: ['DRAFT'], to: 'SUBMITTED', by: ['city'], basis: [cite(henan, 21, '第二款')] },
  issue: { from: ['SUBMITTED'], to: 'VALID', by: ['province'], basis: [cite(henan, 21, '第二款')] },
  suspend: { from: ['VALID'], to: 'SUSPENDED', by: ['supervision'], basis: [cite(henan, 42, '第六项')] },
  giveBack: { from: ['SUSPENDED'], to: 'VALID', by: ['supervision'], basis: [cite(henan, 42, '第六项')] },
  revoke: { from: ['VALID', 'SUSPENDED', 'EXPIRED', 'LAPSED_PENDING'], to: 'REVOKED', by: ['justice'], basis: [cite(henan, 46, '第二项')] },
  cancel: { from: ['VALID', 'SUSPENDED', 'EXPIRED', 'LAPSED_PENDING'], to: 'CANCELLED', by: ['city', 'province'], basis: [cite(henan, 20)] },
  renew: { from: ['VALID', 'EXPIRED'], to: 'SUBMITTED', by: ['city'], basis: [cite(henan, 21, '第一款')] },
}

/** the acts that this hand is offered on a credential in this state; the city is never offered to issue one (ZJ-01) */
export function credentialActs(state: CredentialState, by: CredentialHand): CredentialAct[] {
  return (Object.keys(acts) as CredentialAct[]).filter((a) => acts[a].from.includes(state) && acts[a].by.includes(by))
}

/** the state after an act. Refuses (RangeError) one that is not offered to this hand in this state. */
export function afterCredentialAct(state: CredentialState, act: CredentialAct, by: CredentialHand): CredentialState {
  if (!credentialActs(state, by).includes(act)) throw new RangeError('这一步不能由这个机关在证件的这个状态下办理')
  return acts[act].to
}

const fault = (rule: string, code: string, message: string, basis: Citation[]): Finding => ({ rule: `credential/lifecycle#${rule}`, code, message, basis })

/** ZJ-03: why an application cannot be submitted to the province; empty when it can. `examExempt` is the city's policy. */
export function mayBeSubmitted(o: { examPublic: boolean | null; examProfessional: boolean | null; lawQualified: string }, city: { examExempt: boolean }): Finding[] {
  if (exempt(o, city)) return []
  return [['公共法律知识', o.examPublic] as const, ['专业法律知识', o.examProfessional] as const].filter(([, passed]) => !passed)
    .map(([what]) => fault('exams', 'ZJ-03', `${what}考试没有合格，不能上报`, [cite(henan, 21, '第一款')]))
}

export interface Credential {
  state: CredentialState
  validTo: LegalDate
  /** the last year for which the annual check was passed; absent = the city has none */
  checkedFor?: number
}

/** the state on a day: what lapsed by time is seen here, so that a late worker gives nobody extra time. `deadline` is MM-DD. */
export function credentialOn(held: Credential, day: LegalDate, deadline: string): CredentialState {
  if (held.state !== 'VALID') return held.state
  if (held.validTo < day) return 'EXPIRED'
  return held.checkedFor !== undefined && held.checkedFor < checkedYear(day, deadline) ? 'LAPSED_PENDING' : 'VALID'
}

const unusable: Readonly<Partial<Record<CredentialState, string>>> = {
  EXPIRED: '执法证已经过期', LAPSED_PENDING: '执法证没有通过年度审验', SUSPENDED: '执法证被暂扣', REVOKED: '执法资格已被取消', CANCELLED: '执法证已经注销',
}

/** ZJ-05: why this person may not act on a day (E-CF-13); undefined when the credential is good */
export function mayEnforce(held: Credential, day: LegalDate, deadline: string): Finding | undefined {
  const state = credentialOn(held, day, deadline)
  return state === 'VALID' ? undefined : fault('usable', 'E-CF-13', `${unusable[state] ?? '还没有取得执法证'}，不能执法`, [cite(henan, 21, '第一款')])
}

/** ZJ-07: a credential ends the day after its ground (retired, moved, dead, resigned, body abolished); open cases are handed over first */
export function cancellation(ground: LegalDate, openCases: number): { effectiveOn: LegalDate } | Finding {
  if (openCases > 0) return fault('handed-over', 'ZJ-07', `还有${openCases}件未办结的案件，先移交再注销`, [cite(henan, 20)])
  return { effectiveOn: NDX(ground, 1) }
}

/** ZJ-07: who was revoked applies again: never in transport, by a person's decision elsewhere */
export function reapplication(before: CredentialState, domain: string): Finding | undefined {
  if (before !== 'REVOKED') return undefined
  return domain === '交通运输' ? fault('revoked-again', 'ZJ-07', '执法证被吊销的，不得重新申领', [cite('交通运输行政执法证件管理规定', 34)])
    : fault('revoked-again', 'ZJ-07', '曾被取消执法资格，不能直接申领，须由司法行政机关逐案决定', [cite(henan, 46, '第二项')])
}
