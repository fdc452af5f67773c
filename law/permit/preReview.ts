import type { Calendar } from '../kernel/calendar.ts'
import { cite } from '../kernel/citation.ts'
import { WD, type LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'

/* 下级机关初审 (许可法 35, 43; XK-09) */

/** last day of the lower body's review; then the file goes up directly */
export function preReviewDue(acceptedOn: LegalDate, calendar: Calendar): LegalDate {
  return WD(acceptedOn, 20, calendar)
}

/** E-XK-09: the upper body may not ask the applicant again for what is in the file */
export function askedAgain(file: readonly string[], asked: readonly string[]): Finding[] {
  return asked.filter((m) => file.includes(m)).map((m) => ({
    rule: 'permit/preReview#asked-again', code: 'E-XK-09', at: m, basis: [cite('行政许可法', 35)], message: '下级机关已经报送的材料，不得要求申请人重复提供',
  }))
}
