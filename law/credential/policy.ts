import type { LegalDate } from '../kernel/dates.ts'

/* 证件管理的本市参数 (what the law leaves to the city or to a parameter, ZJ-02…07); never constants in a rule. */

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
}

export const usualPolicy: CredentialPolicy = { examExempt: false, hours: 60, minAge: 18, annualCheckDeadline: '03-31', maxSuspensionMonths: 6, tellDays: 3, validityYears: 5 }

/** What a list said from which something was enrolled; its file begins with this, not with an application. */
export interface Enrolled<S extends string> {
  /** legal instant of the enrolment */
  at: string
  state: S
  /** day since which it is in that state, as far as the list says */
  on: LegalDate
}
