import type { FastifyInstance } from 'fastify'
import { renderDocs } from './docs.ts'
import type { Bound } from './bind.ts'
import type { Http, HttpOptions } from './http.ts'
import { sameSecret } from '../session.ts'
import { openApi } from './openapi.ts'
import { pageCsp } from './headers.ts'

/** For those who run it: is it alive, is it ready, how is it doing, what can it do. None of it says anything about a person. */
export function bindOperational({ app, http, options, bound }: { app: FastifyInstance; http: Http; options: HttpOptions; bound: ReadonlyMap<string, Bound> }): void {
  const { db, metrics } = { db: options.db, metrics: http.metrics }
  const own = { config: { own: true } }

  app.get('/healthz', own, () => ({ ok: true }))

  app.get('/readyz', own, async (_request, reply) => {
    try {
      await db.query('select 1')
      return { ok: true }
    } catch {
      return reply.code(503).header('retry-after', 2).send({ ok: false, waitsFor: 'database' })
    }
  })

  metrics.gauge('yichuang_db_connections', '数据库连接数', () => db.stats().total)
  metrics.gauge('yichuang_db_connections_idle', '空闲的数据库连接数', () => db.stats().idle)
  metrics.gauge('yichuang_db_waiting', '等待数据库连接的请求数', () => db.stats().waiting)
  app.get('/metrics', own, async (request, reply) => {
    const { authorization } = request.headers
    // behind a proxy everybody comes from this machine: then only the token counts
    const near = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined
    if (!near && !(options.metricsToken && authorization && sameSecret(authorization, `Bearer ${options.metricsToken}`))) return reply.callNotFound()
    return reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics())
  })

  let json: string | undefined
  const described = () => openApi([...bound.values()].map((b) => b.endpoint), options.version)
  app.get('/api/openapi.json', own, (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send((json ??= JSON.stringify(described()))))
  let docs: string | undefined
  app.get('/api/docs', own, (_request, reply) => {
    docs ??= renderDocs([...bound.values()].map((b) => b.endpoint), options.version)
    return reply.header('content-security-policy', pageCsp()).header('content-type', 'text/html; charset=utf-8').send(docs)
  })
  app.get('/api/docs.css', own, (_request, reply) => reply.header('content-type', 'text/css; charset=utf-8').send(docsCss))
}

const docsCss = `body{font:16px/1.6 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1B1F23;background:#F5F6F4;margin:0}
main{max-width:1000px;margin:0 auto;padding:24px}h1{font-size:28px;margin:0 0 8px}h2{font-size:20px;margin:40px 0 8px}
article{background:#fff;border:1px solid #DADDD8;border-radius:6px;padding:16px;margin:12px 0}h3{font-size:16px;margin:0}
code{font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}.method{display:inline-block;min-width:64px;font-weight:600;color:#1F4E79}
p{margin:8px 0;color:#4A5259}table{border-collapse:collapse;width:100%;font-size:14px}td,th{border-top:1px solid #DADDD8;text-align:left;padding:4px 12px 4px 0;vertical-align:top}
a{color:#1F4E79}a:focus-visible{outline:3px solid #1F4E79;outline-offset:2px}nav a{margin-right:12px}`
