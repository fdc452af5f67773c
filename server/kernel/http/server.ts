import { Readable } from 'node:stream'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Endpoint } from '../../../contract/endpoint.ts'
import { createFiles } from '../files.ts'
import { mutate, once, sweepKept } from '../idempotency.ts'
import { createSessions } from '../session.ts'
import { compile, send, type Bound } from './bind.ts'
import type { AnyEndpoint, Handler } from './context.ts'
import { Answer } from './context.ts'
import { BadInput, HttpProblem, NotFound } from './errors.ts'
import { bindFiles } from './file-routes.ts'
import { createGate, usualLimits } from './gate.ts'
import { always, overTls } from './headers.ts'
import type { Http, HttpOptions } from './http.ts'
import { inspect, parseJson } from './input.ts'
import { asProblem, problemOf, supportCode } from './mapper.ts'
import { createMetrics } from './metrics.ts'
import { bindOperational } from './operational.ts'
import { createOutputCheck } from './output.ts'
import { createPages } from './pages.ts'
import type { RequestContext } from './request.ts'
import { bindSession } from './session-routes.ts'
import { sweepTries } from './sign-in.ts'
import { bindWeb } from './web.ts'

declare module 'fastify' {
  // what a route is for; a route without it fails at start
  interface FastifyContextConfig { endpoint?: string; page?: string; own?: boolean }
}

/** largest JSON body; files go through PUT /api/v1/files */
export const jsonLimit = 1024 * 1024

/**
 * The application: kernel endpoints bound, waiting for the modules' routes. `app.ready()` (or listen) fails while a contract
 * endpoint is not bound, or a route stands there that belongs to none: deny by default.
 */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const { db, city, clock, log, profile } = options
  const limits = { ...(profile === 'test' ? { account: off, anonymous: off, signIn: off } : usualLimits), ...options.limits }
  const metrics = createMetrics()
  const sessions = createSessions({ db, city, clock, limits: options.sessionLimits })
  const files = createFiles({ db, city, clock, folder: options.filesFolder })
  const gate = createGate({ around: { city, clock, log }, sessions, limits })
  const check = createOutputCheck(profile, log)
  const bound = new Map<string, Bound>()

  const app: FastifyInstance = Fastify({
    logger: false, bodyLimit: jsonLimit, trustProxy: options.trustProxy ?? 'loopback', exposeHeadRoutes: true,
    // a phone on a bad line may need minutes for 20 MB; a peer that sends a byte a second is dropped all the same
    requestTimeout: 300_000, keepAliveTimeout: 65_000, forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    frameworkErrors: (error, _request, reply) => void (reply as FastifyReply).headers(always).code(404)
      .header('content-type', problemType).send(JSON.stringify(problemOf(asProblem(error) ?? new NotFound(), supportCode()))),
    clientErrorHandler(error, socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
      const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
      const head = Object.entries(always).map(([k, v]) => `${k}: ${v}\r\n`).join('')
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n${head}content-length: 0\r\n\r\n`)
    },
  })
  app.decorateRequest('ctx', null as unknown as RequestContext)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try { done(null, parseJson(body as Buffer)) } catch (error) { done(error as Error) }
  })

  // looked at when all are there: an inner hook (the static files') marks its routes after this outer one has seen them
  const routes: { method: unknown; url: string; config?: unknown }[] = []
  app.addHook('onRoute', (route) => void routes.push(route))
  const isStray = ({ config }: { config?: unknown }): boolean => {
    const c = config as { endpoint?: string; page?: string; own?: boolean } | undefined
    return !c?.endpoint && !c?.page && !c?.own
  }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(always)
    if (request.protocol === 'https') reply.headers(overTls)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000)
    const fields = { route, method: request.method, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }
    if (reply.statusCode < 400 && request.method === 'GET') log.debug(fields, 'request')
    else log.info(reply.statusCode >= 400 && request.ctx ? { ...fields, support: request.ctx.support } : fields, 'request')
    done()
  })

  function bindWith<E extends AnyEndpoint>(on: FastifyInstance, endpoint: E, handler: Handler<E>, raw: boolean): void {
    if (bound.has(endpoint.id)) throw new Error(`${endpoint.id} is bound twice`)
    const one = compile(endpoint, handler as Handler<AnyEndpoint>, check)
    bound.set(endpoint.id, one)
    on.route({
      method: endpoint.method, url: endpoint.path, config: { endpoint: endpoint.id },
      onRequest: async (request) => {
        one.admit(await gate(request), request)
      },
      handler: async (request, reply) => {
        const { ctx } = request
        if (raw) ctx.bytes = (request.body as Readable | undefined) ?? Readable.from([])
        if (request.url.includes('%')) checkAddress(request)
        return send(reply, ctx, await one.run(ctx, { params: request.params, query: request.query, body: raw ? undefined : request.body }))
      },
    })
  }

  const http: Http = {
    app, sessions, files, metrics,
    get bound() { return new Map([...bound].map(([id, b]) => [id, b.endpoint])) },
    bind: (endpoint, handler) => bindWith(app, endpoint, handler, false),
    get pages() { return pages.list },
    page: (page) => pages.add(page),
    async call(endpoint, ctx, raw) {
      const one = bound.get(endpoint.id)
      if (!one) throw new Error(`${endpoint.id} is not bound`)
      const parent = ctx as RequestContext
      const own = parent.under(one.needsKey ? `${parent.idempotencyKey ?? ''}:${endpoint.id}` : null)
      const result = await one.run(own, raw)
      parent.cookies.push(...own.cookies)
      return (result instanceof Answer ? result.body : result) as never
    },
    mutate: (ctx, effect) => mutate(db, ctx, effect),
    once: (ctx, effect) => once(db, ctx, effect),
  }
  const pages = createPages({ app, http, options, gate, bound })

  app.setErrorHandler((error, request, reply) => answerError(error, request, reply))
  app.setNotFoundHandler((request, reply) => answerError(new NotFound(), request, reply))

  async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const known = asProblem(error)
    const support = request.ctx?.support ?? supportCode()
    if (!known) log.error({ support, route: request.routeOptions.url ?? 'none', err: error }, 'bug')
    else count(known)
    if (known?.retryAfter) reply.header('retry-after', known.retryAfter)
    if (pages.wants(request)) return pages.error(request, reply, known, support)
    // the rest of a body that was refused unread: the connection cannot be used again
    if (known?.status === 413) reply.header('connection', 'close')
    return reply.code(known?.status ?? 500).header('content-type', problemType).send(JSON.stringify(problemOf(known, support)))
  }
  const count = (known: HttpProblem): void => {
    if (known.kind === 'signIn' || known.kind === 'forbidden' || known.kind === 'notFound') metrics.denied(known.code === 'E-CSRF' ? 'csrf' : known.kind)
    else if (known.status === 429) metrics.denied('limit')
  }

  bindSession({ http, options, limits })
  await app.register(async (scoped) => {
    scoped.removeAllContentTypeParsers()
    scoped.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    bindFiles({ files, bindRaw: (endpoint, handler) => bindWith(scoped, endpoint, handler, true) })
  })
  bindOperational({ app, http, options, bound })
  await bindWeb({ app, options })

  // what has had its time: sessions a day after their end, answers after 30 days, uploads that broke off, old tries to sign in
  const sweep = (): void => void Promise.allSettled([sessions.sweep(), sweepKept(db, city), files.sweep(), sweepTries(db, city, clock)])
  const hourly = setInterval(sweep, 3_600_000)
  hourly.unref()
  app.addHook('onClose', async () => clearInterval(hourly))

  app.addHook('onReady', async () => {
    const missing = options.endpoints.filter((e) => !bound.has(e.id)).map((e) => e.id)
    if (missing.length) throw new Error(`contract endpoints that nobody binds: ${missing.join(', ')}`)
    const unlisted = [...bound.keys()].filter((id) => !options.endpoints.some((e: Endpoint) => e.id === id))
    if (unlisted.length) throw new Error(`bound endpoints that the contract does not list: ${unlisted.join(', ')}`)
    const stray = routes.filter(isStray).map((r) => `${String(r.method)} ${r.url}`)
    if (stray.length) throw new Error(`routes that belong to no endpoint and no page: ${stray.join(', ')}`)
  })
  return http
}

const problemType = 'application/problem+json; charset=utf-8'
const off = { rate: 0, burst: 0 }

/** NUL and halves of characters that came percent-encoded: no such thing exists, or the query cannot be read */
function checkAddress(request: FastifyRequest): void {
  try {
    inspect(request.params, '')
  } catch {
    throw new NotFound()
  }
  try {
    inspect(request.query, '')
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput('地址中的查询条件无法读取')
  }
}
