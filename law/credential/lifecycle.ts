import { cite, type Citation } from '../kernel/citation.ts'
import type { LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'
import { checkedYear } from './conduct.ts'
import { henan } from './general.ts'
import { exempt } from './training.ts'

/* 证件在某一天的状态 (what a credential is good for on a day; what happens to it is holderProcedure.ts). */

export type CredentialState = 'DRAFT' | 'SUBMITTED' | 'VALID' | 'SUSPENDED' | 'REVOKED' | 'CANCELLED' | 'EXPIRED' | 'LAPSED_PENDING'
const fault = (rule: string, code: string, message: string, basis: Citation[]): Finding => ({ rule: `credential/lifecycle#${rule}`, code, message, basis })

/** ZJ-03: why an application cannot be submitted to the province; empty when it can. `examExempt` is the city's policy. */
export function mayBeSubmitted(o: { examPublic: boolean | null; examProfessional: boolean | null; lawQualified: string }, city: { examExempt: boolean }): Finding[] {
  if (exempt(o, city)) return []
  return [['公共法律知识', o.examPublic] as const, ['专业法律知识', o.examProfessional] as const].filter(([, passed]) => !passed)
    .map(([what]) => fault('exams', 'ZJ-03', `${what}考试没有合格，不能上报`, [cite(henan, 21, '第一款')]))
}

export interface Credential {
  state: CredentialState
  /** first day of that state, and what it was until then; absent = always */
  on?: LegalDate | undefined
  before?: CredentialState | undefined
  /** absent = the list did not say */
  validTo?: LegalDate | undefined
  /** the last year for which the annual check was passed; absent = the city has none */
  checkedFor?: number | undefined
}

/** the state on a day: what lapsed by time is seen here, so that a late worker gives nobody extra time. `deadline` is MM-DD. */
export function credentialOn(held: Credential, day: LegalDate, deadline: string): CredentialState {
  // what takes effect on a later day (注销 from the day after its ground) has not happened yet
  const state = held.on && day < held.on ? held.before ?? 'DRAFT' : held.state
  if (state !== 'VALID') return state
  if (held.validTo !== undefined && held.validTo < day) return 'EXPIRED'
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

/** ZJ-07: who was revoked applies again: never in transport, by a person's decision elsewhere */
export function reapplication(before: CredentialState, domain: string): Finding | undefined {
  if (before !== 'REVOKED') return undefined
  return domain === '交通运输' ? fault('revoked-again', 'ZJ-07', '执法证被吊销的，不得重新申领', [cite('交通运输行政执法证件管理规定', 34)])
    : fault('revoked-again', 'ZJ-07', '曾被取消执法资格，不能直接申领，须由司法行政机关逐案决定', [cite(henan, 46, '第二项')])
}
