/**
 * What a calendar must answer. The days come from the State Council's notices (law/calendar) or from a city's import;
 * law never fetches and never assumes a year that is not there.
 */
export interface Calendar {
  /** names the set of notices it was made from, e.g. "2020.2/2021.1" ; stored with every deadline */
  version: string
  /** years for which the notice is published */
  published(year: number): boolean
  /** 工作日: a make-up workday, or Monday to Friday and not a holiday. Throws MissingYear for a year not published, unless `provisional`. */
  isWorkday(date: string): boolean
  /** why a day does not count (周末, 元旦, 春节 …), or why a weekend day does (调休上班); undefined for an ordinary workday */
  reason(date: string): string | undefined
  /** the same calendar that answers unpublished years by weekends and fixed statutory days; deadlines from it are 暂定 (CAL-03) */
  provisional(): Calendar
}

/** asked for a day of a year whose arrangement the State Council has not published (settled.md 6) */
export class MissingYear extends Error {
  constructor(readonly year: number) {
    super(`${year}年放假安排尚未公布，不能计算工作日`)
    this.name = 'MissingYear'
  }
}
