import type { FastifyInstance } from 'fastify'
import type { Grant } from '../../../contract/roles.ts'
import type { Mode, SessionFrame, ViewKey } from '../../../contract/views.ts'
import type { Clock, Profile } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import type { Files } from '../files.ts'
import type { Sessions } from '../session.ts'
import type { AnyEndpoint, Answer, Ctx, Handler, Input } from './context.ts'
import type { OutputOf } from '../../../contract/endpoint.ts'
import type { Metrics } from './metrics.ts'
import type { Page } from './pages.ts'
import type { Owner } from './password-rules.ts'

/** What a module's routes.ts is given: `export const routes = (deps) => (http: Http): void => { http.bind(…) }`. */
export interface Http {
  /**
   * Binds a contract endpoint in the fixed order session → permission → input → call → present. The handler is called
   * only with a permitted, parsed input. It gives the output, reply(output, …) or file(…), and throws Refusal, BadInput,
   * NotFound. When nothing but a relation (applicant, role@organ) can open the endpoint, it must ask may() or scope(),
   * or the answer is withheld as a bug.
   */
  bind<E extends AnyEndpoint>(endpoint: E, handler: Handler<E>): void
  /** binds a page: the same endpoints run in process, rendered as HTML (settled.md 16) */
  page<E extends AnyEndpoint>(page: Page<E>): void
  /** runs a bound endpoint in process for this context, in the same fixed order; input as a client would send it */
  call<E extends AnyEndpoint>(endpoint: E, ctx: Ctx, raw: { params?: unknown; query?: unknown; body?: unknown }): Promise<OutputOf<E>>
  /** claim of the key, effect and stored answer in one transaction (kernel/idempotency.ts) */
  mutate<T>(ctx: Ctx, effect: (tx: Tx) => Promise<T | Answer<T>>): Promise<Answer<T>>
  /** for a hot path that stores the answer in its own statement */
  once<T>(ctx: Ctx, effect: () => Promise<T | Answer<T>>): Promise<Answer<T>>
  readonly sessions: Sessions
  readonly files: Files
  readonly metrics: Metrics
  /** every bound endpoint so far */
  readonly bound: ReadonlyMap<string, AnyEndpoint>
  /** every page so far, with the endpoint whose permission it has */
  readonly pages: readonly { path: string; endpoint: AnyEndpoint; method: 'GET' | 'POST' }[]
  /** for app.ts only: listen, inject, close */
  readonly app: FastifyInstance
}

/** What stands of an account's password; times are real milliseconds, `until` null = chosen by its owner. */
export interface Account { id: string; passwordHash: string | null; passwordAt: number | null; passwordUntil: number | null }

/** What sign-in needs to know of the directory; app.ts gives it. */
export interface Accounts {
  /** by login name; undefined when there is none. A disabled account is none. */
  byLogin(login: string): Promise<Account | undefined>
  /** with what a new password of theirs may not be; undefined for an account that has no login */
  account(person: string): Promise<(Account & Owner & { former: readonly string[] }) | undefined>
  /** keeps a password that its owner has chosen, with its place in the journal; `at` in real milliseconds */
  setPassword(tx: Tx, person: string, passwordHash: string, at: number): Promise<void>
  /** demo people by their fixed key */
  byKey(key: string): Promise<{ id: string } | undefined>
  /** roles on this legal day, deputies included */
  grantsOf(person: string, day: string): Promise<readonly Grant[]>
  /** shown to the person themselves */
  named(person: string): Promise<{ id: string; name: string; kind: string } | undefined>
  /** names of the organs of grants, for the screen; undefined when there is none */
  organName(key: string): string | undefined
  /** for choosing one in demo and test */
  demoPeople(): Promise<{ key: string; name: string; title: string | null; roles: readonly Grant[] }[]>
}

export interface Limits {
  /** calls a second (and burst) of one account; 0 = no limit */
  account: { rate: number; burst: number }
  /** anonymous calls of one address */
  anonymous: { rate: number; burst: number }
  /** sign-in tries of one address; a hall shares one, so it must carry a whole shift */
  signIn: { rate: number; burst: number }
}

export interface HttpOptions {
  db: Db
  city: string
  clock: Clock
  profile: Profile
  log: Log
  /** all endpoints of the contract; ready() fails while one of them is not bound */
  endpoints: readonly AnyEndpoint[]
  accounts: Accounts
  /** 32 secret bytes from the data folder: seals what travels through a form */
  secret: Buffer
  /** data folder of files, `<YICHUANG_DATA>/files` */
  filesFolder: string
  /** dist/web, when it is built */
  webFolder?: string
  /** renders a page; without it pages answer 503 */
  render?: (page: { view: ViewKey; props: unknown; session: SessionFrame | null; mode: Mode }) => string | Promise<string>
  /** for the frame: 许昌市 */
  cityName: string
  /** telephone that error pages give */
  phone: string
  limits?: Partial<Limits>
  sessionLimits?: Partial<import('../session.ts').SessionLimits>
  /** whose X-Forwarded-* is believed; default: a proxy on this machine. Without it TLS in front is not seen, and nobody can sign in */
  trustProxy?: boolean | string
  /** bearer that /metrics asks of callers from elsewhere */
  metricsToken?: string
  version: string
}

/** the part of kernel/log.ts that is used here; it lets through only fields that it knows */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type { AnyEndpoint, Answer, Ctx, Handler, Input }
