import { createHash, randomBytes } from 'node:crypto'
import type { BodyOf } from '../../../../contract/endpoint.ts'
import type * as contract from '../../../../contract/exams.ts'
import { fullMarks, termsFaults, type ExamKind, type ExamTerms } from '../../../../law/credential/exam.ts'
import { appealPeriod, hoursFaults, mayPublish, type ExamState } from '../../../../law/credential/examConduct.ts'
import { draw } from '../../../../law/credential/examPaper.ts'
import { legalDateOf } from '../../../../law/kernel/instant.ts'
import { instant, millisecondsAt } from '../../../kernel/clock.ts'
import { BadInput, NotFound, ownFinding, Refusal, type Ctx } from '../../../kernel/http/index.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import { append, commit, digest } from '../../../kernel/journal/index.ts'
import type { Queryable, Tx } from '../../../kernel/db.ts'
import { available, saltOf } from './bank.ts'
import type { ExamDeps } from './deps.ts'
import { numbersFrom } from './seed.ts'

/* The arrangement of an examination, by the justice bureau: made, changed, set (from then on it stands), cancelled. */

export interface ExamRow {
  id: string
  name: string
  terms: ExamTerms
  topics: string[]
  opens: string
  closes: string
  state: ExamState
  seq: number
  seed: Buffer | null
  published_at: string | null
  rulings: number
}

const columns = 'id, name, terms, topics, opens, closes, state, seq, seed, published_at, rulings'

/** refuses NotFound */
export async function examRow(on: Queryable, city: string, id: string, lock: '' | 'for update' | 'for share' = ''): Promise<ExamRow> {
  const { rows } = await on.query<ExamRow>(`select ${columns} from credentials.exam where city = $1 and id = $2 ${lock}`, [city, id])
  if (!rows[0]) throw new NotFound()
  return rows[0]
}

interface Counted { admitted: number; signedIn: number; writing: number; handedIn: number; openAppeals: number; poolDigest: string | null }
type Row = ExamRow & Counted

/** how many candidates are how far, counted once for all examinations asked for */
async function rowsWith(deps: ExamDeps, where: string, params: unknown[]): Promise<Row[]> {
  const { rows } = await deps.db.query<Row>(
    `select ${columns.split(', ').map((c) => `e.${c}`).join(', ')}, p.digest as "poolDigest", n.*,
       (select count(*)::int from credentials.exam_appeal a where a.city = e.city and a.exam = e.id and a.state = 'open') as "openAppeals"
     from credentials.exam e left join credentials.exam_pool p on p.city = e.city and p.exam = e.id
     cross join lateral (
       select count(*)::int as admitted, count(*) filter (where c.signed_in_at is not null and c.opened_at is null)::int as "signedIn",
         count(*) filter (where c.opened_at is not null and c.handed_in_at is null)::int as writing, count(c.handed_in_at)::int as "handedIn"
       from credentials.exam_candidate c where c.city = e.city and c.exam = e.id) n
     where e.city = $1 and ${where} order by e.opens desc, e.id desc limit 200`, [deps.city, ...params])
  return rows
}

export const listExams = async (deps: ExamDeps) => ({ items: (await rowsWith(deps, 'true', [])).map((r) => view(deps, r)) })

/** refuses NotFound */
export async function examView(deps: ExamDeps, id: string) {
  const [row] = await rowsWith(deps, 'e.id = $2', [id])
  if (!row) throw new NotFound()
  return view(deps, row)
}

/** the last day of objections, reckoned each time by the calendar of today */
export function dueOf(deps: ExamDeps, e: Pick<ExamRow, 'published_at' | 'terms'>): { appealDue: string | null; appealProvisional: boolean } {
  const period = e.published_at ? appealPeriod(legalDateOf(e.published_at), e.terms, deps.calendar()) : undefined
  return { appealDue: period?.due ?? null, appealProvisional: period?.provisional ?? false }
}

function view(deps: ExamDeps, e: Row) {
  const { admitted, signedIn, writing, handedIn } = e
  return {
    id: e.id, name: e.name, terms: { ...e.terms, parts: [...e.terms.parts] }, topics: e.topics, opens: e.opens, closes: e.closes, state: e.state, fullMarks: fullMarks(e.terms), counts: { admitted, signedIn, writing, handedIn },
    publishedAt: e.published_at, ...dueOf(deps, e), openAppeals: e.openAppeals, poolDigest: e.poolDigest, seq: e.seq,
  }
}

type Wanted = BodyOf<typeof contract.make>

function hoursOf(body: Wanted): { opens: string; closes: string } {
  const read = (text: string, at: string) => {
    try {
      return instant(millisecondsAt(text))
    } catch (e) {
      throw new BadInput((e as Error).message, { findings: [ownFinding('contract/exams#make', 'E-INPUT', (e as Error).message, at)] })
    }
  }
  return { opens: read(body.opens, 'opens'), closes: read(body.closes, 'closes') }
}

type Arranged = Pick<ExamRow, 'name' | 'terms' | 'topics' | 'opens' | 'closes'>

const termsDigest = (e: Arranged): string => digest({ terms: e.terms, topics: e.topics, opens: e.opens, closes: e.closes })
/** a name is free text, so it is committed to with a salt */
const arrangedDigests = (deps: ExamDeps, id: string, e: Arranged) => ({ terms: termsDigest(e), name: commit(saltOf(deps.journal, id), e.name) })

/** Makes a draft, with digests of its terms and name in the log. Refuses (BadInput) hours that are no times. */
export async function makeExam(deps: ExamDeps, ctx: By, tx: Tx, body: Wanted): Promise<string> {
  const id = uuidv7()
  const { opens, closes } = hoursOf(body)
  const name = body.name.trim()
  await tx.query(`insert into credentials.exam (city, id, name, terms, topics, opens, closes, state, seq, created) values ($1, $2, $3, $4, $5, $6, $7, 'draft', 1, $8)`,
    [deps.city, id, name, JSON.stringify(body.terms), body.topics, opens, closes, deps.clock.legal()])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.examMade', at: ctx.legalNow, subject: { kind: 'exam', id }, seq: 1, actor: actorOf(ctx), next: 'draft', digests: arrangedDigests(deps, id, { ...body, name, opens, closes }),
  }, deps.clock.real())])
  return id
}

const stateFault = (message: string) => new Refusal([ownFinding('credential/examConduct#state', 'E-STATE', message)])

/** Changes a draft, with the new digests in the log; the same again changes nothing. What has been set stands: whoever admitted candidates told them so. */
export async function changeExam(deps: ExamDeps, ctx: By, tx: Tx, id: string, body: Wanted): Promise<void> {
  const e = await examRow(tx, deps.city, id, 'for update')
  if (e.state !== 'draft') throw stateFault('安排已经定下，不能再改')
  const { opens, closes } = hoursOf(body)
  const name = body.name.trim()
  const digests = arrangedDigests(deps, id, { ...body, name, opens, closes })
  const before = arrangedDigests(deps, id, e)
  if (digests.terms === before.terms && digests.name === before.name) return
  await tx.query(`update credentials.exam set name = $3, terms = $4, topics = $5, opens = $6, closes = $7, seq = seq + 1 where city = $1 and id = $2`,
    [deps.city, id, name, JSON.stringify(body.terms), body.topics, opens, closes])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.examChanged', at: ctx.legalNow, subject: { kind: 'exam', id }, seq: e.seq + 1, actor: actorOf(ctx), prev: 'draft', next: 'draft', digests,
  }, deps.clock.real())])
}

/** who does it and when: a request, or (nobody) the taking in of a demonstration */
export type By = Pick<Ctx, 'grants' | 'legalNow'> & { person: string | null }

/** the actor of entries about an examination */
export const actorOf = (ctx: Pick<By, 'person' | 'grants'>) => ({ org: ctx.grants.find((g) => g.role === 'supervisor')?.organ ?? null, role: ctx.person === null ? 'system' : 'supervisor', person: ctx.person })

/**
 * Sets an examination: freezes the questions from which it draws, makes the secret seed of its papers, and puts digests of terms, questions and
 * seed into the log before anybody is examined: afterwards every drawing can be proven. Refuses terms that the bank cannot fill.
 */
export async function setExam(deps: ExamDeps, ctx: By, tx: Tx, id: string): Promise<void> {
  const e = await examRow(tx, deps.city, id, 'for update')
  if (e.state !== 'draft') throw stateFault('安排已经定下，不用再定')
  const pool = (await available(tx, deps.city, { subject: e.terms.subject, topics: e.topics })).map(({ id: q, version, kind, options }) => ({ id: q, version, kind, options }))
  const there: Record<ExamKind, number> = { judge: 0, single: 0, multi: 0, case: 0 }
  for (const q of pool) there[q.kind]++
  const faults = [...termsFaults(e.terms, there), ...hoursFaults(e, e.terms, ctx.legalNow)]
  if (faults.length) throw new Refusal(faults)
  const seed = randomBytes(32)
  const poolDigest = digest(pool)
  await tx.query(`insert into credentials.exam_pool (city, exam, questions, digest) values ($1, $2, $3, $4)`, [deps.city, id, JSON.stringify(pool), poolDigest])
  await tx.query(`update credentials.exam set state = 'set', seed = $3, seq = seq + 1 where city = $1 and id = $2`, [deps.city, id, seed])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.examSet', at: ctx.legalNow, subject: { kind: 'exam', id }, seq: e.seq + 1, actor: actorOf(ctx), prev: 'draft', next: 'set',
    digests: { terms: termsDigest(e), pool: poolDigest, seed: createHash('sha256').update(seed).digest('hex') },
  }, deps.clock.real())])
}

/** while nobody has seen a paper */
export async function cancelExam(deps: ExamDeps, ctx: Ctx, tx: Tx, id: string): Promise<void> {
  const e = await examRow(tx, deps.city, id, 'for update')
  if (e.state !== 'draft' && e.state !== 'set') throw stateFault('这场考试已经结束，不能取消')
  const opened = await tx.query(`select 1 from credentials.exam_candidate where city = $1 and exam = $2 and opened_at is not null limit 1`, [deps.city, id])
  if (opened.rowCount) throw stateFault('已经有人打开试卷，不能取消')
  await tx.query(`update credentials.exam set state = 'cancelled', seq = seq + 1 where city = $1 and id = $2`, [deps.city, id])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.examCancelled', at: ctx.legalNow, subject: { kind: 'exam', id }, seq: e.seq + 1, actor: actorOf(ctx), prev: e.state, next: 'cancelled', digests: {},
  }, deps.clock.real())])
}

/** a paper drawn by the same rule from a seed that no candidate has; with keys, for the supervisor */
export async function previewOf(deps: ExamDeps, id: string) {
  const e = await examRow(deps.db, deps.city, id)
  const pool = await available(deps.db, deps.city, { subject: e.terms.subject, topics: e.topics })
  const there: Record<ExamKind, number> = { judge: 0, single: 0, multi: 0, case: 0 }
  for (const q of pool) there[q.kind]++
  const faults = termsFaults(e.terms, there)
  if (faults.length) throw new Refusal(faults)
  const luck = numbersFrom(randomBytes(32), 'preview')
  const byId = new Map(pool.map((q) => [q.id, q]))
  const items = draw(pool, { parts: e.terms.parts, shuffle: false }, { choosing: luck, ordering: luck }).map((i) => {
    const q = byId.get(i.question)!
    return { id: i.question, source: '', subject: e.terms.subject, topic: '', kind: i.kind, version: i.version, retiredOn: null, facts: q.body.facts, parts: q.body.parts, key: q.key, marks: i.marks }
  })
  return { items, fullMarks: fullMarks(e.terms) }
}

/**
 * Publishes the results: from here on candidates see theirs, and the days for objections run. One entry in the log for the examination and one for
 * each who sat it. Refuses while somebody is writing, or before the announced end.
 */
export async function publishExam(deps: ExamDeps, ctx: Ctx, tx: Tx, id: string): Promise<void> {
  const e = await examRow(tx, deps.city, id, 'for update')
  const writing = await tx.query<{ n: number }>(`select count(*)::int as n from credentials.exam_candidate where city = $1 and exam = $2 and opened_at is not null and handed_in_at is null`, [deps.city, id])
  const fault = mayPublish(e.state, e, writing.rows[0]!.n, ctx.legalNow)
  if (fault) throw new Refusal([fault], { status: 409 })
  await tx.query(`update credentials.exam set state = 'published', published_at = $3, seq = seq + 1 where city = $1 and id = $2`, [deps.city, id, ctx.legalNow])
  const { rows } = await tx.query<{ person: string; marks: number; passed: boolean }>(`select person, marks, passed from credentials.exam_result where city = $1 and exam = $2 order by person`, [deps.city, id])
  const real = deps.clock.real()
  const actor = actorOf(ctx)
  const own = rows.map((r) => deps.journal.prepare({
    type: 'credentials.examined', at: ctx.legalNow, subject: { kind: 'person', id: r.person }, actor, next: r.passed ? 'passed' : 'failed', digests: { exam: digest(id) },
  }, real))
  const whole = deps.journal.prepare({
    type: 'credentials.examPublished', at: ctx.legalNow, subject: { kind: 'exam', id }, seq: e.seq + 1, actor, prev: 'set', next: 'published',
    digests: { results: digest(rows.map((r) => [r.person, r.marks, r.passed])) },
  }, real)
  for (let i = 0; i < own.length; i += 500) await append(tx, deps.city, own.slice(i, i + 500))
  await append(tx, deps.city, [whole])
}
