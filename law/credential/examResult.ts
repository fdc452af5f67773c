import { cite, type Citation } from '../kernel/citation.ts'
import type { LegalDate } from '../kernel/dates.ts'
import type { ExamSubject } from './exam.ts'
import { henan } from './general.ts'

/* 考试成绩怎样用于执法资格 (ZJ-03: both subjects passed, unless the legal-profession qualification spares the examination where the city says so). */

/** `held`: the day of the examination; `published`: the day on which its results came out */
export interface SubjectResult { subject: ExamSubject; passed: boolean; marks: number; held: LegalDate; published: LegalDate }

export interface ExamStanding {
  /** null = never sat */
  publicExam: boolean | null
  professionalExam: boolean | null
  /** the day on which the latest of the passed examinations was held; null while none is passed */
  date: LegalDate | null
}

export const standingBasis: readonly Citation[] = [cite(henan, 21, '第一款'), cite('关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见', 23)]

/** What a person's results say on a day: a subject once passed stays passed, a later failure takes nothing away. */
export function standingOf(results: readonly SubjectResult[], day: LegalDate): ExamStanding {
  const known = results.filter((r) => r.published <= day)
  const of = (subject: ExamSubject) => {
    const own = known.filter((r) => r.subject === subject)
    return own.length ? own.some((r) => r.passed) : null
  }
  const dates = known.filter((r) => r.passed).map((r) => r.held).sort()
  return { publicExam: of('public'), professionalExam: of('professional'), date: dates.at(-1) ?? null }
}
