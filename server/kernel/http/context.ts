import type { Readable } from 'node:stream'
import type { Grant } from '../../../contract/roles.ts'
import type { Endpoint, BodyOf, OutputOf, ParamsOf, QueryOf } from '../../../contract/endpoint.ts'
import type { Session } from '../session.ts'

export type AnyEndpoint = Endpoint<any, any, any, any>

/** What a handler is told about the request besides its input. */
export interface Ctx {
  readonly city: string
  readonly session: Session | null
  /** roles of the session, with the organ at which each is held; empty for nobody */
  readonly grants: readonly Grant[]
  /** person of the session; throws SignInNeeded when nobody is signed in */
  readonly person: string
  /** whom a limit counts: the person, or the address of nobody (settled.md 26: a hall shares one) */
  readonly caller: string
  /** present on every endpoint that needs it (checked before the handler is called) */
  readonly idempotencyKey: string | null
  /** SHA-256 over endpoint and parsed input: the same for a JSON call and a form post that say the same */
  readonly requestHash: Buffer
  /** If-Match: sequence number of the last act that the caller saw; required where the endpoint says so */
  readonly ifMatch: number | null
  /** legal instant of this request, RFC 3339 +08:00 ms; one value for the whole request (settled.md 4) */
  readonly legalNow: string
  /** real milliseconds; for leases, limits, journal `rec` */
  readonly realNow: number
  readonly log: RequestLog
  /** code under which support finds this request in the log */
  readonly support: string
  /** body of an endpoint that takes raw bytes (files); otherwise undefined */
  readonly bytes?: Readable
  /** set by may() and scope(): a relation that the endpoint declares was looked at */
  checked: boolean
}

export interface RequestLog {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

export interface Input<E extends AnyEndpoint> { params: ParamsOf<E>; query: QueryOf<E>; body: BodyOf<E> }

/** A handler gives the output itself (200), or reply(…) where status or headers matter, or file(…) for raw endpoints. */
export type Handler<E extends AnyEndpoint> = (ctx: Ctx, input: Input<E>) => Promise<OutputOf<E> | Answer<OutputOf<E>> | FileAnswer>

/** Output with status and headers; made by reply(). */
export class Answer<T> {
  constructor(
    readonly body: T,
    readonly status: number,
    /** sequence number of the last act */
    readonly etag: number | null,
    readonly location: string | null,
    /** it was stored by an earlier request with the same key */
    readonly replayed = false,
    /** serialised body, where it is known already */
    readonly json?: string,
  ) {}
}

/** reply(output, {status: 201, etag: seq, location: '/api/v1/cases/…'}) */
export function reply<T>(body: T, options: { status?: number; etag?: number | null; location?: string } = {}): Answer<T> {
  return new Answer(body, options.status ?? 200, options.etag ?? null, options.location ?? null)
}

/** Bytes for the caller; always sent as attachment, never shown by the browser itself (settled.md 23). */
export class FileAnswer {
  constructor(
    readonly data: Buffer | Readable,
    readonly type: string,
    /** name under which it is saved; may be Chinese */
    readonly name: string,
    readonly size: number | null,
    /** strong ETag, e.g. the SHA-256 of an immutable file */
    readonly tag: string | null,
  ) {}
}

export function file(data: Buffer | Readable, options: { type: string; name: string; size?: number; tag?: string }): FileAnswer {
  return new FileAnswer(data, options.type, options.name, options.size ?? null, options.tag ?? null)
}
