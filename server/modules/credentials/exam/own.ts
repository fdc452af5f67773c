import { fullMarks, type ExamTerms } from '../../../../law/credential/exam.ts'
import { mayAppeal, mayOpen, maySignIn, type ExamState, type Sitting } from '../../../../law/credential/examConduct.ts'
import type { PaperItem } from '../../../../law/credential/examPaper.ts'
import { NotFound, type Ctx } from '../../../kernel/http/index.ts'
import { stateSql } from './candidates.ts'
import type { ExamDeps } from './deps.ts'
import { dueOf } from './exams.ts'
import { handInByTime } from './handIn.ts'

/** One candidate in one examination, with what of the examination they need to know. */
export interface OwnRow {
  id: string; name: string; terms: ExamTerms; opens: string; closes: string; state: ExamState; published_at: string | null; rulings: number
  mine: 'admitted' | 'signedIn' | 'writing' | 'handedIn'
  organ: string | null; extra_minutes: number; signed_in_at: string | null; opened_at: string | null; ends_at: string | null; until_at: string | null; device: string | null; handed_in_at: string | null; handed_by: 'self' | 'time' | null
  marks: number | null; passed: boolean | null
}

/** own paper with what was saved so far; none before signing in */
export interface OwnPaper { items: PaperItem[]; salt: Buffer; answers: { no: number; seq: number; chosen: string; flagged: boolean }[] }

const columns = `e.id, e.name, e.terms, e.opens, e.closes, e.state, e.published_at, e.rulings, ${stateSql} as mine, c.organ, c.extra_minutes, c.signed_in_at, c.opened_at, c.ends_at, c.until_at, c.device,
    c.handed_in_at, c.handed_by, r.marks, r.passed`
const joined = `from credentials.exam_candidate c join credentials.exam e on e.city = c.city and e.id = c.exam
  left join credentials.exam_result r on r.city = c.city and r.exam = c.exam and r.person = c.person`
const mine = `c.city = $1 and c.person = $2 and e.state <> 'draft'`
// with the paper in the same trip: two thousand people open theirs at once
const paper = `p.items, c.salt, coalesce((select jsonb_agg(jsonb_build_object('no', a.no, 'seq', a.seq, 'chosen', a.chosen, 'flagged', a.flagged) order by a.no)
    from credentials.exam_answer a where a.city = c.city and a.exam = c.exam and a.person = c.person), '[]') as answers`

/**
 * The caller's own row. Refuses NotFound for who is no candidate, and while the examination is being drawn up. When the time is over and the machinery has not
 * come by yet, hands in first: a late worker gives nobody extra time.
 */
export async function ownRow(deps: ExamDeps, ctx: Ctx, exam: string): Promise<OwnRow> {
  return read<OwnRow>(deps, ctx, exam, `select ${columns} ${joined} where ${mine} and c.exam = $3`)
}

/** as ownRow, with the paper; `items` is null before signing in */
export async function ownRowWithPaper(deps: ExamDeps, ctx: Ctx, exam: string): Promise<OwnRow & (OwnPaper | { items: null })> {
  return read(deps, ctx, exam, `select ${columns}, ${paper} ${joined} left join credentials.exam_paper p on p.city = c.city and p.exam = c.exam and p.person = c.person where ${mine} and c.exam = $3`)
}

async function read<T extends OwnRow>(deps: ExamDeps, ctx: Ctx, exam: string, sql: string): Promise<T> {
  const once = async () => (await deps.db.query<T>(sql, [deps.city, ctx.person, exam])).rows[0]
  const row = await once()
  if (!row) throw new NotFound()
  if (!overdue(row, ctx.realNow)) return row
  await handInByTime(deps, exam, ctx.person)
  return (await once())!
}

const overdue = (r: Pick<OwnRow, 'until_at' | 'handed_in_at'>, real: number): boolean => !r.handed_in_at && !!r.until_at && Date.parse(r.until_at) < real

export async function ownExams(deps: ExamDeps, ctx: Ctx) {
  const { rows } = await deps.db.query<OwnRow>(`select ${columns} ${joined} where ${mine} order by e.opens desc, e.id desc limit 100`, [deps.city, ctx.person])
  return { items: rows.map((r) => ownView(deps, ctx, r)) }
}

export const sittingOf = (r: OwnRow): Sitting => ({ signedIn: r.signed_in_at !== null, endsAt: r.ends_at === null ? null : Date.parse(r.ends_at), handedIn: r.handed_in_at !== null })

export function ownView(deps: ExamDeps, ctx: Ctx, r: OwnRow) {
  const { terms: t } = r
  const notYet = r.mine === 'handedIn' ? null : (r.signed_in_at ? mayOpen(r.state, r, t, sittingOf(r), ctx.legalNow) : maySignIn(r.state, r, t, ctx.legalNow))?.message ?? null
  const { appealDue: due, appealProvisional } = dueOf(deps, r)
  return {
    id: r.id, name: r.name, subject: t.subject, opens: r.opens, closes: r.closes, minutes: t.minutes, extraMinutes: r.extra_minutes, passMarks: t.passMarks, fullMarks: fullMarks(t), parts: [...t.parts],
    signInMinutes: t.signInMinutes, lateMinutes: t.lateMinutes, idCheck: t.idCheck, multi: t.multi, state: r.state, mine: r.mine, notYet, endsAt: r.ends_at, handedInAt: r.handed_in_at, handedBy: r.handed_by,
    result: r.published_at && due && r.marks !== null
      ? { marks: r.marks / 100, passed: r.passed!, publishedAt: r.published_at, appealDue: due, appealProvisional, mayAppeal: !mayAppeal(r.state, due, true, ctx.legalNow.slice(0, 10)) } : null,
  }
}
