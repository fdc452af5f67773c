import type { Calendar } from '../kernel/calendar.ts'
import { MO, type LegalDate } from '../kernel/dates.ts'

/* 告知承诺制 (MOD-01; 河南省优化营商环境条例 34 from 2021-01-01). The ordinary way stays open to whoever does not want to commit. */

/** matters for which no commitment is taken */
export const noCommitment = ['国家安全', '国家秘密', '公共安全', '金融审慎监管', '生态环境保护', '人身健康', '生命财产安全'] as const

/** months in which what was promised is checked (parameter commitmentVerifyMonths) */
export const verifyMonths = 2

/** is the commitment offered to this applicant for this item? A former false commitment, or grave bad credit, closes it until repaired. */
export function commitmentOffered(item: { commitment?: boolean; publicSafety?: boolean; touches?: readonly string[] }, applicant: { falseCommitment?: boolean; badCredit?: boolean }): boolean {
  const sensitive = item.publicSafety || (item.touches ?? []).some((t) => (noCommitment as readonly string[]).includes(t))
  return !!item.commitment && !sensitive && !applicant.falseCommitment && !applicant.badCredit
}

/** last day of the check after the grant */
export function verifyBy(grantedOn: LegalDate, calendar: Calendar): LegalDate {
  return MO(grantedOn, verifyMonths, calendar)
}

/** granted on the day of signing; false or unfulfilled: rectify, then revoke */
export function commitmentFlow(s: { signedOn: LegalDate; withdrawnOn?: LegalDate; fulfilled?: boolean; rectified?: boolean }, calendar: Calendar): { state: 'withdrawn' | 'verifying' | 'verified' | 'rectify' | 'revoke'; grantedOn?: LegalDate; verifyBy?: LegalDate } {
  if (s.withdrawnOn !== undefined && s.withdrawnOn < s.signedOn) throw new RangeError('撤回不能早于签署')
  if (s.withdrawnOn !== undefined) return { state: 'withdrawn' }
  const granted = { grantedOn: s.signedOn, verifyBy: verifyBy(s.signedOn, calendar) }
  if (s.fulfilled === undefined) return { state: 'verifying', ...granted }
  return { state: s.fulfilled || s.rectified ? 'verified' : s.rectified === false ? 'revoke' : 'rectify', ...granted }
}
