import type { Tx } from '../../../kernel/db.ts'
import type { Http } from '../../../kernel/http/index.ts'
import type { Acting } from '../../casework/index.ts'
import type { CredentialsDeps } from '../index.ts'
import { actOnHolders, type Surroundings } from './act.ts'
import type { Told } from './asks.ts'
import { correctMany, type Correcting } from './correctMany.ts'
import { enrol, type EnrolResult, type Listed } from './enrol.ts'
import { factsAt, type CredentialFact } from './facts.ts'
import { moveMany, type Moving } from './moveMany.ts'
import { takeInRegistry, type RegistryPack } from './pack.ts'
import type { AfterRemoval } from './removal.ts'
import { registryRoutes } from './routes.ts'
import { bodiesById, holdersById, holdersOfPeople, type BodyRow, type HolderRow } from './store.ts'

export type { BodyRow, HolderRow } from './store.ts'
export type { CredentialFact } from './facts.ts'
export type { EnrolResult, Listed } from './enrol.ts'
export { readRegistryPack, rosterOf, type RegistryPack } from './pack.ts'

/** Bodies, officers, supervisors and the life of their credentials: what the other rooms of this module, and whoever lets an officer act, build on. */
export interface Registry {
  /** takes a frozen roster in; see ./enrol.ts. `at`: legal instant */
  enrol(tx: Tx, listed: Listed, at?: string): Promise<EnrolResult>
  /** the demo's own registry, once */
  takeIn(pack: RegistryPack): Promise<void>
  /** every credential of these people at a legal instant or 'now', valid or not and why; see ./facts.ts */
  factsAt(people: readonly string[], at: string | 'now', tx?: Tx): Promise<CredentialFact[]>
  /** cancels credentials that a clean-up has confirmed, with all that follows from it at once; refuses those that are over already */
  cleanOut(tx: Tx, holders: readonly string[], o: { campaign: string; on: string; acting: Acting; reason?: string }): Promise<void>
  /** corrects what describes a holder: columns of ./correct.ts */
  correct(tx: Tx, holder: string, values: Readonly<Record<string, string>>, acting: Acting): Promise<void>
  /** the same for many at once, each with its own values */
  correctMany(tx: Tx, list: readonly Correcting[], acting: Acting): Promise<void>
  /** brings credentials of bodies that are gone to their successors; see ./moveMany.ts */
  moveMany(tx: Tx, list: readonly Moving[], acting: Acting): Promise<void>
  bodies(ids: readonly string[], tx?: Tx): Promise<Map<string, BodyRow>>
  /** in the order of ids; NotFound when one is missing */
  holders(ids: readonly string[], tx?: Tx): Promise<HolderRow[]>
  holdersOf(people: readonly string[], tx?: Tx): Promise<HolderRow[]>
  /** what other rooms know of a holder when the law asks: marks, hours */
  tell(told: Told): void
  /** what a higher module ends when people lose their credential */
  afterRemoval(hook: AfterRemoval): void
  routes(http: Http): void
}

export function createRegistry(deps: CredentialsDeps): Registry {
  const afterRemoval: AfterRemoval[] = []
  const told: Told = {}
  const s: Surroundings = { deps, told, afterRemoval }
  return {
    enrol: (tx, listed, at = deps.clock.legal()) => enrol(deps, tx, listed, at),
    takeIn: (pack) => takeInRegistry(deps, pack),
    factsAt: (people, at, tx) => factsAt(deps, people, at, tx),
    async cleanOut(tx, holders, { campaign, on, acting, reason }) {
      if (holders.length) await actOnHolders(s, tx, holders, { type: 'cancel', payload: { ground: 'cleanOut', on, campaign }, ...(reason ? { personal: { reason } } : {}), acting })
    },
    async correct(tx, holder, values, acting) {
      await actOnHolders(s, tx, [holder], { type: 'correct', payload: { fields: Object.keys(values) }, personal: { values }, acting })
    },
    correctMany: (tx, list, acting) => correctMany(s, tx, list, acting),
    moveMany: (tx, list, acting) => moveMany(s, tx, list, acting),
    bodies: (ids, tx) => bodiesById(tx ?? deps.db, deps.city, ids),
    holders: (ids, tx) => holdersById(tx ?? deps.db, deps.city, ids),
    holdersOf: (people, tx) => holdersOfPeople(tx ?? deps.db, deps.city, people),
    tell: (more) => void Object.assign(told, more),
    afterRemoval: (hook) => void afterRemoval.push(hook),
    routes: (http) => registryRoutes(s)(http),
  }
}
