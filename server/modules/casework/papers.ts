import { coursePapers } from './papersOfCourse.ts'
import { decisionPapers } from './papersOfDecision.ts'
import { intakePapers } from './papersOfIntake.ts'
import type { Paper } from './paper.ts'

const papers: Record<string, Paper> = { ...intakePapers, ...coursePapers, ...decisionPapers }

/** how the document of a template code is numbered and filled */
export function paperFor(template: string): Paper {
  const paper = papers[template]
  if (!paper) throw new Error(`no paper ${template}`)
  return paper
}
