import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { termsFaults, usualTerms, type ExamKind, type ExamTerms } from '../../../../law/credential/exam.ts'
import { findStatute } from '../../../../law/statutes/index.ts'
import { instant } from '../../../kernel/clock.ts'
import { takeInQuestions } from './bank.ts'
import { admit } from './candidates.ts'
import type { ExamDeps } from './deps.ts'
import { makeExam, setExam } from './exams.ts'
import { readQuestions, type GivenQuestion } from './readQuestions.ts'
import { readYaml } from '../../../kernel/yaml.ts'

/* What a city's folder says of examinations: questions of the demonstration in our own words, and one examination that can be sat. Demo and test only. */

const basis = z.string().regex(/^\S+ \d+$/)
const asked = { basis, stem: z.string().min(5) }
const choice = z.strictObject({ ...asked, options: z.array(z.string()).min(2), answer: z.string().regex(/^[A-H]+$/) })
const kind = z.enum(['judge', 'single', 'multi', 'case'])
const Pack = z.strictObject({
  topic: z.string().min(1),
  questions: z.array(z.union([
    z.strictObject({ id: z.string(), kind: z.literal('judge'), ...asked, answer: z.boolean() }),
    choice.extend({ id: z.string(), kind: z.enum(['single', 'multi']) }),
    z.strictObject({ id: z.string(), kind: z.literal('case'), facts: z.string().min(10), parts: z.array(choice).min(1) }),
  ])),
  exam: z.strictObject({
    name: z.string().min(2), minutes: z.number().int().min(1), passMarks: z.number(), days: z.number().int().min(1), parts: z.array(z.strictObject({ kind, count: z.number().int().min(1), marks: z.number() })), candidates: z.array(z.string()),
  }),
})

export interface ExamPack { topic: string; questions: GivenQuestion[]; bases: string[]; exam: { name: string; days: number; terms: ExamTerms; candidates: string[] } }

const yesNo = { A: '错误', B: '正确' }
const lettered = (options: readonly string[]) => Object.fromEntries(options.map((o, i) => [String.fromCharCode(65 + i), o]))

/**
 * Reads `exam.yaml` of a city's folder; null without the file. Refuses (throws, all faults) a file that does not fit, questions that the bank would not take, an article that our statutes do
 * not know, and an examination that its questions cannot fill.
 */
export function readExamPack(dir: string): ExamPack | null {
  const file = join(dir, 'exam.yaml')
  if (!existsSync(file)) return null
  const read = Pack.safeParse(readYaml(file))
  if (!read.success) throw new Error(`exam.yaml：${read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('；')}`)
  const { topic, questions, exam } = read.data
  const lines = questions.map((q) => {
    const id = `pack-${q.id}`
    if (q.kind === 'judge') return { id, kind: q.kind, stem: q.stem, options: yesNo, answer: [q.answer ? 'B' : 'A'] }
    if (q.kind === 'case') return { id, facts: q.facts, questions: q.parts.map((p) => ({ stem: p.stem, options: lettered(p.options), answer: [...p.answer] })) }
    return { id, kind: q.kind, stem: q.stem, options: lettered(q.options), answer: [...q.answer] }
  })
  const taken = readQuestions(lines.map((l) => JSON.stringify(l)).join('\n'))
  const bases = [...new Set(questions.flatMap((q) => (q.kind === 'case' ? q.parts.map((p) => p.basis) : [q.basis])))]
  const there: Record<ExamKind, number> = { judge: 0, single: 0, multi: 0, case: 0 }
  for (const q of taken.questions) there[q.kind]++
  const terms: ExamTerms = { ...usualTerms, parts: exam.parts, minutes: exam.minutes, passMarks: exam.passMarks, lateMinutes: null, signInMinutes: 1440, idCheck: false }
  const faults = [
    ...taken.broken.map((b) => `第 ${b.line} 题 ${b.reason}`),
    ...bases.filter((b) => { const [law, article] = b.split(' '); return !findStatute(law!)?.articles[Number(article)] }).map((b) => `法规条目里没有 ${b}`),
    ...termsFaults(terms, there).map((f) => f.message),
  ]
  if (faults.length) throw new Error(`exam.yaml：${faults.join('；')}`)
  return { topic, questions: taken.questions, bases, exam: { name: exam.name, days: exam.days, terms, candidates: exam.candidates } }
}

/** Takes the questions in, and makes, sets and fills the examination, as the system and in nobody's name; once. */
export async function takeInPack(deps: ExamDeps, pack: ExamPack | null): Promise<void> {
  if (!pack) return
  // what a ruling has put right in the bank since is not put wrong again
  if ((await deps.db.query(`select 1 from credentials.exam where city = $1 and topics = $2 limit 1`, [deps.city, [pack.topic]])).rowCount) return
  const at = deps.clock.legal()
  await takeInQuestions(deps, pack.questions, { subject: pack.exam.terms.subject, topic: pack.topic, at, now: deps.clock.real(), by: 'system' })
  const by = { person: null, legalNow: at, grants: [] }
  const closes = instant(Date.parse(at) + pack.exam.days * 86_400_000)
  await deps.db.tx(async (tx) => {
    const id = await makeExam(deps, by, tx, { name: pack.exam.name, terms: { ...pack.exam.terms, parts: [...pack.exam.terms.parts] }, topics: [pack.topic], opens: at, closes })
    await setExam(deps, by, tx, id)
    await admit(deps, by, tx, id, { organs: [], bodies: [], people: pack.exam.candidates })
  })
}
