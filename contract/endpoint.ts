import type { z } from 'zod'
import type { Role } from './roles.ts'

/**
 * Who may call. Deny by default: an endpoint without a permission cannot be bound.
 * - 'anyone'            no session needed
 * - 'signedIn'          any session
 * - role                a session that holds the role, at any organ
 * - role@organ          the role, held at the organ that the case (or thing) belongs to
 * - 'applicant'         the person whose case it is
 * A stranger's "forbidden" is "not found": relations (@organ, applicant) are checked by the module, which answers 404.
 */
export type Who = 'anyone' | 'signedIn' | 'applicant' | Role | `${Role}@organ`

export interface Endpoint<
  Params extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType,
> {
  /** module.verb, unique: `casework.open` */
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Fastify path, `/api/v1/cases/:id` */
  path: string
  /** one Chinese sentence: what it does */
  summary: string
  who: readonly Who[]
  params?: Params
  query?: Query
  body?: Body
  output: Output
  /** rule ids it may refuse with (documentation; every refusal carries its rule anyway) */
  refuses?: readonly string[]
  /** needs Idempotency-Key; every POST does unless this says 'natural' (idempotent by itself: sign-out, PUT by hash) */
  idempotency?: 'key' | 'natural'
  /** needs If-Match with the ETag of the thing */
  ifMatch?: boolean
  /** answers a file, not JSON */
  raw?: boolean
}

/** keeps the schemas' types: export const open = endpoint({ … }) */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  e: Endpoint<P, Q, B, O>,
): Endpoint<P, Q, B, O> {
  return e
}

export type ParamsOf<E> = E extends Endpoint<infer P, any, any, any> ? z.infer<P> : never
export type QueryOf<E> = E extends Endpoint<any, infer Q, any, any> ? z.infer<Q> : never
export type BodyOf<E> = E extends Endpoint<any, any, infer B, any> ? z.infer<B> : never
export type OutputOf<E> = E extends Endpoint<any, any, any, infer O> ? z.infer<O> : never
