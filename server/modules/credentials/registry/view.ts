import { bodyProcedure } from '../../../../law/credential/bodyProcedure.ts'
import { bodyKinds, bodyStates } from '../../../../law/credential/bodyState.ts'
import type { HolderState } from '../../../../law/credential/holderState.ts'
import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import { allowed, fold, type Act, type Procedure } from '../../../../law/kernel/procedure.ts'
import type { Calendar } from '../../../../law/kernel/calendar.ts'
import type { Clock } from '../../../../law/kernel/clock.ts'
import { lampOf } from '../../../../law/kernel/lamp.ts'
import { maskId } from '../../../../law/kernel/identity.ts'
import * as contract from '../../../../contract/credentials.ts'
import { roles } from '../../../../contract/roles.ts'
import type { Ctx } from '../../../kernel/http/context.ts'
import { standingOf } from '../../../kernel/permission.ts'
import { actsOf } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { papersOf } from '../papers.ts'
import { mayNotAct } from './asks.ts'
import { standingOfRow } from './facts.ts'
import type { BodyListed } from './lists.ts'
import { bodiesById, type BodyRow, type HolderRow } from './store.ts'
import { bodyTermsOf, justiceOrgan, termsOf } from './terms.ts'

export const bodyLine = (b: BodyListed, day: string) => ({
  id: b.id, name: b.name, uscc: b.uscc, kind: b.kind, kindName: bodyKinds[b.kind], level: b.level, division: b.division, domains: b.domains, status: b.status, statusName: bodyStates[b.status],
  inForce: !mayNotAct(b, day), officers: b.officers, supervisors: b.supervisors,
})

export function holderLine(deps: CredentialsDeps, h: HolderRow, body: BodyRow, day: string) {
  const { state, findings } = standingOfRow(deps, h, body, day)
  return {
    id: h.id, list: h.list, name: h.name, idNumber: maskId(h.id_number), body: body.id, bodyName: body.name, post: h.post, domain: h.domain, number: h.credential_no, state, stateName: holderProcedure.states[state]!,
    valid: !findings.length, validTo: h.valid_to, suspendedUntil: h.suspended_until, proposed: h.proposed, seq: h.seq,
  }
}

export async function holderLines(deps: CredentialsDeps, rows: readonly HolderRow[], day: string) {
  const bodies = await bodiesById(deps.db, deps.city, rows.map((r) => r.body))
  return rows.map((r) => holderLine(deps, r, bodies.get(r.body)!, day))
}

/** what a viewer of this file is told of its acts; texts beside them only where `notes` says so */
async function actViews(deps: CredentialsDeps, p: Procedure<any, any>, file: string, acts: readonly Act[], notes: boolean) {
  const [people, particulars] = await Promise.all([
    deps.directory.names(acts.flatMap((a) => (a.actor.person ? [a.actor.person] : []))),
    notes ? deps.db.query<{ act_seq: number; field: string; body: unknown }>(`select act_seq, field, body from credentials.particular where city = $1 and file = $2 and body is not null and field <> 'identity' and field <> 'values'`, [deps.city, file]) : { rows: [] },
  ])
  return acts.map((a) => ({
    seq: a.seq, type: a.type, name: p.acts[a.type]?.name ?? a.type, at: a.at, ...(a.effectiveOn ? { effectiveOn: a.effectiveOn } : {}), by: a.actor.person ? people.get(a.actor.person)?.name ?? '' : '系统',
    byOrgan: organName(deps, a.actor.organ), payload: a.payload, basis: p.acts[a.type]?.basis(a.at.slice(0, 10)) ?? [],
    notes: Object.fromEntries(particulars.rows.filter((x) => x.act_seq === a.seq).map((x) => [x.field, x.body])),
  }))
}

const organName = (deps: CredentialsDeps, key: string | undefined | null): string | null => (key ? deps.directory.organs().find((o) => o.key === key)?.name ?? null : null)

/** acts that this viewer could try now: by role, by state, and by what belongs to him */
function offered(ctx: Ctx, p: Procedure<any, any>, state: any, endpoints: readonly { type: string; endpoint: Parameters<typeof standingOf>[1] }[], organs: readonly string[]) {
  return endpoints.flatMap(({ type, endpoint }) => {
    const standing = standingOf(ctx, endpoint, { organs })
    const role = standing?.as
    const code = role && role in roles ? roles[role as keyof typeof roles].actor : null
    return code && allowed(p, state, code).includes(type) ? [{ type, name: p.acts[type]!.name }] : []
  })
}

/** organs that stand to a credential as the law means it: the body's own, and the justice bureau for what that bureau decides */
export const organsFor = (type: string, organ: string | null): string[] => [...(organ ? [organ] : []), ...(['suspend', 'giveBack', 'revoke'].includes(type) ? [justiceOrgan] : [])]

function clockView({ excluded: _, calendarVersion: __, previous: ___, ...shown }: Clock, now: string, calendar: Calendar) {
  return { ...shown, lamp: lampOf({ ...shown, excluded: _, calendarVersion: __ }, now, calendar) ?? ('none' as const) }
}

/** what nobody waits for is not offered: an answer without a proposal, a renewal that was not asked for */
const timely = (type: string, s: HolderState): boolean =>
  type === 'propose' ? !s.proposed : type === 'declineProposal' ? !!s.proposed : type === 'renewed' ? !!s.renewal : type === 'renew' ? !s.renewal : type === 'tell' ? s.clocks['tell']?.status === 'running' : type === 'returnCard' ? !s.returnedOn : true

/** one credential as one screen shows it */
export async function holderView(deps: CredentialsDeps, ctx: Ctx, h: HolderRow, own: boolean) {
  const day = ctx.legalNow.slice(0, 10)
  const [bodies, files, documents, cases] = await Promise.all([bodiesById(deps.db, deps.city, [h.body]), actsOf(deps.db, deps.city, [h.id]), papersOf(deps.db, deps.city, [h.id]), h.person ? deps.casework.openCases([h.person]) : []])
  const body = bodies.get(h.body)!
  const { state, lapsed } = fold(holderProcedure, files.get(h.id) ?? [], { now: ctx.legalNow, calendar: deps.calendar(), item: termsOf(deps, h) })
  const acts = [...(files.get(h.id) ?? []), ...lapsed]
  return {
    ...holderLine(deps, h, body, day), person: h.person, sex: h.sex, rank: h.rank, establishment: h.establishment, education: h.education, lawQualified: h.law_qualified, issuedOn: h.issued_on, checkedFor: h.checked_for,
    returnedOn: h.returned_on, enrolled: h.enrolled !== null, photo: h.photo !== null && h.person !== null, checkUrl: `${deps.publicUrl}/officer/${h.code}`, findings: standingOfRow(deps, h, body, day).findings,
    clocks: Object.values(state.clocks).map((c) => clockView(c, ctx.legalNow, deps.calendar())), acts: await actViews(deps, holderProcedure, h.id, acts, true),
    // who wants to suspend in the wrong place is told why by the act itself; only what can be done is offered
    allowed: own ? [] : contract.holderActs.flatMap((a) => offered(ctx, holderProcedure, state, [a], organsFor(a.type, body.organ)))
      .filter((a) => timely(a.type, state))
      .filter((a) => !['suspend', 'giveBack', 'revoke'].includes(a.type) || ctx.grants.some((g) => g.organ === justiceOrgan && (g.role === 'supervisor' || g.role === 'head'))),
    documents, openCases: cases.map(({ id, number, item }) => ({ id, number, item })),
  }
}

/** one body as one screen shows it */
export async function bodyView(deps: CredentialsDeps, ctx: Ctx, b: BodyListed) {
  const day = ctx.legalNow.slice(0, 10)
  const files = await actsOf(deps.db, deps.city, [b.id])
  const { state, lapsed } = fold(bodyProcedure, files.get(b.id) ?? [], { now: ctx.legalNow, calendar: deps.calendar(), item: bodyTermsOf(b) })
  const principal = b.principal ? (await bodiesById(deps.db, deps.city, [b.principal])).get(b.principal) : undefined
  const { rows: next } = b.successor ? await deps.db.query<{ id: string; name: string }>(`select id, name from credentials.body where city = $1 and uscc = $2 order by status = 'active' desc limit 1`, [deps.city, b.successor]) : { rows: [] }
  const finding = mayNotAct(b, day)
  return {
    ...bodyLine(b, day), basis: b.basis, announcement: b.announcement, announcedOn: b.announced_on, organ: b.organ, principal: principal ? { id: principal.id, name: principal.name, from: b.entrusted_on, until: b.entrusted_until } : null,
    successor: b.successor ? { id: next[0]?.id ?? null, name: next[0]?.name ?? b.successor } : null, findings: finding ? [finding] : [], acts: await actViews(deps, bodyProcedure, b.id, [...(files.get(b.id) ?? []), ...lapsed], true),
    allowed: offered(ctx, bodyProcedure, state, contract.bodyActs, b.organ ? [b.organ] : []), seq: b.seq,
  }
}
