import type { ExamKind, ExamSubject } from '../../../../law/credential/exam.ts'
import type { PoolQuestion } from '../../../../law/credential/examPaper.ts'
import type { Db, Queryable } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/http/index.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import { append, commit, digest, type Journal } from '../../../kernel/journal/index.ts'
import type { GivenQuestion, QuestionText } from './readQuestions.ts'

export interface Known { kind: ExamKind; body: QuestionText; key: string[][] }
export interface Pool {
  questions: PoolQuestion[]
  digest: string
  /** text and key of a question in the version that the examination froze */
  known(question: string, version: number): Known
}

/** Question bank: what a request needs of it is read once for each examination, since its questions never change after it is set. */
export interface Bank {
  /** questions from which an examination draws; refuses NotFound for one that is not set. Not to be awaited inside a transaction: it needs a connection of its own the first time */
  poolOf(exam: string): Promise<Pool>
}

const mostKept = 6

export function createBank({ db, city }: { db: Db; city: string }): Bank {
  const kept = new Map<string, Promise<Pool>>()
  async function load(exam: string): Promise<Pool> {
    const { rows } = await db.query<{ questions: PoolQuestion[]; digest: string }>(`select questions, digest from credentials.exam_pool where city = $1 and exam = $2`, [city, exam])
    const pool = rows[0]
    if (!pool) throw new NotFound()
    const texts = await versionsOf(db, city, pool.questions.map((q) => ({ question: q.id, version: q.version })))
    return {
      ...pool,
      known(question, version) {
        const found = texts.get(`${question}/${version}`)
        if (!found) throw new Error(`question ${question} version ${version} is not in the pool of ${exam}`)
        return found
      },
    }
  }
  return {
    poolOf(exam) {
      const there = kept.get(exam)
      if (there) return there
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
      const fresh = load(exam)
      fresh.catch(() => kept.delete(exam))
      kept.set(exam, fresh)
      return fresh
    },
  }
}

async function versionsOf(on: Queryable, city: string, wanted: readonly { question: string; version: number }[]): Promise<Map<string, Known>> {
  const { rows } = await on.query<{ question: string; version: number } & Known>(
    `select v.question, v.version, q.kind, v.body, v.key from credentials.exam_question_version v join credentials.exam_question q on q.city = v.city and q.id = v.question
     where v.city = $1 and (v.question, v.version) in (select * from unnest($2::uuid[], $3::int[]))`, [city, wanted.map((w) => w.question), wanted.map((w) => w.version)])
  return new Map(rows.map(({ question, version, kind, body, key }) => [`${question}/${version}`, { kind, body, key }]))
}

/** the questions from which an examination would draw today, in the order of their names in the files */
export async function available(on: Queryable, city: string, of: { subject: ExamSubject; topics: readonly string[] }): Promise<(PoolQuestion & Known)[]> {
  const { rows } = await on.query<PoolQuestion & Known>(
    `select q.id, q.version, q.kind, v.body, v.key from credentials.exam_question q join credentials.exam_question_version v on v.city = q.city and v.question = q.id and v.version = q.version
     where q.city = $1 and q.subject = $2 and (cardinality($3::text[]) = 0 or q.topic = any($3::text[])) and q.retired_on is null order by q.source`, [city, of.subject, of.topics])
  return rows.map((r) => ({ ...r, options: r.body.parts.map((p) => p.options.length) }))
}

/**
 * Salt of what the log commits to for questions and names, from the city's own key and never written anywhere: ids and texts can be known or guessed,
 * and the city can reckon it again. No entry has a subject of this kind, so it stands in no log.
 */
export const saltOf = (journal: Pick<Journal, 'pseudonym'>, of: string): Buffer => Buffer.from(journal.pseudonym('salt', of))

export interface TakenQuestions { added: number; changed: number; unchanged: number }

/**
 * Takes questions into the bank. The same file again changes nothing; a question whose text or key is different gets a new version, and papers that
 * were drawn keep the old one. Its subject and topic become those given. A retired question stays retired. What changed is committed to in the log:
 * `versions`, which were written, by id, and `placed`, which now stand under this subject and topic. `by`: whoever has the machine in his hands, or the
 * taking in of a demonstration; no account stands behind either. `now`: real milliseconds.
 */
export async function takeInQuestions(
  { db, city, journal }: { db: Db; city: string; journal: Journal }, questions: readonly GivenQuestion[], of: { subject: ExamSubject; topic: string; at: string; now: number; by: 'installer' | 'system' },
): Promise<TakenQuestions> {
  return db.tx(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtext($1))`, [`${city}|exam questions`])
    const { rows } = await tx.query<{ source: string; id: string; version: number; digest: string; kind: ExamKind; subject: string; topic: string }>(
      `select q.source, q.id, q.version, v.digest, q.kind, q.subject, q.topic from credentials.exam_question q join credentials.exam_question_version v on v.city = q.city and v.question = q.id and v.version = q.version
       where q.city = $1 and q.source = any($2::text[])`, [city, questions.map((q) => q.source)])
    const there = new Map(rows.map((r) => [r.source, r]))
    const heads: { id: string; source: string; subject: ExamSubject; topic: string; kind: ExamKind; version: number }[] = []
    const versions: { question: string; version: number; body: QuestionText; key: string[][]; digest: string }[] = []
    const counts: TakenQuestions = { added: 0, changed: 0, unchanged: 0 }
    for (const q of questions) {
      const own = digestOf(q)
      const before = there.get(q.source)
      const text = before?.digest === own && before.kind === q.kind
      if (text && before.subject === of.subject && before.topic === of.topic) { counts.unchanged++; continue }
      counts[before ? 'changed' : 'added']++
      const id = before?.id ?? uuidv7()
      const version = (before?.version ?? 0) + (text ? 0 : 1)
      heads.push({ id, source: q.source, subject: of.subject, topic: of.topic, kind: q.kind, version })
      if (!text) versions.push({ question: id, version, body: q.body, key: q.key, digest: own })
    }
    if (!heads.length) return counts
    await tx.query(
      `insert into credentials.exam_question (city, id, source, subject, topic, kind, version)
       select $1, r.* from jsonb_to_recordset($2::jsonb) as r(id uuid, source text, subject text, topic text, kind text, version int)
       on conflict (city, id) do update set subject = excluded.subject, topic = excluded.topic, kind = excluded.kind, version = excluded.version`, [city, JSON.stringify(heads)])
    await addVersions(tx, city, versions, of.at)
    const salt = saltOf(journal, 'questions')
    const written = versions.map((v) => [v.question, v.version, v.digest] as const).sort(([a], [b]) => (a < b ? -1 : 1))
    await append(tx, city, [journal.prepare({
      type: 'credentials.questionsTaken', at: of.at, subject: { kind: 'questionBank', id: city }, actor: { org: null, role: of.by, person: null },
      digests: { versions: commit(salt, written), placed: commit(salt, { subject: of.subject, topic: of.topic, questions: heads.map((h) => h.id).sort() }) },
    }, of.now)])
    return counts
  }, { statementTimeoutMs: 120_000 })
}

export const digestOf = (q: Pick<GivenQuestion, 'kind' | 'body' | 'key'>): string => digest({ kind: q.kind, body: q.body, key: q.key })

/** adds versions of questions that are there: [{question, version, body, key, digest}] */
export async function addVersions(on: Queryable, city: string, versions: readonly unknown[], at: string): Promise<void> {
  if (!versions.length) return
  await on.query(
    `insert into credentials.exam_question_version (city, question, version, body, key, digest, at)
     select $1, r.*, $3 from jsonb_to_recordset($2::jsonb) as r(question uuid, version int, body jsonb, key jsonb, digest text)`, [city, JSON.stringify(versions), at])
}
