import { cite } from '../kernel/citation.ts'
import type { LegalDate } from '../kernel/dates.ts'
import { sayAll } from '../kernel/provision.ts'
import type { Finding } from '../kernel/rule.ts'
import { campaignSettings } from './campaign.ts'
import { henan, since as from } from './general.ts'

/* 证件管理的本市参数 (what the law leaves to the city or to a parameter, ZJ-02…07, RA-01); never constants in a rule. */

export interface CredentialPolicy {
  /** whose legal-profession qualification spares the examination (国办发〔2018〕118号二十三: 可以) */
  examExempt: boolean
  /** class hours a year (法治政府建设实施纲要 34) */
  hours: number
  minAge: number
  /** day of the year until which last year's check must be there, MM-DD (ZJ-06) */
  annualCheckDeadline: string
  /** longest suspension, months (ZJ-07; 参照辽宁省行政执法监督规定三十六) */
  maxSuspensionMonths: number
  /** natural days within which the unit and the issuing body are told of a suspension */
  tellDays: number
  /** years for which a card is issued, when the province says nothing else (ZJ-05) */
  validityYears: number
  /** working days in which a body answers what a clean-up tells it, where the clean-up sets nothing else (RA-01) */
  replyDays: number
}

/** what holds where a city sets nothing */
export const usualPolicy: CredentialPolicy = {
  examExempt: false, hours: 60, minAge: 18, annualCheckDeadline: '03-31', maxSuspensionMonths: 6, tellDays: 3, validityYears: 5, replyDays: campaignSettings.replyDays.value,
}

/** Below these no city may go. One number holds for every day, so that of the hours is the programme's, though it was a parameter before 2021 (ZJ-04). */
export const policyFloors = [
  { id: 'credential/policy#hours', code: 'ZJ-04', from, at: 'hours', least: 60, says: '每人每年的培训学时不得少于60学时', basis: [cite('法治政府建设实施纲要（2021—2025年）', 34)] },
  { id: 'credential/policy#min-age', code: 'ZJ-02', from, at: 'minAge', least: 18, says: '申领执法证件的最低年龄不得低于18周岁', basis: [cite(henan, 20, '第一款第二项')] },
] as const

/** what a city sets (`credentials` of its city.yaml) against the law; each sentence names its basis */
export function lintPolicy(given: Partial<CredentialPolicy>): Finding[] {
  return policyFloors.flatMap(({ id, code, at, least, says, basis }) => {
    const set = given[at] ?? least
    return set < least ? [{ rule: id, code, at, message: `${says}，这里设为${set}（${sayAll(basis)}）`, basis: [...basis] }] : []
  })
}

/** The parameters of a city that sets some of them. Refuses (RangeError, all faults in one message) what the law does not allow it. */
export function credentialPolicy(given: Partial<CredentialPolicy>): CredentialPolicy {
  const faults = lintPolicy(given)
  if (faults.length) throw new RangeError(`city.yaml：${faults.map((f) => `credentials.${f.at} ${f.code} ${f.message}`).join('；')}`)
  return { ...usualPolicy, ...given }
}

/** What a list said from which something was enrolled; its file begins with this, not with an application. */
export interface Enrolled<S extends string> {
  /** legal instant of the enrolment */
  at: string
  state: S
  /** day since which it is in that state, as far as the list says */
  on: LegalDate
}
