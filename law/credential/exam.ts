import { cite, type Citation } from '../kernel/citation.ts'
import type { Finding } from '../kernel/rule.ts'
import { henan } from './general.ts'

/* 执法资格考试的安排 (河南省行政执法条例 21: trained, examined, then the credential). What the statute leaves open (number of questions, marks, minutes,
 * pass mark) are terms of each examination, set by the justice bureau; the values below are only where the form begins. */

export type ExamKind = 'judge' | 'single' | 'multi' | 'case'
export type ExamSubject = 'public' | 'professional'

export const kindNames: Readonly<Record<ExamKind, string>> = { judge: '判断题', single: '单项选择题', multi: '多项选择题', case: '案例分析题' }
export const subjectNames: Readonly<Record<ExamSubject, string>> = { public: '公共法律知识', professional: '专业法律知识' }

/** so many questions of one kind, each worth so many marks (a case as a whole, whatever the number of its questions) */
export interface ExamPart { kind: ExamKind; count: number; marks: number }

export interface ExamTerms {
  subject: ExamSubject
  parts: readonly ExamPart[]
  /** marks from which it is passed */
  passMarks: number
  /** time for writing */
  minutes: number
  /** an incomplete answer without a wrong choice to a question with several right ones: nothing, or half of the marks */
  multi: 'all' | 'half'
  /** every candidate has a drawing of their own; false: all have the same questions */
  own: boolean
  /** questions within a kind, and options, stand in another order for each candidate */
  shuffle: boolean
  /** minutes before the beginning from which one may sign in */
  signInMinutes: number
  /** minutes after the beginning until which one may come; null = as long as the examination lasts */
  lateMinutes: number | null
  /** seconds after the end in which a saved answer that was on its way still counts */
  graceSeconds: number
  /** the candidate sees right answers beside the own ones after the results are out */
  showAnswers: boolean
  /** working days after the results are out */
  appealDays: number
  /** the last four characters of the identity number are asked for at sign-in */
  idCheck: boolean
}

/** 100 marks in 90 minutes */
export const usualTerms: ExamTerms = {
  subject: 'public', passMarks: 60, minutes: 90, multi: 'all', own: true, shuffle: true, signInMinutes: 60, lateMinutes: 30, graceSeconds: 15, showAnswers: true, appealDays: 5, idCheck: true,
  parts: [{ kind: 'judge', count: 20, marks: 1 }, { kind: 'single', count: 30, marks: 1 }, { kind: 'multi', count: 20, marks: 1.5 }, { kind: 'case', count: 2, marks: 10 }],
}

export const examBasis: readonly Citation[] = [cite(henan, 21, '第一款')]

/** one reason why something about an examination may not be done; `rule` is the path of the rule */
export const examFault = (rule: string, message: string, at?: string): Finding => ({ rule, code: 'ZJ-03', message, basis: [...examBasis], ...(at ? { at } : {}) })

/** hundredths of a mark: sums of halves and thirds stay exact */
export const hundredths = (marks: number): number => Math.round(marks * 100)

/** full marks of a paper */
export function fullMarks(terms: Pick<ExamTerms, 'parts'>): number {
  return terms.parts.reduce((n, p) => n + p.count * hundredths(p.marks), 0) / 100
}

/** Why an examination cannot be set like this; empty when it can. `there`: questions of each kind that the bank has for it. */
export function termsFaults(terms: ExamTerms, there: Readonly<Record<ExamKind, number>>): Finding[] {
  const fault = (message: string, at: string) => examFault('credential/exam#terms', message, at)
  const out: Finding[] = []
  if (!terms.parts.length) out.push(fault('至少要有一种题', 'parts'))
  for (const [i, p] of terms.parts.entries()) {
    if (terms.parts.findIndex((q) => q.kind === p.kind) !== i) out.push(fault(`${kindNames[p.kind]}写了两次，请合为一项`, `parts.${i}`))
    else if (p.count > there[p.kind]) out.push(fault(`题库里这门课的${kindNames[p.kind]}只有${there[p.kind]}道，不够抽${p.count}道`, `parts.${i}.count`))
  }
  const full = fullMarks(terms)
  if (terms.passMarks > full) out.push(fault(`合格线${terms.passMarks}分高于满分${full}分`, 'passMarks'))
  return out
}
