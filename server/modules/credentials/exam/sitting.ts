import type { BodyOf } from '../../../../contract/endpoint.ts'
import type * as contract from '../../../../contract/exams.ts'
import { endOf, identityFault, mayOpen, maySave, maySignIn } from '../../../../law/credential/examConduct.ts'
import { askedOf, draw, type PaperItem } from '../../../../law/credential/examPaper.ts'
import { instant } from '../../../kernel/clock.ts'
import { NotFound, ownFinding, Refusal, type Ctx } from '../../../kernel/http/index.ts'
import { append, columns, commit, newSalt } from '../../../kernel/journal/index.ts'
import type { Pool } from './bank.ts'
import type { ExamDeps } from './deps.ts'
import { examRow } from './exams.ts'
import { ownRow, ownRowWithPaper, sittingOf, type OwnRow } from './own.ts'
import { numbersFrom } from './seed.ts'

/* The hot paths of an examination: two thousand people sign in, open their paper, save every answer. Each is one statement, or two. */

/**
 * In person: the session is the candidate's own, and the last four characters of the identity number fit (where the examination asks for them and the register has
 * one). Draws the candidate's paper, once. Again: nothing changes. Refuses before and after the minutes for it.
 */
export async function signIn(deps: ExamDeps, ctx: Ctx, exam: string, idTail: string): Promise<void> {
  const own = await ownRow(deps, ctx, exam)
  if (own.signed_in_at) return
  const timely = maySignIn(own.state, own, own.terms, ctx.legalNow)
  if (timely) throw new Refusal([timely], { status: 409 })
  if (own.terms.idCheck) {
    const fault = identityFault(idTail, (await deps.directory.person(ctx.person))?.idNumber ?? null)
    if (fault) throw new Refusal([{ ...fault, at: 'idTail' }])
  }
  const paper = await drawn(deps, exam, ctx.person)
  await deps.db.query(
    `with paper as (insert into credentials.exam_paper (city, exam, person, items) values ($1, $2, $3, $4) on conflict do nothing returning person)
     update credentials.exam_candidate c set signed_in_at = $5, asked = $6, salt = $7 from paper p where c.city = $1 and c.exam = $2 and c.person = $3 and c.signed_in_at is null`,
    [deps.city, exam, ctx.person, JSON.stringify(paper), ctx.legalNow, askedOf(paper).length, newSalt()])
}

/** the paper of this candidate: always the same, from the examination's secret seed */
export async function drawn(deps: ExamDeps, exam: string, person: string): Promise<PaperItem[]> {
  const [e, pool] = await Promise.all([examRow(deps.db, deps.city, exam), deps.bank.poolOf(exam)])
  return draw(pool.questions, e.terms, { choosing: numbersFrom(e.seed!, e.terms.own ? `paper|${person}` : 'paper'), ordering: numbersFrom(e.seed!, `order|${person}`) })
}

/**
 * Opens the paper, or goes on writing at another machine (the one before can save nothing any more). The end is fixed at the first opening. Nothing of the
 * answer is the key of a question.
 */
export async function openPaper(deps: ExamDeps, ctx: Ctx, exam: string, device: string) {
  const own = await ownRowWithPaper(deps, ctx, exam)
  const fault = mayOpen(own.state, own, own.terms, sittingOf(own), ctx.legalNow)
  if (fault) throw new Refusal([fault], { status: 409 })
  if (!own.items) throw new Error('a candidate who signed in has no paper')
  const endsAt = own.device === device && own.ends_at ? own.ends_at : await begin(deps, ctx, own, device, own)
  return {
    id: exam, name: own.name, endsAt, now: instant(deps.clock.real()), graceSeconds: own.terms.graceSeconds, items: shown(own.items, await deps.bank.poolOf(exam)),
    answers: own.answers.map((a) => ({ ...a, chosen: [...a.chosen] })),
  }
}

/** writes the first opening, or that the machine is another one, with its entry in the log; the end of the sitting */
async function begin(deps: ExamDeps, ctx: Ctx, own: OwnRow, device: string, paper: { items: PaperItem[]; salt: Buffer }): Promise<string> {
  const real = deps.clock.real()
  const ends = endOf(own, own.terms, own.extra_minutes, { real, legal: ctx.legalNow })
  const first = own.ends_at === null
  const entry = deps.journal.prepare({
    type: first ? 'credentials.examOpened' : 'credentials.examMoved', at: ctx.legalNow, subject: { kind: 'sitting', id: `${own.id}|${ctx.person}` }, actor: { org: own.organ, role: 'candidate', person: ctx.person },
    ...(first ? { deadline: instant(ends) } : {}), digests: { paper: commit(paper.salt, paper.items) },
  }, real)
  const { rows } = await deps.db.query<{ ends_at: string }>(
    `with c as (
       update credentials.exam_candidate set device = $4, moves = moves + case when device is null then 0 else 1 end,
         opened_at = coalesce(opened_at, $5), ends_at = coalesce(ends_at, $6), until_at = coalesce(until_at, $7)
       where city = $1 and exam = $2 and person = $3 and handed_in_at is null and (device is distinct from $4) returning ends_at),
     e as (insert into journal.entry (city, id, subject, type, body, leaf, rec_us, receipt)
       select $1, x.* from c, unnest($8::uuid[], $9::text[], $10::text[], $11::bytea[], $12::bytea[], $13::bigint[], $14::bytea[]) as x returning id),
     q as (insert into journal.pending (city, id) select $1, id from e)
     select ends_at from c`,
    [deps.city, own.id, ctx.person, device, instant(real), instant(ends), instant(ends + own.terms.graceSeconds * 1000), ...columns([entry])])
  if (rows[0]) return rows[0].ends_at
  // the same machine asked twice at once, or somebody handed in meanwhile
  const now = await ownRow(deps, ctx, own.id)
  if (now.device === device && now.ends_at && !now.handed_in_at) return now.ends_at
  throw new Refusal([mayOpen(now.state, now, now.terms, sittingOf(now), ctx.legalNow) ?? movedAway], { status: 409 })
}

/** the paper as the candidate sees it: own order, and no key */
export function shown(items: readonly PaperItem[], pool: Pool) {
  let no = 0
  return items.map((i) => {
    const { body } = pool.known(i.question, i.version)
    return { kind: i.kind, marks: i.marks, facts: body.facts, asked: i.orders.map((order, part) => ({ no: ++no, stem: body.parts[part]!.stem, options: order.map((o) => body.parts[part]!.options[o]!) })) }
  })
}

const movedAway = ownFinding('credential/examConduct#device', 'E-EXAM-DEVICE', '已经在另一台设备上继续答题，这里不能再保存。要在这里接着答，请重新打开试卷')

interface Saved { device: string | null; ends_at: string | null; handed_in_at: string | null; grace: number; asked: number; ok: boolean; seq: string | null }

// The row of the candidate is locked as shared, so that an answer is either there before the hand-in reads, or refused after it.
const saveSql = `with c as (
    select c.device, c.ends_at, c.handed_in_at, c.until_at, c.asked from credentials.exam_candidate c where c.city = $1 and c.exam = $2 and c.person = $3 for share),
  ok as (select 1 from c where device = $5 and handed_in_at is null and until_at >= $9 and $4 <= asked),
  a as (insert into credentials.exam_answer as x (city, exam, person, no, seq, chosen, flagged, at)
    select $1, $2, $3, $4, $6, $7, $8, $9 from ok
    on conflict (city, exam, person, no) do update set seq = excluded.seq, chosen = excluded.chosen, flagged = excluded.flagged, at = excluded.at where x.seq < excluded.seq returning seq)
  select c.device, c.ends_at, c.handed_in_at, c.asked, extract(epoch from c.until_at - c.ends_at)::float8 as grace, exists (select 1 from ok) as ok,
    greatest((select seq from a), (select x.seq from credentials.exam_answer x where x.city = $1 and x.exam = $2 and x.person = $3 and x.no = $4)) as seq from c`

/**
 * Keeps one answer: when this returns, it is committed. An older one (by the machine's own count) never replaces a newer one; the number of the one that stands
 * is answered. Refuses 409 after the hand-in, after the time (with its seconds of grace), and from a machine at which it is no longer being written.
 */
export async function saveAnswer(deps: ExamDeps, ctx: Ctx, exam: string, no: number, body: BodyOf<typeof contract.save>) {
  const real = deps.clock.real()
  const { rows: [c] } = await deps.db.query<Saved>(saveSql, [deps.city, exam, ctx.person, no, body.device, body.seq, [...new Set(body.chosen)].sort().join(''), body.flagged, instant(real)])
  if (!c) throw new NotFound()
  if (c.ok) return { no, seq: Number(c.seq), endsAt: c.ends_at! }
  const fault = maySave({ signedIn: true, endsAt: c.ends_at === null ? null : Date.parse(c.ends_at), handedIn: c.handed_in_at !== null }, c.grace, real)
  if (fault) throw new Refusal([fault], { status: 409 })
  if (c.device !== body.device) throw new Refusal([movedAway], { status: 409 })
  throw new NotFound()
}

/** puts into the log what a candidate was refused at the door of an examination (settled.md 2); late answers are not listed one by one */
export async function traced<T>(deps: ExamDeps, ctx: Ctx, of: { exam: string; doing: string }, doing: () => Promise<T>): Promise<T> {
  try {
    return await doing()
  } catch (error) {
    if (error instanceof Refusal) {
      const entry = deps.journal.prepare({
        type: 'credentials.refused', at: ctx.legalNow, subject: { kind: 'exam', id: of.exam }, actor: { org: ctx.grants[0]?.organ ?? null, role: ctx.grants[0]?.role ?? 'candidate', person: ctx.person },
        prev: of.doing, rules: [...new Set(error.findings.map((f) => `${f.code} ${f.rule}`))], digests: {},
      }, deps.clock.real())
      await deps.db.tx((tx) => append(tx, deps.city, [entry])).catch((failed) => ctx.log.error({ error: String(failed) }, 'a refusal could not be journalled'))
    }
    throw error
  }
}
