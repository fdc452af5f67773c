import type { QueryOf } from '../../../../contract/endpoint.ts'
import type * as contract from '../../../../contract/exams.ts'
import type { ExamKind, ExamSubject } from '../../../../law/credential/exam.ts'
import type { Tx } from '../../../kernel/db.ts'
import { BadInput, NotFound, type Ctx } from '../../../kernel/http/index.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { append } from '../../../kernel/journal/index.ts'
import type { ExamDeps } from './deps.ts'
import { actorOf } from './exams.ts'
import type { QuestionText } from './readQuestions.ts'

interface Row { id: string; source: string; subject: ExamSubject; topic: string; kind: ExamKind; version: number; retiredOn: string | null; body: QuestionText; key: string[][] }

/** the bank, page by page, with keys: for supervisors; `q` is looked for in the text */
export async function bankList(deps: ExamDeps, query: QueryOf<typeof contract.bank>) {
  if (query.cursor !== undefined && !isUuid(query.cursor)) throw new BadInput('翻页的位置不对，请从第一页开始')
  const { rows } = await deps.db.query<Row>(
    `select q.id, q.source, q.subject, q.topic, q.kind, q.version, q.retired_on as "retiredOn", v.body, v.key
     from credentials.exam_question q join credentials.exam_question_version v on v.city = q.city and v.question = q.id and v.version = q.version
     where q.city = $1 and ($2::uuid is null or q.id > $2) and ($3::text is null or q.kind = $3) and ($4::text is null or q.subject = $4) and ($5::text is null or position($5 in v.body::text) > 0)
     order by q.id limit $6`, [deps.city, query.cursor ?? null, query.kind ?? null, query.subject ?? null, query.q?.trim() || null, query.limit + 1])
  const counts = await deps.db.query<{ subject: ExamSubject; topic: string; kind: ExamKind; count: number }>(
    `select subject, topic, kind, count(*)::int as count from credentials.exam_question where city = $1 and retired_on is null group by 1, 2, 3 order by 1, 2, 3`, [deps.city])
  const items = rows.slice(0, query.limit).map(({ body, ...r }) => ({ ...r, facts: body.facts, parts: body.parts }))
  return { items, next: rows.length > query.limit ? items.at(-1)!.id : null, counts: counts.rows }
}

/** no new examination draws it; those that are set keep it. One that is retired already stays as it is */
export async function retireQuestion(deps: ExamDeps, ctx: Ctx, tx: Tx, id: string): Promise<{ retiredOn: string }> {
  const { rows: [question] } = await tx.query<{ retired_on: string | null }>(`select retired_on from credentials.exam_question where city = $1 and id = $2 for update`, [deps.city, id])
  if (!question) throw new NotFound()
  if (question.retired_on !== null) return { retiredOn: question.retired_on }
  const retiredOn = ctx.legalNow.slice(0, 10)
  await tx.query(`update credentials.exam_question set retired_on = $3 where city = $1 and id = $2`, [deps.city, id, retiredOn])
  await append(tx, deps.city, [deps.journal.prepare({ type: 'credentials.questionRetired', at: ctx.legalNow, subject: { kind: 'question', id }, actor: actorOf(ctx), digests: {} }, deps.clock.real())])
  return { retiredOn }
}
