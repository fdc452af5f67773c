import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chineseNumber, say, type Citation } from '../../law/kernel/citation.ts'
import { inForce } from '../../law/kernel/rule.ts'
import { provisions } from '../../law/index.ts'
import type { Regime } from '../../law/item/item.ts'
import { resting, type Provision } from '../../law/kernel/provision.ts'
import { regimes } from '../../law/permit/index.ts'
import { articlesOf, findStatute, type Statute, type StatuteVersion } from '../../law/statutes/index.ts'
import { readConfig } from '../kernel/config.ts'
import { openDatabase } from '../kernel/database.ts'
import { createLog } from '../kernel/log.ts'
import { projectRoot } from '../kernel/root.ts'
import { createCatalogue, imports, type Article } from '../modules/catalogue/index.ts'

const { articleNumber, shortTitle } = imports

const usage = `用法：npx yichuang law <法规> [条] [--on 日期] [--json]
例：npx yichuang law 行政许可法 32`

export interface RuleLine { id: string; kind: Provision['kind']; code?: string; name?: string; file: string; from: string; until?: string; regimes: string[]; basis: string[] }
export interface LimitLine { what: string; n: number; unit: string; regime: string; from: string; basis: string[] }

/** What the house has on one article: rules and acts that rest on it, limits that it sets. Needs no database. */
export function onArticle(law: string, article: number): { rules: RuleLine[]; acts: RuleLine[]; limits: LimitLine[] } {
  const here = (b: readonly Citation[]): string[] => b.filter((c) => c.law === law && c.article === article).map(say)
  const found = new Map<string, RuleLine>()
  for (const p of resting(provisions, { law, article })) {
    if (p.kind === 'clock') continue // shown as limits, with their numbers
    // one rule has a version for each version of its regime: here it is one line, from the first day to the last
    const had = found.get(p.id)
    const until = !p.until || (had && !had.until) ? undefined : had && had.until! > p.until ? had.until : p.until
    found.set(p.id, {
      id: p.id, kind: p.kind, ...(p.code ? { code: p.code } : {}), ...(p.name ? { name: p.name } : {}), file: `law/${p.id.split('#')[0]}.ts`,
      from: had && had.from < p.from ? had.from : p.from, ...(until ? { until } : {}),
      regimes: [...new Set([...(had?.regimes ?? []), ...(p.regime ? [regimes[p.regime as Regime].name] : [])])], basis: [...new Set([...(had?.basis ?? []), ...here(p.basis)])],
    })
  }
  const lines = [...found.values()].sort((x, y) => (x.id < y.id ? -1 : 1))
  const limits = new Map<string, LimitLine>()
  for (const g of Object.values(regimes)) for (const v of g.versions) for (const [what, l] of Object.entries(v.limits)) {
    const key = `${g.key}/${what}/${l?.n}${l?.unit}`
    if (l && here(l.basis).length && !limits.has(key)) limits.set(key, { what: limitNames[what] ?? what, n: l.n, unit: units[l.unit]!, regime: g.name, from: v.from, basis: here(l.basis) })
  }
  return { rules: lines.filter((l) => l.kind === 'rule'), acts: lines.filter((l) => l.kind === 'act'), limits: [...limits.values()] }
}

const units: Record<string, string> = { workday: '个工作日', calendar: '日', month: '个月' }
const limitNames: Record<string, string> = {
  notice: '一次性告知', decision: '作出决定', joint: '联合办理', extension: '延长', jointExtension: '联合办理延长', issue: '颁证送达', assignInspectors: '指派核查人员',
}

/** lines of the sources below law/ that cite the article, where the sources are there */
export function citedAt(law: string, article: number, root = projectRoot()): { file: string; line: number }[] {
  const folder = join(root, 'law')
  if (!existsSync(folder)) return []
  // cite('行政许可法', 32 …) or cite(law, 32 …) under `const law = '行政许可法'`
  const direct = new RegExp(`cite\\(\\s*'${law}',\\s*${article}\\b`)
  const found: { file: string; line: number }[] = []
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const source = readFileSync(join(folder, file), 'utf8')
    const names = [...source.matchAll(/const (\w+) = '([^']+)'/g)].filter((m) => m[2] === law).map((m) => m[1])
    const named = names.length ? new RegExp(`cite\\(\\s*(?:${names.join('|')}),\\s*${article}\\b`) : undefined
    source.split('\n').forEach((text, n) => {
      if (!/^\s*(\/?\*|\/\/)/.test(text) && (direct.test(text) || named?.test(text))) found.push({ file: join('law', file).replaceAll('\\', '/'), line: n + 1 })
    })
  }
  return found.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
}

/**
 * `yichuang law <statute> [article]`: our rules on it, our own sentence, and the text when it was imported. Works without a
 * database. Without an article: every article that the house relies on. Exit codes: 0, 1 unknown statute, 2 wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({ args: argv, allowPositionals: true, options: { json: { type: 'boolean' }, on: { type: 'string' } } })
  } catch {
    call = undefined
  }
  const [title, number] = call?.positionals ?? []
  const article = number === undefined ? undefined : articleNumber(number.replace(/^第|条$/g, ''))
  if (!call || !title || call.positionals.length > 2 || (number !== undefined && !article)) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const day = call.values.on ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const statute = findStatute(title)
  const law = statute?.title ?? shortTitle(title)
  const version = statute?.versions.find((v) => inForce(v, day))
  if (article === undefined) return overview(law, statute, version, !!call.values.json)

  const text = await imported(law, article, day)
  if (!statute && !text) throw new Error(`没有收录《${law}》。可以用 npx yichuang import laws 导入法规条文`)
  const ours = statute && (version ? articlesOf(law, version)[article] : statute.articles[article])
  const found = { ...onArticle(law, article), cited: citedAt(law, article) }
  if (call.values.json) {
    process.stdout.write(`${JSON.stringify({
      law, article, title: statute?.fullTitle ?? text?.title, level: statute?.level ?? null, corpus: statute?.corpus ?? null, on: day,
      inForceFrom: version?.from ?? null, version: text?.version ?? version?.adopted ?? null, ours: ours ?? null, text: text?.paragraphs ?? null, ...found,
    })}\n`)
    return 0
  }
  process.stdout.write([head(law, article, statute, version, day), ...ourLines(ours), ...textLines(text, statute, version), ...foundLines(found)].join('\n') + '\n')
  return 0
}

function overview(law: string, statute: Statute | undefined, version: StatuteVersion | undefined, json: boolean): number {
  if (!statute) throw new Error(`没有收录《${law}》`)
  const articles = Object.entries(version ? articlesOf(law, version) : statute.articles).map(([n, ours]) => ({ article: Number(n), ours, rules: onArticle(law, Number(n)).rules.length }))
  if (json) process.stdout.write(articles.map((a) => `${JSON.stringify({ law, ...a })}\n`).join(''))
  else process.stdout.write([`《${statute.fullTitle}》（${statute.level}），用到 ${articles.length} 条：`, ...articles.map((a) => `  第${chineseNumber(a.article)}条  ${a.ours}${a.rules ? `（${a.rules} 条规则）` : ''}`)].join('\n') + '\n')
  return 0
}

function head(law: string, article: number, s: Statute | undefined, v: StatuteVersion | undefined, day: string): string {
  const text = v ? `${v.adopted ? `${v.adopted}通过的文本，` : ''}${v.from}起施行` : s ? `${day}没有有效的文本` : '规则没有引用这部法规'
  return `《${s?.fullTitle ?? law}》第${chineseNumber(article)}条（${s ? `${s.level}；` : ''}${text}）`
}

function ourLines(ours: string | undefined): string[] {
  return ours ? ['', `我们的概括：${ours}`] : []
}

function textLines(text: Article | undefined, s: Statute | undefined, v: StatuteVersion | undefined): string[] {
  if (!text) return ['', s?.corpus === 'no' || v?.text === false ? '全文未导入（这一文本不在法规库里）' : '全文未导入（npx yichuang import laws <文件夹>）']
  const newer = v?.adopted && text.version && text.version !== v.adopted ? `（导入的是${text.version}文本）` : ''
  return ['', `条文${newer}：`, ...text.paragraphs.map((p) => `  ${p}`)]
}

function foundLines({ rules, acts, limits, cited }: ReturnType<typeof onArticle> & { cited: { file: string; line: number }[] }): string[] {
  const span = (r: { from: string; until?: string }): string => `${r.from}起${r.until ? `，至${r.until}前` : ''}`
  const line = (r: RuleLine): string => `  ${r.id}  ${r.code ?? r.name ?? ''}  ${span(r)}${r.regimes.length ? `  ${r.regimes.join('、')}` : ''}  ${r.basis.join('、')}`
  return [
    '', rules.length ? `规则（${rules.length}）：` : '没有规则引用这一条。', ...rules.map(line),
    ...(acts.length ? [`行为（${acts.length}）：`, ...acts.map(line)] : []),
    ...(limits.length ? ['期限：', ...limits.map((l) => `  ${l.what} ${l.n ? `${l.n}${l.unit}` : '当场'}  ${l.regime}（${l.from}起）  ${l.basis.join('、')}`)] : []),
    ...(cited.length ? ['写在：', ...byFile(cited)] : []),
  ]
}

/** law/permit/regimes/permit.ts:15,16,39 */
function byFile(cited: { file: string; line: number }[]): string[] {
  const files = new Map<string, number[]>()
  for (const c of cited) files.set(c.file, [...(files.get(c.file) ?? []), c.line])
  return [...files].map(([file, lines]) => `  ${file}:${lines.join(',')}`)
}

/** the text from the database, if there is one already: this command never makes one */
async function imported(law: string, article: number, day: string): Promise<Article | undefined> {
  try {
    const config = readConfig()
    if (!config.database.app && !existsSync(join(config.folders.pg, 'PG_VERSION'))) return undefined
    const database = await openDatabase(config, { exclusive: false, log: createLog({ logLevel: 'error' }) })
    try {
      const catalogue = createCatalogue({ db: database.app, city: config.city })
      return (await catalogue.article({ law, article }, day)) ?? (await catalogue.article({ law, article }))
    } finally {
      await database.close()
    }
  } catch (error) {
    process.stderr.write(`数据库打不开，只列出规则：${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`)
    return undefined
  }
}

