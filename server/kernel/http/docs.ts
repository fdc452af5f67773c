import { z } from 'zod'
import { roles, type Role } from '../../../contract/roles.ts'
import type { AnyEndpoint } from './context.ts'
import { tagOf } from './openapi.ts'
import { escapeHtml as h } from './paint.ts'

const kinds: [string, string][] = [
  ['refused', '依法不能办理（409、422）：findings 列出全部不符之处，每处带规则 rule 与依据 basis'],
  ['input', '内容需要改正（400、413、415、422）：findings 列出全部字段'],
  ['signIn', '需要登录（401）'],
  ['forbidden', '岗位不能办理（403）'],
  ['notFound', '没有找到，或者无权查看（404，二者答复相同）'],
  ['conflict', '查看之后已被他人办理（412）：重新读取，再带新的 ETag'],
  ['busy', '请稍后再试（409、429、503）：Retry-After 秒后用同一个 Idempotency-Key 重试'],
  ['bug', '系统出错（500）：告诉支持人员代码 support'],
]

/** The readable page of the API: one article for each endpoint. No script, nothing from elsewhere. */
export function renderDocs(endpoints: readonly AnyEndpoint[], version: string): string {
  const tags = [...new Set(endpoints.map(tagOf))].sort()
  const part = (tag: string) => `<h2 id="tag-${h(tag)}">${h(tag)}</h2>` + endpoints.filter((e) => tagOf(e) === tag).map(article).join('')
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>一窗 开放接口</title><link rel="stylesheet" href="/api/docs.css"></head><body><main>` +
    `<h1>一窗 开放接口</h1><p>版本 ${h(version)}，共 ${endpoints.length} 个接口。机器可读：<a href="/api/openapi.json">OpenAPI 3.1</a></p>` +
    `<p>每个更改类请求须带 Idempotency-Key；重试用同一个编号，不会重复办理。标明“须带 ETag”的，把查看时得到的 ETag 放进 If-Match。</p>` +
    `<nav aria-label="模块">${tags.map((t) => `<a href="#tag-${h(t)}">${h(t)}</a>`).join('')}<a href="#errors">错误</a></nav>` +
    tags.map(part).join('') +
    `<h2 id="errors">错误</h2><article><table><tr><th>kind</th><th>意思</th></tr>${kinds.map(([k, s]) => `<tr id="${k}"><td><code>${k}</code></td><td>${h(s)}</td></tr>`).join('')}</table></article>` +
    `</main></body></html>`
}

function article(e: AnyEndpoint): string {
  const marks = [
    ...(e.method !== 'GET' && e.idempotency !== 'natural' ? ['须带 Idempotency-Key'] : []), ...(e.ifMatch ? ['须带 ETag'] : []), ...(e.raw ? ['答复是文件'] : []),
  ]
  return `<article id="${h(e.id)}"><h3><span class="method">${e.method}</span> <code>${h(e.path)}</code></h3><p>${h(e.summary)}</p>` +
    `<p>谁可以：${h(e.who.map(whoSaid).join('、'))}${marks.length ? `。${h(marks.join('，'))}` : ''}</p>` +
    table('地址', e.params, 'output') + table('查询', e.query, 'input') + table('内容', e.body, 'input') + (e.raw ? '' : table('答复', e.output, 'output')) +
    (e.refuses?.length ? `<p>可能依 ${e.refuses.map((r) => `<code>${h(r)}</code>`).join('、')} 拒绝</p>` : '') + `</article>`
}

export function whoSaid(who: string): string {
  if (who === 'anyone') return '任何人'
  if (who === 'signedIn') return '已登录的人'
  if (who === 'applicant') return '申请人本人'
  const [role, at] = who.split('@')
  return at ? `本机关${roles[role as Role].name}` : roles[role as Role].name
}

function table(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string {
  if (!schema) return ''
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, any>
  const defs = (json.$defs ?? {}) as Record<string, any>
  const root = json.$ref ? defs[json.$ref.slice(8)] : json
  const fields = Object.entries((root?.properties ?? {}) as Record<string, any>)
  if (!fields.length) return ''
  const rows = fields.map(([name, s]) => `<tr><td><code>${h(name)}</code></td><td>${h(typeSaid(s))}</td><td>${(root.required ?? []).includes(name) ? '必填' : ''}</td></tr>`)
  return `<table><tr><th>${title}</th><th>类型</th><th></th></tr>${rows.join('')}</table>`
}

function typeSaid(s: Record<string, any>): string {
  if (s.$ref) return s.$ref.slice(s.$ref.lastIndexOf('/') + 1)
  if (s.enum) return s.enum.join(' | ')
  if (s.const !== undefined) return String(s.const)
  if (s.anyOf) return s.anyOf.map(typeSaid).join(' | ')
  if (s.type === 'array') return `${typeSaid(s.items ?? {})}[]`
  return String(s.format ?? s.type ?? '任意')
}
