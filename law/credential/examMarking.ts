import { hundredths, type ExamTerms } from './exam.ts'
import { askedOf, toBank, type PaperItem } from './examPaper.ts'

/* 阅卷. Every kind has options, so all is marked at once and the same way for everybody; a ruling on an appeal replaces a key and all papers that have
 * the question are marked again. */

/** What the right answer to one part is now: letters of the bank, or void (each who had it gets its marks: nobody can be harmed by a faulty question). */
export type Key = readonly string[] | 'void'

/** share of the marks that an answer earns: 0, 0.5 or 1 */
export function shareOf(key: Key, chosen: readonly string[], multi: ExamTerms['multi']): number {
  if (key === 'void') return 1
  const right = chosen.filter((c) => key.includes(c)).length
  if (right === key.length && chosen.length === key.length) return 1
  return multi === 'half' && key.length > 1 && right > 0 && right === chosen.length ? 0.5 : 0
}

/** how one part of a paper was answered, in letters of the bank */
export interface MarkedPart { no: number; question: string; version: number; part: number; chosen: string[]; share: number }
export interface Marked {
  /** with two decimals at most */
  marks: number
  passed: boolean
  parts: MarkedPart[]
}

/**
 * Marks a paper. `answers`: letters as the candidate saw them, by running number. `keyOf` gives the key of a part. The marks of a case are
 * divided evenly among its questions and rounded to hundredths once, so that a case answered rightly gives its marks exactly.
 */
export function markPaper(
  paper: readonly PaperItem[], answers: ReadonlyMap<number, readonly string[]>, keyOf: (question: string, version: number, part: number) => Key, terms: Pick<ExamTerms, 'multi' | 'passMarks'>,
): Marked {
  const earned = new Map<number, number>()
  const parts = askedOf(paper).map(({ no, item, part }): MarkedPart => {
    const q = paper[item]!
    const chosen = toBank(q.orders[part]!, answers.get(no) ?? [])
    const share = shareOf(keyOf(q.question, q.version, part), chosen, terms.multi)
    earned.set(item, (earned.get(item) ?? 0) + share)
    return { no, question: q.question, version: q.version, part, chosen, share }
  })
  const total = paper.reduce((n, q, i) => n + Math.round((hundredths(q.marks) * earned.get(i)!) / q.orders.length), 0)
  return { marks: total / 100, passed: total >= hundredths(terms.passMarks), parts }
}
