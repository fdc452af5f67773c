import type { BodyOf } from '../../../../contract/endpoint.ts'
import type * as contract from '../../../../contract/exams.ts'
import { ownSitting } from '../../../../law/credential/examConduct.ts'
import { markPaper, type MarkedPart } from '../../../../law/credential/examMarking.ts'
import type { PaperItem } from '../../../../law/credential/examPaper.ts'
import type { Tx } from '../../../kernel/db.ts'
import { BadInput, NotFound, ownFinding, Refusal, type Ctx } from '../../../kernel/http/index.ts'
import { append, commit, digest } from '../../../kernel/journal/index.ts'
import { addVersions, digestOf, saltOf } from './bank.ts'
import type { ExamDeps } from './deps.ts'
import { actorOf, examRow, type ExamRow } from './exams.ts'
import { answersOf, keysWith, resultOf, rulingsOf } from './handIn.ts'

/* Objections as the supervisor sees and decides them; another key marks all papers again that have the question. */

interface AppealRow {
  id: string; exam: string; person: string; no: number; question: string; version: number; part: number; reason: string; at: string; state: 'open' | 'kept' | 'key' | 'void'; answer: string | null; decided_at: string | null
}

const columns = 'id, exam, person, no, question, version, part, reason, at, state, answer, decided_at'

/** objections, open ones first; chosen and key in the letters of the bank */
export async function appealList(deps: ExamDeps, exam: string) {
  const e = await examRow(deps.db, deps.city, exam)
  if (e.state !== 'published') return { items: [] }
  const { rows } = await deps.db.query<AppealRow & { parts: MarkedPart[] }>(
    `select ${columns.split(', ').map((c) => `a.${c}`).join(', ')}, r.parts from credentials.exam_appeal a join credentials.exam_result r on r.city = a.city and r.exam = a.exam and r.person = a.person
     where a.city = $1 and a.exam = $2 order by a.state <> 'open', a.at limit 500`, [deps.city, exam])
  const pool = await deps.bank.poolOf(exam)
  const keyOf = keysWith(pool, await rulingsOf(deps.db, deps.city, exam))
  const names = await deps.directory.names(rows.map((r) => r.person))
  return {
    items: rows.map((r) => {
      const { body, key } = pool.known(r.question, r.version)
      const now = keyOf(r.question, r.version, r.part)
      return {
        id: r.id, exam: r.exam, person: r.person, name: names.get(r.person)?.name ?? '', no: r.no, question: r.question, part: r.part, facts: body.facts, stem: body.parts[r.part]!.stem, options: body.parts[r.part]!.options,
        key: [...(now === 'void' ? key[r.part]! : now)], chosen: r.parts.find((p) => p.no === r.no)?.chosen ?? [], reason: r.reason, at: r.at, state: r.state, answer: r.answer, decidedAt: r.decided_at,
      }
    }),
  }
}

/**
 * Decides an objection. 'kept': the key stands. 'key' or 'void': written down as a ruling, taken over by the bank (a new version, or the question is retired), and every paper of
 * this examination that has the question is marked again. @returns how many were, and whose marks are others now
 */
export async function decideAppeal(deps: ExamDeps, ctx: Ctx, tx: Tx, id: string, body: BodyOf<typeof contract.decide>): Promise<{ state: 'kept' | 'key' | 'void'; remarked: number; changed: number }> {
  const a = (await tx.query<AppealRow>(`select ${columns} from credentials.exam_appeal where city = $1 and id = $2 for update`, [deps.city, id])).rows[0]
  if (!a) throw new NotFound()
  const own = ownSitting(ctx.person, a.person)
  if (own) throw new Refusal([own])
  if (a.state !== 'open') throw new Refusal([ownFinding('credential/examConduct#appeal', 'E-STATE', '这个异议已经答复过')])
  const e = await examRow(tx, deps.city, a.exam, 'for update')
  const done = body.verdict === 'kept' ? { remarked: 0, changed: 0 } : await ruled(deps, ctx, tx, e, a, body.verdict === 'void' ? null : [...new Set(body.key)].sort())
  await tx.query(`update credentials.exam_appeal set state = $3, answer = $4, decided_at = $5 where city = $1 and id = $2`, [deps.city, id, body.verdict, body.answer.trim(), ctx.legalNow])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.examAppealDecided', at: ctx.legalNow, subject: { kind: 'sitting', id: `${a.exam}|${a.person}` }, actor: actorOf(ctx), next: body.verdict, digests: { answer: commit(saltOf(deps.journal, id), body.answer.trim()) },
  }, deps.clock.real())])
  return { state: body.verdict, ...done }
}

async function ruled(deps: ExamDeps, ctx: Ctx, tx: Tx, e: ExamRow, a: AppealRow, key: string[] | null): Promise<{ remarked: number; changed: number }> {
  const pool = await deps.bank.poolOf(a.exam)
  const known = pool.known(a.question, a.version)
  const options = known.body.parts[a.part]!.options.length
  if (key && (!key.length || key.some((k) => k.charCodeAt(0) - 65 >= options))) {
    const message = key.length ? `这道题只有 ${options} 个选项` : '请选出新的正确答案'
    throw new BadInput(message, { findings: [ownFinding('contract/exams#decide', 'E-INPUT', message, 'key')] })
  }
  const seq = e.rulings + 1
  await tx.query(`insert into credentials.exam_ruling (city, exam, seq, question, version, part, key, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [deps.city, a.exam, seq, a.question, a.version, a.part, key && JSON.stringify(key), ctx.legalNow])
  await tx.query(`update credentials.exam set rulings = $3, seq = seq + 1 where city = $1 and id = $2`, [deps.city, a.exam, seq])
  await toBank(deps, ctx, tx, a, key)
  const done = await remark(deps, ctx, tx, e, a.question, seq)
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.examKeyChanged', at: ctx.legalNow, subject: { kind: 'exam', id: a.exam }, seq: e.seq + 1, actor: actorOf(ctx), next: key ? 'key' : 'void',
    digests: { question: digest([a.question, a.version, a.part]), key: digest(key) },
  }, deps.clock.real())])
  return done
}

/** what was found wrong here must not be drawn again as it was */
async function toBank(deps: ExamDeps, ctx: Ctx, tx: Tx, a: AppealRow, key: string[] | null): Promise<void> {
  if (!key) return void await tx.query(`update credentials.exam_question set retired_on = coalesce(retired_on, $3) where city = $1 and id = $2`, [deps.city, a.question, ctx.legalNow.slice(0, 10)])
  const { rows: [now] } = await tx.query<{ version: number; kind: 'case'; body: { facts: string | null; parts: { stem: string; options: string[] }[] }; key: string[][] }>(
    `select q.version, q.kind, v.body, v.key from credentials.exam_question q join credentials.exam_question_version v on v.city = q.city and v.question = q.id and v.version = q.version
     where q.city = $1 and q.id = $2 for update of q`, [deps.city, a.question])
  // the bank has moved on since: whoever changed it there knew what it says
  if (!now || now.version !== a.version) return
  const keys = now.key.map((k, i) => (i === a.part ? key : k))
  const version = now.version + 1
  await addVersions(tx, deps.city, [{ question: a.question, version, body: now.body, key: keys, digest: digestOf({ kind: now.kind, body: now.body, key: keys }) }], ctx.legalNow)
  await tx.query(`update credentials.exam_question set version = $3 where city = $1 and id = $2`, [deps.city, a.question, version])
}

async function remark(deps: ExamDeps, ctx: Ctx, tx: Tx, e: ExamRow, question: string, seq: number): Promise<{ remarked: number; changed: number }> {
  const pool = await deps.bank.poolOf(e.id)
  const keyOf = keysWith(pool, await rulingsOf(tx, deps.city, e.id))
  const { rows } = await tx.query<{ person: string; items: PaperItem[]; marks: number; passed: boolean; answers: [number, string][] }>(
    `select p.person, p.items, r.marks, r.passed, coalesce((select jsonb_agg(jsonb_build_array(x.no, x.chosen)) from credentials.exam_answer x
       where x.city = p.city and x.exam = p.exam and x.person = p.person and x.chosen <> ''), '[]') as answers
     from credentials.exam_paper p join credentials.exam_result r on r.city = p.city and r.exam = p.exam and r.person = p.person
     where p.city = $1 and p.exam = $2 and p.items @> $3::jsonb order by p.person`, [deps.city, e.id, JSON.stringify([{ question }])])
  const fresh = rows.map((r) => ({ ...r, now: resultOf(markPaper(r.items, answersOf(r.answers), keyOf, e.terms)) }))
  await tx.query(
    `update credentials.exam_result r set marks = x.marks, passed = x.passed, parts = x.parts, rulings = $4
     from jsonb_to_recordset($3::jsonb) as x(person uuid, marks int, passed boolean, parts jsonb) where r.city = $1 and r.exam = $2 and r.person = x.person`,
    [deps.city, e.id, JSON.stringify(fresh.map(({ person, now: [marks, passed, parts] }) => ({ person, marks, passed, parts: JSON.parse(parts) }))), seq])
  const changed = fresh.filter((r) => r.now[0] !== r.marks)
  const real = deps.clock.real()
  await append(tx, deps.city, changed.map((r) => deps.journal.prepare({
    type: 'credentials.examined', at: ctx.legalNow, subject: { kind: 'person', id: r.person }, actor: actorOf(ctx), prev: r.passed ? 'passed' : 'failed', next: r.now[1] ? 'passed' : 'failed', digests: { exam: digest(e.id) },
  }, real)))
  return { remarked: fresh.length, changed: changed.length }
}
