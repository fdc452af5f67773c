import type { Grant, Role } from '../../../contract/roles.ts'
import { batched } from '../../kernel/batch.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Account } from '../../kernel/http/index.ts'
import { endGrants, grantRole } from './grants.ts'
import { directory as routesOf } from './routes.ts'
import * as store from './store.ts'

export type { Organ, Person } from './store.ts'
export { loadDirectory } from './load.ts'
export * as imports from './imports.ts'

/**
 * Organs, posts, people, the roles they hold, deputies while on leave. Organs are kept in memory (they change by import
 * only: `refresh`); people are read each time, since a role taken away must be gone within a second.
 */
export interface Directory {
  /** throws on a key that is not an organ of the city */
  organ(key: string): store.Organ
  organs(): store.Organ[]
  person(id: string, tx?: Tx): Promise<store.Person | undefined>
  /** outside of a transaction read together with whoever asks at the same moment, so there may be others in it */
  people(ids: readonly string[], tx?: Tx): Promise<ReadonlyMap<string, store.Person>>
  /** what people are called, for lists and histories; read together with whoever asks at the same moment, so there may be others in it */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, store.Named>>
  /** fixed keys exist for demo people only */
  personByKey(key: string): Promise<store.Person | undefined>
  /** as it stands on the identity card, 18 characters */
  personByIdNumber(idNumber: string): Promise<store.Person | undefined>
  /** accounts by identity number; who has none is left out */
  idsByNumber(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** everybody whose whole name, or whose enterprise's, this is */
  idsNamed(name: string): Promise<string[]>
  byLogin(login: string): Promise<Account | undefined>
  /** login and password of somebody, with what a new password of theirs may not be; undefined for who has none */
  account(person: string): ReturnType<typeof store.accountOf>
  /** `until`: instant until which it is good for one sign-in; null = chosen by its owner */
  setPassword(tx: Tx, person: string, hash: string, at: string, until: string | null): Promise<void>
  /** roles on this legal day, deputies included */
  grantsOf(person: string, day: string): Promise<Grant[]>
  /** who holds a role at an organ, for choosing inspectors */
  staff(organ: string, role: string): Promise<{ id: string; name: string; title: string | null }[]>
  demoPeople(): Promise<{ key: string; name: string; title: string | null; roles: Grant[] }[]>
  /** gives somebody a role; refuses as ./grants.ts says */
  grant(tx: Tx, o: { by: string; person: string; grant: Grant; day: string }): Promise<void>
  /** ends a role of people from a day on; what ended, for the caller's entries in the journal */
  endGrants(tx: Tx, people: readonly string[], role: Role, day: string, organ?: string): ReturnType<typeof endGrants>
  refresh(): Promise<void>
  /** hears of what an import beside the running server changes; the answer stops listening */
  watch(): Promise<() => Promise<void>>
  routes: ReturnType<typeof routesOf>
}

/** channel on which an import says that organs are new */
const changed = 'directory'

export function createDirectory({ db, city }: { db: Db; city: string }): Directory {
  let organs = new Map<string, store.Organ>()
  const together = batched((ids) => store.peopleByIds(db, city, ids))
  const names = batched((ids) => store.namesByIds(db, city, ids))
  const directory: Directory = {
    organ(key) {
      const organ = organs.get(key)
      if (!organ) throw new Error(`no organ ${key} in the directory of ${city}`)
      return organ
    },
    organs: () => [...organs.values()],
    person: (id, tx) => store.personById(tx ?? db, city, id),
    people: (ids, tx) => (tx ? store.peopleByIds(tx, city, ids) : together(ids)),
    names,
    personByKey: (key) => store.personByKey(db, city, key),
    personByIdNumber: (n) => store.personByIdNumber(db, city, n),
    idsByNumber: (tx, numbers) => store.idsByNumber(tx, city, numbers),
    idsNamed: (name) => store.idsNamed(db, city, name),
    byLogin: (login) => store.byLogin(db, city, login),
    account: (person) => store.accountOf(db, city, person),
    setPassword: (tx, person, hash, at, until) => store.setPassword(tx, city, person, hash, at, until),
    grantsOf: (person, day) => store.grantsOf(db, city, person, day),
    staff: (organ, role) => store.staffOf(db, city, organ, role),
    demoPeople: () => store.demoPeople(db, city),
    grant: (tx, o) => grantRole(tx, city, { ...o, organExists: o.grant.organ !== null && organs.has(o.grant.organ) }),
    endGrants: (tx, people, role, day, organ) => endGrants(tx, city, people, role, day, organ),
    refresh: async () => {
      organs = new Map((await store.organs(db, city)).map((o) => [o.key, o]))
    },
    watch: () => db.listen(changed, (payload) => { if (payload === city || !payload) directory.refresh().catch(() => {}) }),
    routes: (http) => routesOf(directory)(http),
  }
  return directory
}
