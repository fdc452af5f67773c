import type { Citation } from '../kernel/citation.ts'
import type { LegalDate } from '../kernel/dates.ts'
import type { RosterIndex } from './rosterIndex.ts'
import type { Opinion } from './audit.ts'

/* 清理规则 (a dated, cited rule that a campaign holds against one row of a list). */

/** How a rule is known (law.md 0.1); `parameter` and `design` have no legal force of their own. */
export type Tag = 'verified' | 'secondary' | 'from memory' | 'parameter' | 'design'

/** What a campaign says of a row, in the words of law.md 3.3 and of the profiles. */
export type RosterVerdict = 'DATA_ERROR' | 'UNREADABLE' | 'REMOVE' | 'MERGE' | 'SUSPEND' | 'REVIEW' | 'CORRECT' | 'BLOCKED' | 'RED' | 'YELLOW' | 'CONFIRM' | 'KEEP'

export interface AuditContext<S> {
  /** the day for which the roster is judged */
  asOf: LegalDate
  settings: S
  index: RosterIndex
  /** row numbers on which no rule of the first pass found anything; empty while that pass runs */
  staying: ReadonlySet<number>
  /** what was said of the officers of a body, by its credit code; empty until the officers are judged */
  officersOf(uscc: string): readonly Opinion[]
}

/** What a rule found on a row. */
export interface Hit {
  /** one Chinese sentence: what is wrong */
  message: string
  /** heading of the column that it is about, and what stands there */
  field?: string
  value?: string
  /** what should stand there, as a proposal; null = a person must decide */
  expected?: string | null
  /** the other row */
  conflictWithRow?: number
  /** a verdict that differs from the rule's own in this case (R17: lent out is to be looked at) */
  verdict?: RosterVerdict
}

export interface AuditRule<R, S> {
  /** path: `credential/age#adult` is in law/credential/age.ts */
  id: string
  /** as the campaign counts it: R04, xuchang-2020/R14; what is printed is the part after the stroke */
  code: string
  /** 中文, for lists and reports */
  name: string
  verdict: RosterVerdict
  basis: readonly Citation[]
  tag: Tag
  /** what the articles do not say themselves: the standard, the model, our own setting */
  source?: string
  /** in force from this day (inclusive) … until this day (exclusive), held against the day of the audit */
  from: LegalDate
  until?: LegalDate
  /** tried in a second pass, and only on rows on which the first found nothing */
  whenKept?: true
  test(row: R, ctx: AuditContext<S>): undefined | Hit | Hit[]
}

/** declares a rule over rows R with the settings S of its profile */
export function auditRule<R, S>(r: AuditRule<R, S>): AuditRule<R, S> {
  return r
}

/** those that are there; undefined where there is none, which is so on most rows */
export function hits(...found: readonly (Hit | false)[]): Hit[] | undefined {
  return found.some((h) => h) ? found.filter((h) => h !== false) : undefined
}

/** xuchang-2020/R14 → R14 */
export function printed(code: string): string {
  return code.slice(code.indexOf('/') + 1)
}
