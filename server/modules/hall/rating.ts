import type { BodyOf } from '../../../contract/endpoint.ts'
import * as contract from '../../../contract/hall.ts'
import { NotFound } from '../../kernel/http/errors.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { append, digest } from '../../kernel/journal/index.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { HallDeps } from './index.ts'

/**
 * One service, one rating (HCP-02): rating again makes a new version that replaces the old one, history kept. Only the
 * person served may rate. 4 and 5 open a rectification ticket (HCP-04). Nothing forces and nothing blocks a rating.
 */
export async function rate(deps: HallDeps, ctx: Ctx, tx: Tx, body: BodyOf<typeof contract.rate>) {
  const subject = body.kind === 'case' ? await deps.casework.row(body.subject) : await deps.casework.bundle(body.subject)
  if (subject.applicant !== ctx.person) throw new NotFound()
  const before = await tx.query<{ version: number }>(`select max(version) as version from hall.rating where city = $1 and subject = $2`, [deps.city, body.subject])
  const version = (before.rows[0]?.version ?? 0) + 1
  const id = uuidv7()
  await tx.query(
    `insert into hall.rating (city, id, subject, subject_kind, version, rater, level, tags, text, channel, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [deps.city, id, body.subject, body.kind, version, ctx.person, body.level, JSON.stringify({ tags: body.tags, aspects: body.aspects }), body.text ?? null, body.channel, ctx.legalNow])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'hall.rating', at: ctx.legalNow, subject: { kind: body.kind, id: body.subject }, seq: version, actor: { org: null, role: 'citizen', person: ctx.person },
    next: String(body.level), digests: { tags: digest(body.tags) },
  }, deps.clock.real())])
  const ticket = body.level >= 4
  if (ticket) await enqueue(tx, deps.city, [{ kind: 'hall.badRating', payload: { rating: id, subject: body.subject }, dedupeKey: `${body.subject}|${version}` }], deps.clock)
  return { id, version, ticket }
}

/** the latest rating of a service, without the rater (HCP-05) */
export async function ratingOf(deps: HallDeps, subject: string) {
  const { rows } = await deps.db.query<{ level: number; tags: { tags: string[] }; text: string | null; at: string; version: number }>(
    `select level, tags, text, at, version from hall.rating where city = $1 and subject = $2 order by version desc limit 1`, [deps.city, subject])
  const r = rows[0]
  return { rated: !!r, level: r?.level ?? null, tags: r?.tags.tags ?? [], text: r?.text ?? null, at: r?.at ?? null, version: r?.version ?? 0 }
}
