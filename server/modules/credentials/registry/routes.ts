import * as contract from '../../../../contract/credentials.ts'
import { roles, type Role } from '../../../../contract/roles.ts'
import { bodyProcedure } from '../../../../law/credential/bodyProcedure.ts'
import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import { commit, append, newSalt } from '../../../kernel/journal/index.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import { NotFound, ownFinding, Refusal, reply, type Ctx, type Http } from '../../../kernel/http/index.ts'
import type { AnyEndpoint } from '../../../kernel/http/context.ts'
import { may, organsOf, type Standing } from '../../../kernel/permission.ts'
import type { Acting } from '../../casework/index.ts'
import { traced } from '../acts.ts'
import { paperFile } from '../papers.ts'
import { actOnBody, actOnHolders, type Surroundings } from './act.ts'
import { bodyList, counts, cursorOf, holderList } from './lists.ts'
import { newFile, openBody, openHolder } from './open.ts'
import { mayUploadPhoto } from './photo.ts'
import { publicRoutes } from './public.ts'
import { bodyRow, holderRow, holdersOfPeople, type HolderRow } from './store.ts'
import { justiceOrgan } from './terms.ts'
import { bodyLine, bodyView, holderLines, holderView, organsFor } from './view.ts'

const today = (ctx: Ctx): string => ctx.legalNow.slice(0, 10)

/** who acts, in the role and at the organ that opened the door */
function acting(ctx: Ctx, standing: Standing): Acting {
  const role = standing.as as Role
  const code = roles[role]?.actor
  if (!code) throw new NotFound()
  return { person: ctx.person, role, organ: standing.organ, code }
}

/** whose bodies a list shows: of the whole city to who supervises (and to the head of the justice bureau), else of the own organs; null = all */
function organsSeen(ctx: Ctx): string[] | null {
  const own = organsOf(ctx, 'bodyAdmin', 'head')
  return ctx.grants.some((g) => ['supervisor', 'auditor', 'leader'].includes(g.role)) || headOfJustice(ctx) ? null : own
}
const headOfJustice = (ctx: Ctx): boolean => organsOf(ctx, 'head').includes(justiceOrgan)
/** the body's own organ, and the bureau where its head asks: its administrator of officers looks after the bureau's own people only */
const seenAt = (ctx: Ctx, organ: string | null): string[] => [...(organ ? [organ] : []), ...(headOfJustice(ctx) ? [justiceOrgan] : [])]

/** endpoints of contract/credentials.ts → functions of this room */
export const registryRoutes = (s: Surroundings) => (http: Http): void => {
  const { deps } = s
  const { db, city } = deps
  http.files.allow('write', (ctx, { owner }) => mayUploadPhoto(deps, ctx, owner))
  const organOf = async (h: Pick<HolderRow, 'body'>) => (await bodyRow(db, city, h.body)).organ

  http.bind(contract.bodies, async (ctx, { query }) => {
    const rows = await bodyList(db, city, { ...query, organs: organsSeen(ctx) })
    return { items: rows.map((b) => bodyLine(b, today(ctx))), next: cursorOf(rows, query.limit, (b) => b.name) }
  })
  http.bind(contract.body, async (ctx, { params }) => {
    const row = await bodyRow(db, city, params.id)
    may(ctx, contract.body, { organs: seenAt(ctx, row.organ) })
    const { rows: [n] } = await db.query<{ officers: number; supervisors: number }>(
      `select count(*) filter (where list = 'officer') as officers, count(*) filter (where list = 'supervisor') as supervisors from credentials.holder where city = $1 and body = $2 and state in ('VALID', 'SUSPENDED')`, [city, row.id])
    return reply((await bodyView(deps, ctx, { ...row, ...n! })) as never, { etag: row.seq })
  })
  http.bind(contract.holders, async (ctx, { query }) => {
    const rows = await holderList(db, city, { ...query, trouble: query.trouble === 'yes', organs: organsSeen(ctx) }, today(ctx), deps.policy.annualCheckDeadline)
    return { items: (await holderLines(deps, rows, today(ctx))) as never, next: cursorOf(rows, query.limit, (h) => h.name) }
  })
  http.bind(contract.holder, async (ctx, { params }) => {
    const row = await holderRow(db, city, params.id)
    const standing = may(ctx, contract.holder, { applicant: row.person, organs: seenAt(ctx, await organOf(row)) })
    return reply((await holderView(deps, ctx, row, standing.as === 'applicant')) as never, { etag: row.seq })
  })
  http.bind(contract.holderDocument, async (ctx, { params }) => {
    const row = await holderRow(db, city, params.id)
    may(ctx, contract.holderDocument, { applicant: row.person, organs: seenAt(ctx, await organOf(row)) })
    return paperFile(deps, row.id, params.document)
  })
  http.bind(contract.mine, async (ctx) => {
    const rows = await holdersOfPeople(db, city, [ctx.person])
    return { at: ctx.legalNow, items: (await Promise.all(rows.map((h) => holderView(deps, ctx, h, true)))) as never }
  })
  http.bind(contract.summary, async (ctx) => {
    const [all, bodies] = await Promise.all([counts(db, city, today(ctx), deps.policy.annualCheckDeadline), bodyList(db, city, { organs: null, limit: 100_000 })])
    const inForce = new Set(bodies.filter((b) => bodyLine(b, today(ctx)).inForce).map((b) => b.id))
    const sum = (of: typeof all) => of.reduce((n, c) => n + c.n, 0)
    const lists = (['officer', 'supervisor'] as const).map((list) => {
      const mine = all.filter((c) => c.list === list)
      const states: Record<string, number> = {}
      for (const c of mine) states[c.state] = (states[c.state] ?? 0) + c.n
      return { list, total: sum(mine), valid: sum(mine.filter((c) => c.state === 'VALID' && inForce.has(c.body))), states }
    })
    return { at: ctx.legalNow, bodies: { total: bodies.length, inForce: inForce.size }, lists }
  })

  http.bind(contract.apply, async (ctx, { body }) => {
    const file = newFile()
    const of = await bodyRow(db, city, body.payload.body)
    // the body's own administrator applies for its own people only
    const grant = ctx.grants.find((g) => g.role === 'supervisor') ?? ctx.grants.find((g) => g.role === 'bodyAdmin' && g.organ !== null && g.organ === of.organ)
    if (!grant) throw new NotFound()
    const who = acting(ctx, { as: grant.role, organ: grant.organ })
    return traced(deps, ctx, { kind: 'holder', file, type: 'apply', acting: who }, () => http.mutate(ctx, async (tx) => reply(await openHolder(s, tx, file, of, body, who), { status: 201, location: `/api/v1/holders/${file}` })))
  })
  http.bind(contract.registerBody, (ctx, { body }) => {
    const file = newFile()
    const who = acting(ctx, may(ctx, contract.registerBody))
    return traced(deps, ctx, { kind: 'body', file, type: 'register', acting: who }, () => http.mutate(ctx, async (tx) => reply(await openBody(s, tx, file, body, who), { status: 201, location: `/api/v1/bodies/${file}` })))
  })

  for (const def of contract.holderActs)
    http.bind(def.endpoint as AnyEndpoint, async (ctx, { params, body }) => {
      const row = await holderRow(db, city, params.id)
      const who = acting(ctx, may(ctx, def.endpoint, { organs: organsFor(def.type, await organOf(row)) }))
      return traced(deps, ctx, { kind: 'holder', file: row.id, type: def.type, acting: who }, () => http.mutate(ctx, async (tx) => {
        const [done] = await actOnHolders(s, tx, [row.id], { type: def.type, payload: body.payload, personal: body.personal, acting: who, ifMatch: ctx.ifMatch })
        return { id: row.id, seq: done!.state.seq, state: done!.state.state, stateName: holderProcedure.states[done!.state.state]! }
      }))
    })
  for (const def of contract.bodyActs)
    http.bind(def.endpoint as AnyEndpoint, async (ctx, { params, body }) => {
      const row = await bodyRow(db, city, params.id)
      const who = acting(ctx, may(ctx, def.endpoint, { organ: row.organ }))
      return traced(deps, ctx, { kind: 'body', file: row.id, type: def.type, acting: who }, () => http.mutate(ctx, async (tx) => {
        const done = await actOnBody(s, tx, row.id, { type: def.type, payload: body.payload, personal: body.personal, acting: who, ifMatch: ctx.ifMatch })
        return { id: row.id, seq: done.state.seq, state: done.state.state, stateName: bodyProcedure.states[done.state.state]! }
      }))
    })

  http.bind(contract.handOver, async (ctx, { params, body }) => {
    const row = await holderRow(db, city, params.id)
    const organ = await organOf(row)
    const who = may(ctx, contract.handOver, { organ })
    return http.mutate(ctx, async (tx) => {
      if (!row.person) return { cases: [] }
      const staff = (await Promise.all((['examiner', 'head'] as const).map((r) => deps.directory.staff(organ!, r)))).flat()
      if (body.to === row.person || !staff.some((p) => p.id === body.to))
        throw new Refusal([ownFinding('credentials/registry/routes#successor', 'ZJ-07', '接办人须是本机关的其他审查人员', 'to')])
      const cases = (await deps.casework.openCases([row.person], tx)).filter((c) => c.organ === organ)
      await deps.casework.handOver(tx, { from: [row.person], to: body.to, by: ctx.person, organ: who.organ! })
      return { cases: cases.map(({ id, number }) => ({ id, number })) }
    })
  })
  http.bind(contract.reveal, async (ctx, { params, body }) => {
    const row = await holderRow(db, city, params.id)
    const standing = may(ctx, contract.reveal, { organ: await organOf(row) })
    const salt = newSalt()
    const said = { purpose: body.purpose, person: ctx.person, at: ctx.legalNow }
    await db.tx(async (tx) => {
      await tx.query(`insert into credentials.particular (city, id, file, act_seq, field, body, salt) values ($1, $2, $3, $4, 'unmasked', $5, $6)`, [city, uuidv7(), row.id, row.seq, JSON.stringify(said), salt])
      await append(tx, city, [deps.journal.prepare({
        type: 'credentials.unmasked', at: ctx.legalNow, subject: { kind: 'holder', id: row.id }, actor: { org: standing.organ, role: standing.as, person: ctx.person }, digests: { purpose: commit(salt, said) },
      }, deps.clock.real())])
    })
    return { idNumber: row.id_number }
  })
  publicRoutes(deps)(http)
}
