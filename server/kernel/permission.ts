import { roleKeys, type Grant, type Role } from '../../contract/roles.ts'
import type { Who } from '../../contract/endpoint.ts'
import { Forbidden, NotFound, SignInNeeded } from './http/errors.ts'
import type { AnyEndpoint, Ctx } from './http/context.ts'

/** The who-list of one endpoint, taken apart once. */
export interface Access {
  anyone: boolean
  signedIn: boolean
  applicant: boolean
  /** roles that may at any organ */
  roles: ReadonlySet<Role>
  /** roles that may only at the organ of the thing */
  atOrgan: ReadonlySet<Role>
  /** the order in which the contract lists them: the first that fits is the role in which the person acts */
  order: readonly Who[]
}

const taken = new WeakMap<AnyEndpoint, Access>()

/** Takes an endpoint's who-list apart. Refuses (at start) an empty list and unknown words: deny by default. */
export function accessOf(endpoint: AnyEndpoint): Access {
  const known = taken.get(endpoint)
  if (known) return known
  if (!endpoint.who?.length) throw new Error(`${endpoint.id}: nobody may call it (empty who)`)
  const roles = new Set<Role>()
  const atOrgan = new Set<Role>()
  for (const who of endpoint.who) {
    if (who === 'anyone' || who === 'signedIn' || who === 'applicant') continue
    const [role, organ] = who.split('@') as [Role, string?]
    if (!roleKeys.includes(role) || (organ !== undefined && organ !== 'organ')) throw new Error(`${endpoint.id}: unknown who “${who}”`)
    ;(organ ? atOrgan : roles).add(role)
  }
  const has = (w: Who) => endpoint.who.includes(w)
  const access = { anyone: has('anyone'), signedIn: has('signedIn'), applicant: has('applicant'), roles, atOrgan, order: endpoint.who }
  taken.set(endpoint, access)
  return access
}

/**
 * What the route itself can say, before anything is read: 'yes', or 'related' when only a relation to the thing (applicant,
 * role@organ) can open it and the module has to ask may() or scope().
 * Refuses SignInNeeded without a session, Forbidden when no role of the session stands in the list in any form.
 */
export function enter(access: Access, grants: readonly Grant[] | null, sessionOver = false): 'yes' | 'related' {
  if (access.anyone) return 'yes'
  if (!grants) throw new SignInNeeded(sessionOver)
  if (access.signedIn) return 'yes'
  let related = access.applicant
  for (const grant of grants) {
    if (access.roles.has(grant.role)) return 'yes'
    if (access.atOrgan.has(grant.role)) related = true
  }
  if (related) return 'related'
  throw new Forbidden()
}

/** In which quality a person does something: journal and act rows take role and organ from here. */
export interface Standing { as: Role | 'applicant' | 'signedIn' | 'anyone'; organ: string | null }

/** What the thing is related to. `organs`: every organ it belongs to (a bundle has several). */
export interface Relation { applicant?: string | null; organ?: string | null; organs?: readonly string[] }

/**
 * May the caller do this with this very thing? Called by the module once it has read the thing, for every endpoint whose
 * who-list names 'applicant' or role@organ. The first entry of the list that fits decides in which quality the person acts.
 * Refuses NotFound: a stranger's "forbidden" is "not found".
 */
export function may(ctx: Ctx, endpoint: AnyEndpoint, thing: Relation = {}): Standing {
  const standing = standingOf(ctx, endpoint, thing)
  if (!standing) throw new NotFound()
  ctx.checked = true
  return standing
}

/** As may(), without throwing: for lists of buttons and for pages that only hide a link. Does not count as a check. */
export function standingOf(ctx: Pick<Ctx, 'session' | 'grants'>, endpoint: AnyEndpoint, thing: Relation = {}): Standing | undefined {
  for (const who of accessOf(endpoint).order) {
    if (who === 'anyone') return { as: 'anyone', organ: null }
    if (!ctx.session) continue
    if (who === 'signedIn') return { as: 'signedIn', organ: null }
    if (who === 'applicant') {
      if (thing.applicant && thing.applicant === ctx.session.person) return { as: 'applicant', organ: null }
      continue
    }
    const [role, at] = who.split('@') as [Role, string?]
    for (const grant of ctx.grants) {
      if (grant.role !== role) continue
      if (at && !(grant.organ && (grant.organ === thing.organ || thing.organs?.includes(grant.organ)))) continue
      return { as: role, organ: grant.organ }
    }
  }
  return undefined
}

/** What a list may show: everything, or what belongs to the organs and to the person named here. */
export interface Scope { all: boolean; organs: readonly string[]; applicant: string | null }

/**
 * The same question for a list, asked before it is read: put the answer into the where-clause. A role without @organ sees
 * all, role@organ the organs where it is held, 'applicant' the person's own.
 */
export function scope(ctx: Ctx, endpoint: AnyEndpoint): Scope {
  ctx.checked = true
  const access = accessOf(endpoint)
  const all = access.anyone || (!!ctx.session && (access.signedIn || ctx.grants.some((g) => access.roles.has(g.role))))
  const organs = ctx.grants.filter((g) => access.atOrgan.has(g.role) && g.organ).map((g) => g.organ!)
  return { all, organs: [...new Set(organs)], applicant: access.applicant && ctx.session ? ctx.session.person : null }
}

/** organs at which the session holds one of these roles, in the order of the grants */
export function organsOf(ctx: Pick<Ctx, 'grants'>, ...roles: Role[]): string[] {
  return [...new Set(ctx.grants.filter((g) => roles.includes(g.role) && g.organ).map((g) => g.organ!))]
}

/** 'open' = may, whatever the thing; 'related' = may with what belongs to the own organ or is the person's own, 404 otherwise */
export type Door = 'open' | 'related' | 401 | 403
export interface MatrixRow { endpoint: AnyEndpoint; who: Role | 'nobody'; door: Door }

/** Every endpoint × every role and nobody, with what the contract promises: deny by default, written out. */
export function permissionMatrix(endpoints: readonly AnyEndpoint[]): MatrixRow[] {
  return endpoints.flatMap((endpoint) => {
    const access = accessOf(endpoint)
    return [
      { endpoint, who: 'nobody' as const, door: access.anyone ? ('open' as const) : (401 as const) },
      ...roleKeys.map((who): MatrixRow => ({
        endpoint, who,
        door: access.anyone || access.signedIn || access.roles.has(who) ? 'open' : access.applicant || access.atOrgan.has(who) ? 'related' : 403,
      })),
    ]
  })
}
