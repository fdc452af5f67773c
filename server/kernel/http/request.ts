import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Grant } from '../../../contract/roles.ts'
import { canonical } from '../../../proof/canonical.ts'
import type { Clock } from '../clock.ts'
import type { Session } from '../session.ts'
import type { AnyEndpoint, Ctx, RequestLog } from './context.ts'
import { SignInNeeded } from './errors.ts'
import type { Log } from './http.ts'
import { supportCode } from './mapper.ts'

declare module 'fastify' {
  interface FastifyRequest { ctx: RequestContext }
  interface FastifyContextConfig { gated?: boolean }
}

/** What is the same for all requests of this process. */
export interface Surroundings { city: string; clock: Clock; log: Log }

const noGrants: readonly Grant[] = []

/** The Ctx of one request. A class with lazy fields, so that a plain read computes nothing that it does not use. */
export class RequestContext implements Ctx {
  session: Session | null = null
  /** a token came whose session has ended: whose it was */
  overOf: string | null = null
  idempotencyKey: string | null = null
  ifMatch: number | null = null
  bytes?: Readable
  checked = false
  /** what an error page can offer beside its sentence */
  offer?: { retry?: string; kept?: { text: string; href: string } }
  /** Set-Cookie lines that the answer will carry */
  readonly cookies: string[] = []
  readonly realNow: number
  #legal?: string
  #support?: string
  #hash?: Buffer
  #hashed?: { endpoint: AnyEndpoint; input: unknown }

  constructor(readonly around: Surroundings, readonly request: FastifyRequest) {
    this.realNow = around.clock.real()
  }
  get sessionOver(): boolean { return this.overOf !== null }
  get city(): string { return this.around.city }
  get grants(): readonly Grant[] { return this.session?.grants ?? noGrants }
  get person(): string {
    if (!this.session) throw new SignInNeeded(this.sessionOver)
    return this.session.person
  }
  get caller(): string { return this.session?.person ?? this.request.ip }
  get legalNow(): string { return (this.#legal ??= this.around.clock.legal()) }
  get support(): string { return (this.#support ??= supportCode()) }
  get log(): RequestLog {
    const { log } = this.around
    const with_ = (fields: object) => ({ support: this.support, route: this.route, ...fields })
    return {
      info: (fields, message) => log.info(with_(fields), message),
      warn: (fields, message) => log.warn(with_(fields), message),
      error: (fields, message) => log.error(with_(fields), message),
    }
  }
  /** template, never the address itself */
  get route(): string { return this.request.routeOptions.url ?? 'none' }

  /** what requestHash is taken over */
  hashOver(endpoint: AnyEndpoint, input: unknown): void {
    this.#hashed = { endpoint, input }
    this.#hash = undefined
  }
  get requestHash(): Buffer {
    if (this.#hash) return this.#hash
    if (!this.#hashed) throw new Error('no input yet')
    return (this.#hash = createHash('sha256').update(this.#hashed.endpoint.id).update('\n').update(canonical(this.#hashed.input)).digest())
  }

  /** the same request, seen by another endpoint that a page runs in process */
  under(idempotencyKey: string | null): RequestContext {
    const copy = new RequestContext(this.around, this.request)
    copy.session = this.session
    copy.overOf = this.overOf
    copy.idempotencyKey = idempotencyKey
    copy.ifMatch = this.ifMatch
    copy.#legal = this.legalNow
    copy.#support = this.support
    return copy
  }
}
