import type { ExamTerms } from '../../../../law/credential/exam.ts'
import { markPaper, type Key, type Marked } from '../../../../law/credential/examMarking.ts'
import type { PaperItem } from '../../../../law/credential/examPaper.ts'
import { instant } from '../../../kernel/clock.ts'
import type { Queryable, Tx } from '../../../kernel/db.ts'
import { NotFound, ownFinding, Refusal, type Ctx } from '../../../kernel/http/index.ts'
import { columns, commit } from '../../../kernel/journal/index.ts'
import type { Pool } from './bank.ts'
import type { ExamDeps } from './deps.ts'

/* The hand-in, by the candidate or by the clock: what was saved counts, is sealed with a digest in the log, and is marked at once. */

export interface Ruling { question: string; version: number; part: number; key: string[] | null }

/** key of each part: what the bank says, or what was decided on an objection */
export function keysWith(pool: Pool, rulings: readonly Ruling[]): (question: string, version: number, part: number) => Key {
  const ruled = new Map(rulings.map((r) => [`${r.question}/${r.version}/${r.part}`, r.key ?? ('void' as const)]))
  return (question, version, part) => ruled.get(`${question}/${version}/${part}`) ?? pool.known(question, version).key[part]!
}

export async function rulingsOf(on: Queryable, city: string, exam: string): Promise<Ruling[]> {
  return (await on.query<Ruling>(`select question, version, part, key from credentials.exam_ruling where city = $1 and exam = $2 order by seq`, [city, exam])).rows
}

interface Locked {
  terms: ExamTerms; organ: string | null; asked: number; salt: Buffer; device: string | null; ends_at: string | null; until_at: string | null; opened_at: string | null; handed_in_at: string | null; handed_by: 'self' | 'time' | null
  items: PaperItem[]; rulings: number
}

export interface HandedIn { handedInAt: string; handedBy: 'self' | 'time'; answered: number; asked: number; digest: string }

/** both sent at once; the second begins after the first holds the row, so it sees every answer that was acknowledged before */
async function locked(deps: ExamDeps, tx: Tx, exam: string, person: string): Promise<{ c: Locked | undefined; answers: [number, string][] }> {
  const [row, given] = await Promise.all([
    tx.query<Locked>(
      `select e.terms, e.rulings, c.organ, c.asked, c.salt, c.device, c.ends_at, c.until_at, c.opened_at, c.handed_in_at, c.handed_by, p.items
       from credentials.exam_candidate c join credentials.exam e on e.city = c.city and e.id = c.exam join credentials.exam_paper p on p.city = c.city and p.exam = c.exam and p.person = c.person
       where c.city = $1 and c.exam = $2 and c.person = $3 for update of c`, [deps.city, exam, person]),
    tx.query<{ no: number; chosen: string }>(`select no, chosen from credentials.exam_answer where city = $1 and exam = $2 and person = $3 and chosen <> '' order by no`, [deps.city, exam, person]),
  ])
  return { c: row.rows[0], answers: given.rows.map((a) => [a.no, a.chosen]) }
}

export const answersOf = (answers: readonly [number, string][]): Map<number, string[]> => new Map(answers.map(([no, chosen]) => [no, [...chosen]]))

/** Hands in for good. Again: the same answer. After the time it is the clock's hand-in. Refuses NotFound for who has no paper, and 409 from a machine at which it is no longer being written. */
export const handIn = (deps: ExamDeps, ctx: Ctx, exam: string, device: string): Promise<HandedIn> => finish(deps, exam, ctx.person, device)

/** what the clock does when the time and its seconds of grace are over */
export const handInByTime = (deps: ExamDeps, exam: string, person: string): Promise<HandedIn> => finish(deps, exam, person, null)

/** `device`: from where the candidate does it; null = the clock */
async function finish(deps: ExamDeps, exam: string, person: string, device: string | null): Promise<HandedIn> {
  const pool = await deps.bank.poolOf(exam)
  return deps.db.tx(async (tx) => {
    const { c, answers } = await locked(deps, tx, exam, person)
    if (!c) throw new NotFound()
    if (!c.opened_at) throw new Refusal([ownFinding('credential/examConduct#opened', 'E-STATE', '试卷还没有打开，不能交卷')], { status: 409 })
    const seal = commit(c.salt, answers)
    const said = (at: string, by: 'self' | 'time'): HandedIn => ({ handedInAt: at, handedBy: by, answered: answers.length, asked: c.asked, digest: seal })
    if (c.handed_in_at) return said(c.handed_in_at, c.handed_by!)
    const real = deps.clock.real()
    const over = Date.parse(c.until_at!) < real
    // extra time was given meanwhile
    if (!device && !over) return said(c.ends_at!, 'time')
    if (!over && c.device !== device) throw new Refusal([ownFinding('credential/examConduct#device', 'E-EXAM-DEVICE', '已经在另一台设备上继续答题，请在那台设备上交卷')], { status: 409 })
    const by = over ? 'time' : 'self'
    const at = over ? c.ends_at! : instant(real)
    const marked = markPaper(c.items, answersOf(answers), keysWith(pool, []), c.terms)
    const entry = deps.journal.prepare({
      type: 'credentials.examHandedIn', at: deps.clock.legal(), subject: { kind: 'sitting', id: `${exam}|${person}` }, actor: by === 'self' ? { org: c.organ, role: 'candidate', person } : { org: null, role: 'system', person: null },
      next: by, digests: { paper: commit(c.salt, c.items), answers: seal },
    }, real)
    await tx.last(
      `with c as (update credentials.exam_candidate set handed_in_at = $4, handed_by = $5 where city = $1 and exam = $2 and person = $3),
       r as (insert into credentials.exam_result (city, exam, person, marks, passed, parts, rulings) values ($1, $2, $3, $6, $7, $8, 0)),
       e as (insert into journal.entry (city, id, subject, type, body, leaf, rec_us, receipt)
         select $1, x.* from unnest($9::uuid[], $10::text[], $11::text[], $12::bytea[], $13::bytea[], $14::bigint[], $15::bytea[]) as x returning id)
       insert into journal.pending (city, id) select $1, id from e`,
      [deps.city, exam, person, at, by, ...resultOf(marked), ...columns([entry])])
    return said(at, by)
  })
}

/** marks in hundredths, passed, parts */
export const resultOf = (m: Marked): [number, boolean, string] => [Math.round(m.marks * 100), m.passed, JSON.stringify(m.parts)]

/** Hands in for everybody whose time is over; one that fails holds nobody else up and is thrown at the end. @returns how many */
export async function lapse(deps: ExamDeps): Promise<number> {
  const { rows } = await deps.db.query<{ exam: string; person: string }>(
    `select exam, person from credentials.exam_candidate where city = $1 and opened_at is not null and handed_in_at is null and until_at < $2 order by until_at limit 200`, [deps.city, instant(deps.clock.real())])
  const failed: unknown[] = []
  for (const { exam, person } of rows) await handInByTime(deps, exam, person).catch((error) => failed.push(error))
  if (failed.length) throw failed[0]
  return rows.length
}
