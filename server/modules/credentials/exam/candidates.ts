import type { BodyOf, QueryOf } from '../../../../contract/endpoint.ts'
import type * as contract from '../../../../contract/exams.ts'
import { ownSitting } from '../../../../law/credential/examConduct.ts'
import { instant } from '../../../kernel/clock.ts'
import { BadInput, NotFound, ownFinding, Refusal, type Ctx } from '../../../kernel/http/index.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { append, digest } from '../../../kernel/journal/index.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { ExamDeps } from './deps.ts'
import { actorOf, examRow, type By } from './exams.ts'

/* Who may sit: admitted by the supervisor; the list with everybody's progress. */

/**
 * Admits people: officers of organs in the directory, officers of bodies in the register who have an account, and a list of logins or identity
 * numbers. Who is on the list already stays as they are. Lines that name nobody are told by their number, not by what they say.
 */
export async function admit(deps: ExamDeps, ctx: By, tx: Tx, id: string, body: BodyOf<typeof contract.admit>) {
  const e = await examRow(tx, deps.city, id, 'for update')
  if (e.state !== 'draft' && e.state !== 'set') throw new Refusal([ownFinding('credential/examConduct#state', 'E-STATE', '这场考试已经结束，不能再安排考生')])
  const organOf = new Map<string, string | null>()
  const known = new Set(deps.directory.organs().map((o) => o.key))
  for (const organ of new Set(body.organs)) if (known.has(organ)) for (const p of await deps.directory.staff(organ, 'officer')) organOf.set(p.id, organ)
  if (body.bodies.length) {
    const { rows } = await tx.query<{ person: string; organ: string | null }>(
      `select h.person, b.organ from credentials.holder h join credentials.body b on b.city = h.city and b.id = h.body
       where h.city = $1 and h.body = any($2::uuid[]) and h.list = 'officer' and h.person is not null and h.state not in ('REVOKED', 'CANCELLED')`, [deps.city, body.bodies])
    for (const r of rows) organOf.set(r.person, r.organ)
  }
  const { found, notFound } = await named(deps, body.people, ctx.legalNow.slice(0, 10))
  for (const [person, organ] of found) if (!organOf.has(person)) organOf.set(person, organ)
  const people = [...organOf.keys()]
  const { rowCount } = await tx.query(
    `insert into credentials.exam_candidate (city, exam, person, organ, admitted_at) select $1, $2, p, o, $5 from unnest($3::uuid[], $4::text[]) as x(p, o) on conflict do nothing`,
    [deps.city, id, people, people.map((p) => organOf.get(p)!), ctx.legalNow])
  if (rowCount)
    await append(tx, deps.city, [deps.journal.prepare({
      type: 'credentials.examAdmitted', at: ctx.legalNow, subject: { kind: 'exam', id }, actor: actorOf(ctx), digests: { people: digest(people.sort()) },
    }, deps.clock.real())])
  return { added: rowCount, already: people.length - rowCount, notFound }
}

const atOnce = 8

async function named(deps: ExamDeps, lines: readonly string[], day: string): Promise<{ found: Map<string, string | null>; notFound: number[] }> {
  const found = new Map<string, string | null>()
  const notFound: number[] = []
  const one = async (line: string, no: number): Promise<void> => {
    const text = line.trim()
    if (!text) return
    const person = /^\d{17}[\dXx]$/.test(text) ? await deps.directory.personByIdNumber(text.toUpperCase()) : (await deps.directory.byLogin(text)) ?? (await deps.directory.personByKey(text))
    if (!person) return void notFound.push(no)
    const grants = await deps.directory.grantsOf(person.id, day)
    found.set(person.id, (grants.find((g) => g.role === 'officer') ?? grants.find((g) => g.organ))?.organ ?? null)
  }
  for (let i = 0; i < lines.length; i += atOnce) await Promise.all(lines.slice(i, i + atOnce).map((l, j) => one(l, i + j + 1)))
  return { found, notFound: notFound.sort((a, b) => a - b) }
}

export const stateSql = `case when c.handed_in_at is not null then 'handedIn' when c.opened_at is not null then 'writing' when c.signed_in_at is not null then 'signedIn' else 'admitted' end`

interface Line {
  person: string; organ: string | null; state: 'admitted'; extraMinutes: number; signedInAt: string | null; openedAt: string | null; endsAt: string | null; handedInAt: string | null
  handedBy: 'self' | 'time' | null; moves: number; answered: number; asked: number | null; marks: number | null; passed: boolean | null
}

/** the list, by person; marks are shown to the supervisor as soon as the paper is marked */
export async function candidateList(deps: ExamDeps, id: string, query: QueryOf<typeof contract.candidates>) {
  if (query.cursor !== undefined && !isUuid(query.cursor)) throw new BadInput('翻页的位置不对，请从第一页开始')
  await examRow(deps.db, deps.city, id)
  const { rows } = await deps.db.query<Line>(
    `select c.person, c.organ, ${stateSql} as state, c.extra_minutes as "extraMinutes", c.signed_in_at as "signedInAt", c.opened_at as "openedAt", c.ends_at as "endsAt", c.handed_in_at as "handedInAt",
       c.handed_by as "handedBy", c.moves, c.asked, (select count(*)::int from credentials.exam_answer a where a.city = c.city and a.exam = c.exam and a.person = c.person and a.chosen <> '') as answered, r.marks, r.passed
     from credentials.exam_candidate c left join credentials.exam_result r on r.city = c.city and r.exam = c.exam and r.person = c.person
     where c.city = $1 and c.exam = $2 and ($3::uuid is null or c.person > $3) and ($4::text is null or ${stateSql} = $4) order by c.person limit $5`,
    [deps.city, id, query.cursor ?? null, query.state ?? null, query.limit + 1])
  const items = rows.slice(0, query.limit)
  const names = await deps.directory.names(items.map((r) => r.person))
  const organs = new Map(deps.directory.organs().map((o) => [o.key, o.name]))
  return {
    items: items.map((r) => ({ ...r, name: names.get(r.person)?.name ?? '', organ: r.organ && (organs.get(r.organ) ?? r.organ), marks: r.marks === null ? null : r.marks / 100 })),
    next: rows.length > query.limit ? items.at(-1)!.person : null,
  }
}

/** Gives one candidate more time, before or while they write; the reason is kept. Refuses after the hand-in. */
export async function extraTime(deps: ExamDeps, ctx: Ctx, tx: Tx, exam: string, person: string, o: { minutes: number; reason: string }) {
  const own = ownSitting(ctx.person, person)
  if (own) throw new Refusal([own])
  const e = await examRow(tx, deps.city, exam)
  const { rows } = await tx.query<{ handed_in_at: string | null }>(`select handed_in_at from credentials.exam_candidate where city = $1 and exam = $2 and person = $3 for update`, [deps.city, exam, person])
  if (!rows[0]) throw new NotFound()
  if (rows[0].handed_in_at || e.state !== 'set') throw new Refusal([ownFinding('credential/examConduct#state', 'E-STATE', '已经交卷或者考试已经结束，不能再延长时间')])
  const done = await tx.query<{ extra_minutes: number; ends_at: string | null }>(
    `update credentials.exam_candidate set extra_minutes = extra_minutes + $4, extra_reason = $5, ends_at = ends_at + make_interval(mins => $4), until_at = until_at + make_interval(mins => $4)
     where city = $1 and exam = $2 and person = $3 returning extra_minutes, ends_at`, [deps.city, exam, person, o.minutes, o.reason])
  const c = done.rows[0]!
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.examExtraTime', at: ctx.legalNow, subject: { kind: 'sitting', id: `${exam}|${person}` }, actor: actorOf(ctx), next: String(c.extra_minutes),
    ...(c.ends_at ? { deadline: instant(Date.parse(c.ends_at)) } : {}), digests: {},
  }, deps.clock.real())])
  return { extraMinutes: c.extra_minutes, endsAt: c.ends_at }
}
