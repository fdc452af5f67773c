import { holds, type Answers } from '../kernel/condition.ts'
import type { Question } from '../item/item.ts'

/*
 * 情形引导: a guide is one list for everybody; the answers to its questions say which part of it is this person's. What counts
 * is computed here, once, for the page, the clerk, the helper and the rule that guards the submission.
 */

/** What is asked of a person under the answers given so far. */
export interface Situation {
  /** the questions that apply, in order */
  asked: Question[]
  /** the answers that count: to a question that applies, one of its options */
  answers: Record<string, string>
  /** those that apply and have no answer that counts */
  open: Question[]
}

/**
 * Goes through the questions in order; a conditional one applies when the answers before it say so. An answer to a question
 * that no longer applies (an earlier answer was changed) counts no more, and neither does one that is none of the options.
 */
export function situationOf(questions: readonly Question[], given: Answers, before: Record<string, string> = {}): Situation {
  const answers: Record<string, string> = { ...before }
  const asked: Question[] = []
  for (const q of questions) {
    if (asked.some((x) => x.id === q.id) || !holds(q.when, answers)) continue
    asked.push(q)
    const chosen = Object.hasOwn(given, q.id) ? q.options.find((o) => o.value === String(given[q.id])) : undefined
    if (chosen) answers[q.id] = chosen.value
  }
  return { asked, answers, open: asked.filter((q) => answers[q.id] === undefined) }
}

/** one fault a question without an answer that counts, in the question's own words; the answer itself is never repeated */
export function unanswered({ open }: Situation, given: Answers): { at: string; message: string }[] {
  return open.map((q) => ({
    at: q.id,
    message: Object.hasOwn(given, q.id) && given[q.id] !== '' && given[q.id] !== undefined ? `“${q.ask}”请从所列选项中选择` : `请回答“${q.ask}”：要交哪些材料，由这一问决定`,
  }))
}
