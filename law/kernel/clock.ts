import type { Citation } from './citation.ts'

export type ClockUnit = 'workday' | 'calendar' | 'month'

/**
 * A statutory or promised clock as the act that started it stored it. Folding reads it back as it is, so that editing a
 * rule never moves a deadline that somebody was told (VER-02, settled.md 6). The day list is derived again on reading
 * from exactly these fields (deadline.ts), by anyone.
 */
export interface Clock {
  /** correctionNotice, decision, promise, correctionPeriod, issue, … unique in a case */
  id: string
  /** 中文 name shown to people: 受理期限、办理期限 … */
  name: string
  /** rule id, `permit/limits#decision` */
  rule: string
  basis: Citation[]
  /** the event that started it, in Chinese: 受理 */
  event: string
  /** day of that event; it does not count (CAL-04) */
  start: string
  n: number
  unit: ClockUnit
  /** days that do not count, both ends included, with the ground and the document that told the applicant (许可法 45) */
  excluded: { from: string; to?: string; why: string; document?: string }[]
  /** last day, end of day */
  due: string
  /** promise with a time of day: the instant, RFC 3339 +08:00 */
  dueAt?: string
  calendarVersion: string
  /** 暂定: it reaches a year whose arrangement is not published */
  provisional?: boolean
  status: 'running' | 'paused' | 'met' | 'cancelled'
  /** day (or instant, for dueAt) on which what it waits for was done */
  metAt?: string
  /** earlier values, kept when the State Council changed the calendar (G-01) */
  previous?: { due: string; calendarVersion: string }[]
  /** hard = set by law; promise = told to the person by us */
  kind: 'statutory' | 'promised'
}
