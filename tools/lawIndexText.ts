import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chineseNumber } from '../law/kernel/citation.ts'
import type { Provision } from '../law/kernel/provision.ts'
import { allStatutes, articlesOf, findStatute } from '../law/statutes/index.ts'
import { acts } from '../law/permit/acts.ts'
import { clockNames } from '../law/permit/clocks.ts'
import { filingActs } from '../law/permit/filing.ts'

/* law/INDEX.md: by statute and by word. Rules come from the registry, files from reading the sources for citations. */

interface Place { rules: Set<string>; files: Set<string> }

/** files of the house of law in which people write rules: no statutes, no tests, nothing generated */
function sources(law: string): string[] {
  return readdirSync(law, { recursive: true, encoding: 'utf8' }).sort()
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.startsWith('statutes/') && f !== 'index.ts')
}

/** citations written in a source: cite('法', 1), cite(constant, 1), { law: '法', article: 1 } */
export function citedIn(text: string): { law: string; article: number }[] {
  const constants = new Map([...text.matchAll(/const (\w+) = '([^']+)'/g)].map((m) => [m[1]!, m[2]!]))
  const out: { law: string; article: number }[] = []
  for (const m of text.matchAll(/cite\((?:'([^']+)'|(\w+)), (\d+)/g)) {
    const law = m[1] ?? constants.get(m[2]!)
    if (law) out.push({ law, article: Number(m[3]) })
  }
  for (const m of text.matchAll(/law: '([^']+)', article: (\d+)/g)) out.push({ law: m[1]!, article: Number(m[2]) })
  return out
}

/** Chinese words at the head of a file's first comment: `一次性告知、补正 (许可法 32 …)` */
export function wordsOf(text: string): string[] {
  const comment = /\/\*\*?\s*([\s\S]*?)\*\//.exec(text)?.[1] ?? ''
  const head = comment.replace(/^\s*\*?\s*/, '').split(/[(（:;.,]/)[0]!
  return head.split(/[、，]/).map((w) => w.trim()).filter((w) => /^[一-鿿]{2,12}$/.test(w))
}

/** the file in which an act stands: its procedure's; of a permit's, that of its first rule which is not about who may act */
function fileOfAct(id: string): string {
  const [file, type] = id.split('#') as [string, string]
  if (!file.startsWith('permit/')) return `${file}.ts`
  const guards = { ...filingActs, ...acts }[type]?.guards ?? []
  const own = guards.map((g) => g.id.split('#')[0]!).find((f) => f !== 'permit/assisted')
  return own ? `${own}.ts` : 'permit/acts.ts'
}

/** the whole text of INDEX.md; `law` is the folder, `provisions` what the rooms register */
export function indexText(law: string, provisions: readonly Provision[]): string {
  const places = new Map<string, Map<number, Place>>()
  const at = (title: string, article: number): Place => {
    const name = findStatute(title)?.title ?? title
    const articles = places.get(name) ?? places.set(name, new Map()).get(name)!
    return articles.get(article) ?? articles.set(article, { rules: new Set(), files: new Set() }).get(article)!
  }
  for (const p of provisions) for (const c of p.basis) at(c.law, c.article).rules.add(p.id)
  const words = new Map<string, Set<string>>()
  const word = (w: string, file: string) => words.set(w, (words.get(w) ?? new Set()).add(file))
  for (const f of sources(law)) {
    const text = readFileSync(join(law, f), 'utf8')
    for (const c of citedIn(text)) at(c.law, c.article).files.add(f)
    for (const w of wordsOf(text)) word(w, f)
  }
  for (const p of provisions) if (p.kind === 'act' && p.name) word(p.name, fileOfAct(p.id))
  for (const name of Object.values(clockNames)) word(name, 'permit/clocks.ts')

  const lines = ['# 法条和词语索引', '', '由 `npm run law:index` 生成，不手改。规则编号的前一半就是文件：`permit/correction#one-time-notice` 在 `law/permit/correction.ts`。', '', '## 按法条', '']
  const order = new Map(allStatutes().map((s, i) => [s.title, i]))
  const titles = [...places.keys()].sort((a, b) => (order.get(a) ?? 999) - (order.get(b) ?? 999) || (a < b ? -1 : 1))
  for (const title of titles) {
    const s = findStatute(title)
    lines.push(`### 《${title}》`, '', `${s ? `${s.level}，${s.corpus === 'yes' ? '全文可导入' : '全文未收录'}。` : '不在法规库。'}`, '', '| 条 | 内容 | 规则 | 引用它的文件 |', '|---|---|---|---|')
    for (const [article, place] of [...places.get(title)!].sort((a, b) => a[0] - b[0])) {
      const sentence = s ? s.versions.map((v) => articlesOf(title, v)[article]).findLast((x) => x) ?? '' : ''
      const link = (f: string) => `[${f}](${f})`
      lines.push(`| 第${chineseNumber(article)}条 | ${sentence} | ${[...place.rules].sort().map((r) => `\`${r}\``).join(' ')} | ${[...place.files].sort().map(link).join(' ')} |`)
    }
    lines.push('')
  }
  lines.push('## 按词语', '', '| 词 | 文件 |', '|---|---|')
  for (const [w, files] of [...words].sort((a, b) => a[0].localeCompare(b[0], 'zh-CN'))) lines.push(`| ${w} | ${[...files].sort().map((f) => `[${f}](${f})`).join(' ')} |`)
  return lines.join('\n') + '\n'
}
