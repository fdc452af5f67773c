import { fullMarks } from '../../../../law/credential/exam.ts'
import type { MarkedPart } from '../../../../law/credential/examMarking.ts'
import { distributionOf, statisticsOf } from '../../../../law/credential/examStatistics.ts'
import type { ExamDeps } from './deps.ts'
import { examRow } from './exams.ts'
import { keysWith, rulingsOf } from './handIn.ts'

/** Figures of one examination, computed over all marked papers; the last ones are kept until something changes. */
export function createStatistics(deps: ExamDeps) {
  const kept = new Map<string, { stamp: string; value: Awaited<ReturnType<typeof compute>> }>()

  async function compute(exam: string) {
    const e = await examRow(deps.db, deps.city, exam)
    const { rows } = await deps.db.query<{ marks: number; passed: boolean; parts: MarkedPart[] }>(`select marks, passed, parts from credentials.exam_result where city = $1 and exam = $2 order by person`, [deps.city, exam])
    const organs = await deps.db.query<{ organ: string | null; admitted: number; sat: number; passed: number }>(
      `select c.organ, count(*)::int as admitted, count(r.person)::int as sat, count(*) filter (where r.passed)::int as passed
       from credentials.exam_candidate c left join credentials.exam_result r on r.city = c.city and r.exam = c.exam and r.person = c.person
       where c.city = $1 and c.exam = $2 group by c.organ order by c.organ nulls last`, [deps.city, exam])
    const names = new Map(deps.directory.organs().map((o) => [o.key, o.name]))
    const marks = rows.map((r) => r.marks / 100)
    return {
      sat: rows.length, absent: organs.rows.reduce((n, o) => n + o.admitted - o.sat, 0), passed: rows.filter((r) => r.passed).length,
      average: marks.length ? Math.round((marks.reduce((a, b) => a + b, 0) / marks.length) * 100) / 100 : null, distribution: distributionOf(marks, fullMarks(e.terms)),
      organs: organs.rows.map((o) => ({ ...o, name: o.organ && (names.get(o.organ) ?? null) })), questions: rows.length ? await byQuestion(exam, rows) : [],
    }
  }

  async function byQuestion(exam: string, rows: readonly { marks: number; parts: MarkedPart[] }[]) {
    const pool = await deps.bank.poolOf(exam)
    const keyOf = keysWith(pool, await rulingsOf(deps.db, deps.city, exam))
    const frozen = new Map(pool.questions.map((q) => [q.id, q]))
    return statisticsOf(rows).map((s) => {
      const { version, kind } = frozen.get(s.question)!
      const known = pool.known(s.question, version)
      const key = keyOf(s.question, version, s.part)
      const { stem, options } = known.body.parts[s.part]!
      return { ...s, kind, stem, options, key: [...(key === 'void' ? known.key[s.part]! : key)], void: key === 'void' }
    })
  }

  return async (exam: string) => {
    const { rows: [now] } = await deps.db.query<{ stamp: string }>(
      `select concat(e.seq, '|', (select count(*) from credentials.exam_candidate c where c.city = e.city and c.exam = e.id), '|', (select count(*) from credentials.exam_result r where r.city = e.city and r.exam = e.id)) as stamp
       from credentials.exam e where e.city = $1 and e.id = $2`, [deps.city, exam])
    const before = kept.get(exam)
    if (now && before?.stamp === now.stamp) return before.value
    const value = await compute(exam)
    if (kept.size > 20) kept.clear()
    if (now) kept.set(exam, { stamp: now.stamp, value })
    return value
  }
}

