import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '../../../contract/problem.ts'
import { accessOf } from '../permission.ts'
import type { AnyEndpoint } from './context.ts'

type Json = Record<string, any>
type Io = 'input' | 'output'

/**
 * OpenAPI 3.1 of the bound endpoints, made from the same schemas that check the calls. Schemas with `.meta({id})` are named
 * components; where what is sent differs from what is answered (defaults), the sent one is `<id>Input`.
 */
export function openApi(endpoints: readonly AnyEndpoint[], version: string): Json {
  const names = { output: new Map<string, Json>(), input: new Map<string, Json>() }
  const inline = (schema: z.ZodType, io: Io): Json => {
    const { $schema: _, $defs = {}, ...rest } = nameNameless(z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any', override: io === 'input' ? loosenInput : loosen }) as Json)
    for (const [id, def] of Object.entries($defs as Json)) names[io].set(id, def)
    const id = z.globalRegistry.get(schema)?.id
    if (!id) return rest
    if (!rest.$ref) names[io].set(id, rest)
    return { $ref: `#/$defs/${id}` }
  }
  const paths: Record<string, Json> = {}
  for (const e of [...endpoints].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const path = e.path.replace(/:(\w+)/g, '{$1}')
    ;(paths[path] ??= {})[e.method.toLowerCase()] = operation(e, inline)
  }
  inline(Problem, 'output')

  const renamed = differing(names.input, names.output)
  const rename = (io: Io) => (ref: string): string => {
    const id = ref.slice('#/$defs/'.length)
    return `#/components/schemas/${io === 'input' && renamed.has(id) ? `${id}Input` : id}`
  }
  const schemas: Json = {}
  for (const [id, def] of names.output) schemas[id] = refs(named(def), rename('output'))
  for (const [id, def] of names.input) if (!names.output.has(id) || renamed.has(id)) schemas[renamed.has(id) ? `${id}Input` : id] = refs(named(def), rename('input'))

  return {
    openapi: '3.1.0',
    info: { title: 'Yichuang 一窗', version, description: '一窗开放接口：每个接口的权限写在 x-who；错误一律为 application/problem+json，带规则与依据。', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(tagOf))].sort().map((name) => ({ name })),
    paths: refs(paths, (ref) => (ref.startsWith('#/$defs/') ? rename('output')(ref) : ref), rename('input')),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: { Problem: { description: '错误（RFC 9457）', headers: { 'Retry-After': { description: '几秒后可以再试（409、429、503）', schema: { type: 'integer' } } }, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      parameters: {
        IdempotencyKey: { name: 'Idempotency-Key', in: 'header', required: true, description: '客户端为这一次提交生成的唯一编号（UUID）；重试须用同一个', schema: { type: 'string', minLength: 8, maxLength: 120 } },
        IfMatch: { name: 'If-Match', in: 'header', required: true, description: '上次查看时得到的 ETag', schema: { type: 'string' } },
      },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-yc', description: '浏览器登录；更改类请求另须 X-CSRF-Token（GET /api/v1/session 给出）或同源' },
        bearer: { type: 'http', scheme: 'bearer', description: '机器：POST /api/v1/session 带 bearer: true 取得' },
      },
    },
  }
}

export const tagOf = (e: AnyEndpoint): string => e.id.split('.')[0]!

function operation(e: AnyEndpoint, inline: (s: z.ZodType, io: Io) => Json): Json {
  const access = accessOf(e)
  const parameters = [
    ...(e.params ? parametersOf(inline(e.params, 'output'), 'path') : []),
    ...(e.query ? parametersOf(inline(e.query, 'input'), 'query') : []),
    ...(e.method !== 'GET' && e.idempotency !== 'natural' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(e.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ]
  const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
  const takesBytes = e.method === 'PUT' && !e.body
  const done = { description: '办成', ...(e.ifMatch ? { headers: { ETag: { schema: { type: 'string' } } } } : {}), content: e.raw ? bytes : { 'application/json': { schema: inline(e.output, 'output') } } }
  return {
    operationId: e.id, tags: [tagOf(e)], summary: e.summary, 'x-who': e.who, ...(e.refuses ? { 'x-refuses': e.refuses } : {}),
    ...(parameters.length ? { parameters } : {}),
    ...(e.body ? { requestBody: { required: true, content: { 'application/json': { schema: { 'x-io': 'input', ...inline(e.body, 'input') } } } } } : takesBytes ? { requestBody: { required: true, content: bytes } } : {}),
    responses: {
      200: done, ...(e.method === 'POST' ? { 201: { ...done, description: '办成，产生了新的记录' } } : {}),
      default: { $ref: '#/components/responses/Problem' },
    },
    security: access.anyone ? [{}, { cookie: [] }, { bearer: [] }] : [{ cookie: [] }, { bearer: [] }],
  }
}

function parametersOf(schema: Json, where: 'path' | 'query'): Json[] {
  return Object.entries((schema.properties ?? {}) as Json).map(([name, s]) => ({
    name, in: where, required: where === 'path' || ((schema.required ?? []) as string[]).includes(name), ...(where === 'query' ? { 'x-io': 'input' } : {}), schema: s,
  }))
}

/** answers may get more fields later: a client must not refuse them. What is sent keeps strictness where the schema says it. */
function loosen({ zodSchema, jsonSchema }: { zodSchema: any; jsonSchema: Json }): void {
  if (zodSchema._zod.def.type === 'object' && !zodSchema._zod.def.catchall) delete jsonSchema.additionalProperties
}

/** what has a default may be left out: generators that read `default` as "always there" must not ask for it */
function loosenInput(node: { zodSchema: any; jsonSchema: Json }): void {
  loosen(node)
  if (node.jsonSchema.default === undefined) return
  node.jsonSchema.description ??= `缺省为 ${JSON.stringify(node.jsonSchema.default)}`
  delete node.jsonSchema.default
}

/** A schema that refers to itself and has no id is `__schema0` in every document that it occurs in; here it is named by what it says. */
function nameNameless(doc: Json): Json {
  let text = JSON.stringify(doc)
  for (const [name, def] of Object.entries((doc.$defs ?? {}) as Json)) {
    if (!/^__schema\d+$/.test(name)) continue
    const own = `Part${createHash('sha256').update(JSON.stringify(def)).digest('hex').slice(0, 8)}`
    text = text.replaceAll(`"${name}"`, `"${own}"`).replaceAll(`"#/$defs/${name}"`, `"#/$defs/${own}"`)
  }
  return JSON.parse(text) as Json
}

/** a component is named by its key already */
function named({ id: _id, ...def }: Json): Json {
  return def
}

/** ids whose sent form is another than the answered one, directly or through what they refer to */
function differing(input: Map<string, Json>, output: Map<string, Json>): Set<string> {
  const out = new Set<string>()
  for (const [id, def] of input) if (output.has(id) && JSON.stringify(def) !== JSON.stringify(output.get(id))) out.add(id)
  for (let grew = true; grew; ) {
    grew = false
    for (const [id, def] of input) {
      if (out.has(id) || !output.has(id)) continue
      const text = JSON.stringify(def)
      if ([...out].some((other) => text.includes(`"#/$defs/${other}"`))) grew = !!out.add(id)
    }
  }
  return out
}

/** rewrites every $ref; below a node marked `x-io: input` by the other function */
function refs<T>(node: T, rewrite: (ref: string) => string, forInput = rewrite): T {
  if (Array.isArray(node)) return node.map((n) => refs(n, rewrite, forInput)) as T
  if (!node || typeof node !== 'object') return node
  const { 'x-io': io, ...rest } = node as Json
  const use = io === 'input' ? forInput : rewrite
  return Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, k === '$ref' && typeof v === 'string' ? (v.startsWith('#/$defs/') ? use(v) : v) : refs(v, use, forInput)])) as T
}
