import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import type { Finding } from '../../../law/kernel/rule.ts'
import { inputSentence } from '../../../contract/problem.ts'
import type { AnyEndpoint } from './context.ts'
import { BadInput, NotFound, ownFinding } from './errors.ts'

// once for the process: zod's own sentences are English, and its zh-CN locale talks to programmers
z.config({ localeError: inputSentence })

/** deepest nesting of a JSON body; a form of ours has less than ten */
export const deepest = 64
/** most findings of one answer; who sends more errors than this is told the first ones */
const most = 200

/**
 * Bytes of a JSON body → value; undefined when empty. Refuses 400: not UTF-8, not JSON, nested deeper than 64, a key
 * `__proto__`. Refuses 422: NUL or lone surrogates in any string (PostgreSQL cannot store them).
 */
export function parseJson(bytes: Buffer): unknown {
  if (!bytes.length) return undefined
  if (!isUtf8(bytes)) throw new BadInput('内容不是 UTF-8 编码，无法读取', { status: 400, code: 'E-ENCODING' })
  if (tooDeep(bytes)) throw new BadInput(`内容嵌套超过 ${deepest} 层，无法读取`, { status: 400, code: 'E-DEPTH' })
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BadInput('内容不是有效的 JSON，无法读取', { status: 400, code: 'E-JSON' })
  }
  // escapes are the only way in for NUL, surrogates and a hidden __proto__: most bodies are not walked
  if (text.includes('\\u') || text.includes('__proto__')) inspect(value, '')
  return value
}

function tooDeep(bytes: Buffer): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]
    if (quoted) {
      if (c === 0x5c) i++
      else if (c === 0x22) quoted = false
    } else if (c === 0x22) quoted = true
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > deepest) return true
    } else if (c === 0x7d || c === 0x5d) depth--
  }
  return false
}

/** Walks strings and keys of a parsed value; refuses what cannot be stored. */
export function inspect(value: unknown, at: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) throw unstorable(at)
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) inspect(value[i], at ? `${at}.${i}` : String(i))
  } else if (value && typeof value === 'object') {
    for (const key of Object.keys(value)) {
      if (key === '__proto__') throw new BadInput('内容含有不允许的字段名 __proto__', { status: 400, code: 'E-PROTO' })
      inspect(key, at)
      inspect((value as Record<string, unknown>)[key], at ? `${at}.${key}` : key)
    }
  }
}

function unstorable(at: string): BadInput {
  const message = '含有无法保存的字符（空字符或残缺字符），请删去后重新填写'
  return new BadInput(message, { code: 'E-CHARACTER', findings: [ownFinding('kernel/http/input#characters', 'E-CHARACTER', message, at.isWellFormed() ? at.replaceAll('\0', '') : undefined)] })
}

export interface Raw { params?: unknown; query?: unknown; body?: unknown }

/**
 * Compiles the schemas of an endpoint into one function raw → input. Refuses with all findings of body and query at once;
 * a path parameter that has not the right shape names nothing, so it is NotFound.
 */
export function compileInput(endpoint: AnyEndpoint): (raw: Raw) => { params: any; query: any; body: any } {
  const { params, query, body } = endpoint
  const rule = ruleOf(endpoint)
  const none = Object.freeze({})
  return (raw) => {
    const p = params ? params.safeParse(raw.params ?? none) : undefined
    if (p && !p.success) throw new NotFound()
    const q = query ? query.safeParse(raw.query ?? none) : undefined
    const b = body ? body.safeParse(raw.body === undefined ? none : raw.body) : undefined
    if ((q && !q.success) || (b && !b.success)) {
      const found: Finding[] = []
      if (q && !q.success) collect(q.error.issues, rule, found)
      if (b && !b.success) collect(b.error.issues, rule, found)
      throw new BadInput(sumUp(found), { findings: found })
    }
    return { params: p ? p.data : none, query: q ? q.data : none, body: b ? b.data : undefined }
  }
}

/** `casework.act.accept` → `contract/casework#act.accept`: the contract is the rule, and the path is the file */
export const ruleOf = (endpoint: AnyEndpoint): string => `contract/${endpoint.id.replace('.', '#')}`

function collect(issues: readonly z.core.$ZodIssue[], rule: string, found: Finding[]): void {
  for (const issue of issues) {
    if (found.length >= most) return
    const at = issue.path.map(String).join('.')
    found.push(ownFinding(rule, 'E-INPUT', issue.message, at || undefined))
  }
}

function sumUp(found: readonly Finding[]): string {
  return found.length === 1 ? `有 1 处需要改正：${found[0]!.message}` : `有 ${found.length} 处需要改正，请一并改好后重新提交`
}
