import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { accessOf, enter, type Access } from '../permission.ts'
import { seqOf } from '../idempotency.ts'
import { Answer, FileAnswer, type AnyEndpoint, type Handler } from './context.ts'
import { NotFound } from './errors.ts'
import { asAttachment, attachment } from './headers.ts'
import { checkCsrf, checkIfMatch, checkKey } from './gate.ts'
import { compileInput, type Raw } from './input.ts'
import { createOutputCheck } from './output.ts'
import type { RequestContext } from './request.ts'

/** An endpoint with its handler, everything about it worked out once. */
export interface Bound {
  endpoint: AnyEndpoint
  access: Access
  /** changes something: needs CSRF protection */
  changes: boolean
  needsKey: boolean
  /** permission, and what the head of the request must carry; before the body is read */
  admit(ctx: RequestContext, request: FastifyRequest): void
  /** permission (again, for callers in process), input, call */
  run(ctx: RequestContext, raw: Raw): Promise<Answer<any> | FileAnswer>
}

export function compile(endpoint: AnyEndpoint, handler: Handler<AnyEndpoint>, check: ReturnType<typeof createOutputCheck>): Bound {
  const access = accessOf(endpoint)
  const parse = compileInput(endpoint)
  const changes = endpoint.method !== 'GET'
  const needsKey = changes && endpoint.idempotency !== 'natural'
  const present = check(endpoint)
  return {
    endpoint, access, changes, needsKey,
    admit(ctx, request) {
      enter(access, ctx.session && ctx.grants, ctx.sessionOver)
      if (!changes) return
      checkCsrf(request, ctx.session)
      if (needsKey) ctx.idempotencyKey = checkKey(request.headers['idempotency-key'])
      ctx.ifMatch = checkIfMatch(request.headers['if-match'], endpoint.ifMatch === true)
    },
    async run(ctx, raw) {
      const entered = enter(access, ctx.session && ctx.grants, ctx.sessionOver)
      const input = parse(raw)
      if (needsKey) ctx.hashOver(endpoint, input)
      const result = await handler(ctx, input).catch((error: unknown) => {
        // "no such draft" would tell a stranger which drafts there are: until the relation is shown, all is the same
        throw entered === 'related' && !ctx.checked && error instanceof NotFound ? new NotFound() : error
      })
      if (entered === 'related' && !ctx.checked && !(result instanceof Answer && result.replayed))
        throw new Error(`${endpoint.id} answers without having asked may() or scope()`)
      if (result instanceof FileAnswer) return result
      const answer = result instanceof Answer ? result : new Answer(result, 200, seqOf(result), null)
      present(answer.body)
      return answer
    },
  }
}

/** Last step of the order, for machines. */
export function send(reply: FastifyReply, ctx: RequestContext, result: Answer<any> | FileAnswer): FastifyReply {
  if (ctx.cookies.length) reply.header('set-cookie', ctx.cookies)
  if (result instanceof FileAnswer) return sendFile(reply, ctx, result)
  if (result.location) reply.header('location', result.location)
  if (result.replayed) reply.header('idempotency-replayed', 'true')
  // no 304 for JSON: lamps and allowed acts move with the clock while the sequence number stands
  if (result.etag !== null) reply.header('etag', `"${result.etag}"`)
  if (result.body === undefined) return reply.code(204).send()
  return reply.code(result.status).header('content-type', 'application/json; charset=utf-8').send(result.json ?? JSON.stringify(result.body))
}

export function sendFile(reply: FastifyReply, ctx: RequestContext, answer: FileAnswer): FastifyReply {
  reply.headers(asAttachment).header('content-disposition', attachment(answer.name)).header('cache-control', 'private, no-store')
  if (answer.tag) {
    reply.header('etag', `"${answer.tag}"`)
    if (ctx.request.headers['if-none-match'] === `"${answer.tag}"`) {
      if (answer.data instanceof Readable) answer.data.destroy()
      return reply.code(304).send()
    }
  }
  if (answer.size !== null) reply.header('content-length', answer.size)
  return reply.header('content-type', answer.type).send(answer.data)
}
