import type { ExamStanding } from '../../../../law/credential/examResult.ts'
import type { PaperItem } from '../../../../law/credential/examPaper.ts'
import type { CredentialsDeps } from '../index.ts'
import type { Http } from '../../../kernel/http/index.ts'
import { createBank } from './bank.ts'
import type { ExamDeps } from './deps.ts'
import { lapse } from './handIn.ts'
import { examResults } from './outcome.ts'
import { examRoutes } from './routes.ts'
import { drawn } from './sitting.ts'
import { takeInPack, type ExamPack } from './pack.ts'

/** Examinations: question bank, papers, sittings, marking, results, objections. */
export interface Exams {
  routes(http: Http): void
  /** takes the demonstration's questions and examination in, once */
  takeIn(pack: ExamPack | null): Promise<void>
  /** hands in for everybody whose time is over; how many */
  lapse(): Promise<number>
  /** draws a candidate's paper once more from the stored seed and questions: whoever doubts a drawing compares it with the paper */
  drawAgain(exam: string, person: string): Promise<PaperItem[]>
  /** what their published results say of people on a day, for the rules on credentials (ZJ-03) */
  examResults(people: readonly string[], day: string): Promise<ReadonlyMap<string, ExamStanding>>
}

export function createExams(given: CredentialsDeps): Exams {
  const deps: ExamDeps = { ...given, bank: createBank(given) }
  return {
    routes: examRoutes(deps),
    takeIn: (pack) => takeInPack(deps, pack),
    lapse: () => lapse(deps),
    drawAgain: (exam, person) => drawn(deps, exam, person),
    examResults: (people, day) => examResults(deps, people, day),
  }
}
