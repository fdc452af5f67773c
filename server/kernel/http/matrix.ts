import { z } from 'zod'
import { roleKeys, roles } from '../../../contract/roles.ts'
import { permissionMatrix, type Door } from '../permission.ts'
import type { AnyEndpoint } from './context.ts'
import { whoSaid } from './docs.ts'

/** The permission matrix as a table for auditors: ● may, ○ at the own organ or as the applicant, blank = refused. */
export function matrixTable(endpoints: readonly AnyEndpoint[]): string {
  const mark: Record<string, string> = { open: '●', related: '○' }
  const rows = new Map<string, string[]>()
  for (const { endpoint, door } of permissionMatrix(endpoints)) {
    const cells = rows.get(endpoint.id) ?? [`${endpoint.method} ${endpoint.path}`, endpoint.who.map(whoSaid).join('、')]
    rows.set(endpoint.id, [...cells, mark[door] ?? ''])
  }
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`
  const head = ['接口', '谁可以', '未登录', ...roleKeys.map((r) => roles[r].name)]
  return line(head) + line(head.map(() => '---')) + [...rows.values()].map(line).join('')
}

/** Is a status what the door promises, for a thing that the caller is not related to (or that does not exist)? */
export function asPromised(door: Door, status: number, aboutAThing: boolean): boolean {
  if (status >= 500) return false
  if (door === 401 || door === 403) return status === door
  if (status === 401 || status === 403) return false
  return door === 'open' || !aboutAThing || status === 404
}

/**
 * A body that the endpoint's schema accepts, so that a walk reaches permission and not only the check of input. Fails where
 * it cannot make one: such an endpoint would otherwise be walked past.
 */
export function sampleBody(endpoint: AnyEndpoint, fixed: Record<string, unknown> = {}): unknown {
  if (!endpoint.body) return undefined
  const json = z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as Json
  const body = sample(json, (json.$defs ?? {}) as Json)
  const whole = body && typeof body === 'object' && !Array.isArray(body) ? { ...body, ...fixed } : body
  const parsed = endpoint.body.safeParse(whole)
  if (!parsed.success) throw new Error(`no sample for ${endpoint.id}: ${JSON.stringify(parsed.error.issues.map((i: z.core.$ZodIssue) => [i.path.join('.'), i.code]))}`)
  return whole
}

type Json = Record<string, any>
const candidates = ['a', 'x'.repeat(20), 'a'.repeat(64), '100000', '2020-12-25', '10:00', '2020-12-25T10:00:00.000+08:00', '00000000-0000-7000-8000-000000000001', '13800000001', 'officers/1', '甲'.repeat(12)]

function sample(s: Json, defs: Json): unknown {
  if (s.$ref) return sample(defs[s.$ref.slice('#/$defs/'.length)], defs)
  if (s.default !== undefined) return s.default
  if (s.const !== undefined) return s.const
  if (s.enum) return s.enum[0]
  const one = s.anyOf ?? s.oneOf ?? s.allOf
  if (one) return sample(one[0], defs)
  switch (s.type) {
    case 'object': return Object.fromEntries(((s.required ?? []) as string[]).map((name) => [name, sample(s.properties[name], defs)]))
    case 'array': return s.prefixItems ? s.prefixItems.map((x: Json) => sample(x, defs)) : Array.from({ length: s.minItems ?? 0 }, () => sample(s.items, defs))
    case 'string': return candidates.find((c) => (!s.pattern || new RegExp(s.pattern, 'u').test(c)) && c.length >= (s.minLength ?? 0) && c.length <= (s.maxLength ?? Infinity))
    case 'integer': case 'number': return Math.max(s.minimum ?? 1, 1)
    case 'boolean': return true
    case 'null': return null
    default: return {}
  }
}

/** address of an endpoint with the parameters put in; what is not given becomes the name of nothing */
export function addressOf(endpoint: AnyEndpoint, params: Record<string, string> = {}): string {
  const nothing: Record<string, string> = { id: '00000000-0000-7000-8000-00000000dead', sha256: '0'.repeat(64), code: '000000' }
  return endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? nothing[name] ?? '00000000-0000-7000-8000-00000000dead')
}
