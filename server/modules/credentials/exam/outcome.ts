import { fullMarks, type ExamSubject } from '../../../../law/credential/exam.ts'
import { mayAppeal } from '../../../../law/credential/examConduct.ts'
import type { MarkedPart } from '../../../../law/credential/examMarking.ts'
import { askedOf, toSeen, type PaperItem } from '../../../../law/credential/examPaper.ts'
import { standingOf, type ExamStanding, type SubjectResult } from '../../../../law/credential/examResult.ts'
import { legalDateOf } from '../../../../law/kernel/instant.ts'
import type { Tx } from '../../../kernel/db.ts'
import { NotFound, Refusal, ownFinding, type Ctx } from '../../../kernel/http/index.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import { append, commit } from '../../../kernel/journal/index.ts'
import { saltOf } from './bank.ts'
import type { ExamDeps } from './deps.ts'
import { dueOf } from './exams.ts'
import { keysWith, rulingsOf } from './handIn.ts'
import { ownRow } from './own.ts'
import { shown } from './sitting.ts'

/* What comes of an examination for the candidate: the result, an objection, and what it means for the credential. */

async function paperOf(deps: ExamDeps, exam: string, person: string): Promise<{ items: PaperItem[]; parts: MarkedPart[]; rulings: number } | undefined> {
  return (await deps.db.query<{ items: PaperItem[]; parts: MarkedPart[]; rulings: number }>(
    `select p.items, r.parts, r.rulings from credentials.exam_paper p join credentials.exam_result r on r.city = p.city and r.exam = p.exam and r.person = p.person
     where p.city = $1 and p.exam = $2 and p.person = $3`, [deps.city, exam, person])).rows[0]
}

/** The caller's result, after it was published: marks, and where the examination shows them, own and right answers. Refuses NotFound before. */
export async function resultView(deps: ExamDeps, ctx: Ctx, exam: string) {
  const own = await ownRow(deps, ctx, exam)
  const { appealDue: due, appealProvisional } = dueOf(deps, own)
  const paper = own.published_at && own.marks !== null ? await paperOf(deps, exam, ctx.person) : undefined
  if (!paper || !due) throw new NotFound()
  const appeals = (await deps.db.query<{ no: number; state: 'open'; reason: string; answer: string | null }>(
    `select no, state, reason, answer from credentials.exam_appeal where city = $1 and exam = $2 and person = $3 order by at`, [deps.city, exam, ctx.person])).rows
  return {
    marks: own.marks! / 100, passed: own.passed!, fullMarks: fullMarks(own.terms), passMarks: own.terms.passMarks, publishedAt: own.published_at!, appealDue: due, appealProvisional,
    mayAppeal: !mayAppeal(own.state, due, true, ctx.legalNow.slice(0, 10)), remarked: paper.rulings > 0, parts: own.terms.showAnswers ? await compared(deps, exam, paper) : [], appeals,
  }
}

/** own answers beside the right ones, in the letters and the order in which the candidate had them */
async function compared(deps: ExamDeps, exam: string, paper: { items: PaperItem[]; parts: MarkedPart[] }) {
  const pool = await deps.bank.poolOf(exam)
  const keyOf = keysWith(pool, await rulingsOf(deps.db, deps.city, exam))
  const seen = shown(paper.items, pool)
  const marked = new Map(paper.parts.map((p) => [p.no, p]))
  return askedOf(paper.items).map(({ no, item, part }) => {
    const i = paper.items[item]!
    const order = i.orders[part]!
    const key = keyOf(i.question, i.version, part)
    const { stem, options } = seen[item]!.asked[part]!
    const m = marked.get(no)!
    return {
      no, kind: i.kind, facts: seen[item]!.facts, stem, options, chosen: toSeen(order, m.chosen), void: key === 'void', right: toSeen(order, key === 'void' ? pool.known(i.question, i.version).key[part]! : key), share: m.share,
    }
  })
}

/** An objection to one question, once for each; the reason is personal and stays out of the log. Refuses after the days for it. The answer writes it down. */
export async function appealFor(deps: ExamDeps, ctx: Ctx, exam: string, o: { no: number; reason: string }): Promise<(tx: Tx) => Promise<{ id: string }>> {
  const own = await ownRow(deps, ctx, exam)
  const fault = mayAppeal(own.state, dueOf(deps, own).appealDue, own.handed_in_at !== null, ctx.legalNow.slice(0, 10))
  if (fault) throw new Refusal([fault], { status: 409 })
  const paper = await paperOf(deps, exam, ctx.person)
  const asked = paper && askedOf(paper.items).find((a) => a.no === o.no)
  if (!asked) throw new NotFound()
  const { question, version } = paper.items[asked.item]!
  return async (tx) => {
    const id = uuidv7()
    const { rowCount } = await tx.query(
      `insert into credentials.exam_appeal (city, id, exam, person, no, question, version, part, reason, at, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open') on conflict (city, exam, person, no) do nothing`,
      [deps.city, id, exam, ctx.person, o.no, question, version, asked.part, o.reason.trim(), ctx.legalNow])
    if (!rowCount) throw new Refusal([ownFinding('credential/examConduct#appeal-once', 'E-STATE', '对这道题已经提出过异议')], { status: 409 })
    await append(tx, deps.city, [deps.journal.prepare({
      type: 'credentials.examAppealed', at: ctx.legalNow, subject: { kind: 'sitting', id: `${exam}|${ctx.person}` }, actor: { org: own.organ, role: 'candidate', person: ctx.person }, digests: { reason: commit(saltOf(deps.journal, id), o.reason.trim()) },
    }, deps.clock.real())])
    return { id }
  }
}

/**
 * What their published results say of people on a day (ZJ-03: both subjects; whether the legal-profession qualification spares them is the caller's to ask). Everybody asked for
 * is in the answer.
 */
export async function examResults(deps: Pick<ExamDeps, 'db' | 'city'>, people: readonly string[], day: string): Promise<Map<string, ExamStanding>> {
  const { rows } = await deps.db.query<{ person: string; subject: ExamSubject; passed: boolean; marks: number; opens: string; published_at: string }>(
    `select r.person, e.terms ->> 'subject' as subject, r.passed, r.marks, e.opens, e.published_at
     from credentials.exam_result r join credentials.exam e on e.city = r.city and e.id = r.exam where r.city = $1 and r.person = any($2::uuid[]) and e.state = 'published'`, [deps.city, people])
  const of = new Map<string, SubjectResult[]>()
  for (const r of rows) of.set(r.person, [...(of.get(r.person) ?? []), { subject: r.subject, passed: r.passed, marks: r.marks / 100, held: legalDateOf(r.opens), published: legalDateOf(r.published_at) }])
  return new Map(people.map((p) => [p, standingOf(of.get(p) ?? [], day)]))
}
