import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../../contract/index.ts'
import { openApi } from './openapi.ts'
import { renderDocs } from './docs.ts'
import { openToy, type Toy } from '../../../tests/http/toy.ts'

let toy: Toy
beforeAll(async () => { toy = await openToy() })
afterAll(() => toy.close())

type Json = Record<string, any>
function* nodes(node: unknown): Generator<Json> {
  if (!node || typeof node !== 'object') return
  yield node as Json
  for (const child of Object.values(node)) yield* nodes(child)
}
const at = (doc: Json, pointer: string) => pointer.slice(2).split('/').reduce<any>((n, step) => n?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], doc)

test('the whole contract is described: every reference leads somewhere, every operation has its own id, its errors and its who', () => {
  const doc = openApi(endpoints, '1')
  const dangling = [...nodes(doc)].filter((n) => typeof n.$ref === 'string' && at(doc, n.$ref) === undefined).map((n) => n.$ref)
  expect(dangling).toEqual([])
  expect(JSON.stringify(doc).match(/\$defs|x-io|__schema/g)).toBeNull()
  const operations = Object.entries(doc.paths as Json).flatMap(([path, item]) => Object.entries(item as Json).map(([method, o]) => ({ path, method, o: o as Json })))
  expect(operations).toHaveLength(endpoints.length)
  expect(new Set(operations.map((x) => x.o.operationId))).toEqual(new Set(endpoints.map((e) => e.id)))
  for (const { path, method, o } of operations) {
    expect(o.responses.default.$ref, o.operationId).toBe('#/components/responses/Problem')
    const inPath = (o.parameters ?? []).filter((p: Json) => p.in === 'path').map((p: Json) => p.name).sort()
    expect(inPath, `${method} ${path}`).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort())
    const e = endpoints.find((x) => x.id === o.operationId)!
    expect((o.parameters ?? []).some((p: Json) => p.$ref === '#/components/parameters/IdempotencyKey'), o.operationId).toBe(e.method !== 'GET' && e.idempotency !== 'natural')
  }
  for (const name of ['Problem', 'Finding', 'Citation', 'Case', 'Session', 'Opened', 'Submission']) expect(Object.keys(doc.components.schemas), name).toContain(name)
})

test('a client that knows nothing but the document can sign in, post and read', async () => {
  await toy.http.app.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://localhost:${(toy.http.app.server.address() as AddressInfo).port}`
  const doc = (await (await fetch(`${base}/api/openapi.json`)).json()) as Json
  expect(doc.openapi).toBe('3.1.0')

  let token: string | undefined
  /** what code generators do: find the operation, fill path and query, send the required headers, choose a security scheme */
  async function call(operationId: string, given: { path?: Json; query?: Json; body?: unknown } = {}): Promise<{ status: number; body: any }> {
    for (const [path, item] of Object.entries(doc.paths as Json)) for (const [method, o] of Object.entries(item as Json) as [string, Json][]) {
      if (o.operationId !== operationId) continue
      const parameters = (o.parameters ?? []).map((p: Json) => (p.$ref ? at(doc, p.$ref) : p)) as Json[]
      const headers: Record<string, string> = {}
      for (const p of parameters.filter((p) => p.in === 'header' && p.required)) headers[p.name] = p.name === 'If-Match' ? '"1"' : crypto.randomUUID()
      const canBearer = (o.security as Json[]).some((s) => 'bearer' in s) && doc.components.securitySchemes.bearer.scheme === 'bearer'
      if (token && canBearer) headers.authorization = `Bearer ${token}`
      const type = Object.keys(o.requestBody?.content ?? {})[0]
      if (type) headers['content-type'] = type
      const query = new URLSearchParams((given.query ?? {}) as Record<string, string>).toString()
      const answer = await fetch(base + path.replace(/\{(\w+)\}/g, (_, n) => given.path![n]) + (query && `?${query}`), { method: method.toUpperCase(), headers, ...(type ? { body: JSON.stringify(given.body) } : {}) })
      return { status: answer.status, body: await answer.json() }
    }
    throw new Error(`no operation ${operationId}`)
  }
  token = (await call('session.signIn', { body: { person: 'chen', bearer: true } })).body.token
  const made = await call('toy.post', { body: { text: '由生成的客户端提交' } })
  expect(made.status).toBe(201)
  expect((await call('toy.get', { path: { id: made.body.id } })).body).toEqual(made.body)
  expect((await call('toy.edit', { path: { id: made.body.id }, body: { text: '改' } })).body.seq).toBe(2)
  expect((await call('toy.list', { query: { limit: '3' } })).body.limit).toBe(3)
  const wrong = await call('toy.post', { body: { text: '' } })
  expect(Object.keys(at(doc, '#/components/schemas/Problem').properties)).toEqual(expect.arrayContaining(Object.keys(wrong.body)))
})

test('the readable page names every endpoint and who may, in Chinese, with nothing from elsewhere', async () => {
  const html = renderDocs(endpoints, '1')
  expect(endpoints.filter((e) => !html.includes(`id="${e.id}"`)).map((e) => e.id)).toEqual([])
  expect(html.includes('本机关审查人员')).toBe(true)
  expect(html.match(/<script|style=|https?:\/\//g)).toBeNull()
  const a = await toy.http.app.inject({ url: '/api/docs' })
  expect([a.statusCode, a.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect((await toy.http.app.inject({ url: '/api/docs.css' })).statusCode).toBe(200)
})

test('/metrics is for this machine, or for who has the token', async () => {
  const at = (headers: Record<string, string>, remoteAddress: string) => toy.http.app.inject({ url: '/metrics', headers, remoteAddress })
  expect((await at({}, '127.0.0.1')).statusCode).toBe(200)
  expect((await at({ 'x-forwarded-for': '10.1.1.1' }, '127.0.0.1')).statusCode).toBe(404)
  expect((await at({ authorization: 'Bearer undefined' }, '10.1.1.1')).statusCode).toBe(404)
  const body = (await at({}, '127.0.0.1')).body
  for (const name of ['yichuang_http_seconds_bucket', 'yichuang_db_connections', 'process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds']) expect(body).toContain(name)
})
