import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { provisions } from '../../law/index.ts'
import { allStatutes, articlesOf, findStatute, inForceOn, resolve, statute, versionInForce } from '../../law/statutes/index.ts'
import { NDX } from '../../law/kernel/dates.ts'
import { root } from './example.ts'

const laws = join(root, '../shared/data/laws')

describe('statutes', () => {
  it('knows a statute by its short title, its full title and the name people use', () => {
    expect(statute('中华人民共和国行政许可法')).toBe(statute('行政许可法'))
    expect(statute('55号令').title).toBe('住房和城乡建设行政处罚程序规定')
    expect(statute('《民法典》').title).toBe('民法典')
    expect(() => statute('不存在的法')).toThrow('法规库没有')
    expect(findStatute('不存在的法')).toBeUndefined()
  })

  it('gives the text in force on a day and refuses a day that has none', () => {
    expect(versionInForce('行政复议法', '2023-12-31').adopted).toBe('2017-09-01')
    expect(versionInForce('行政复议法', '2024-01-01').adopted).toBe('2023-09-01')
    expect(() => versionInForce('民法典', '2020-12-31')).toThrow('没有有效的文本')
    expect(() => versionInForce('市场主体登记管理条例', '2020-12-25')).toThrow('没有有效的文本')
    expect(inForceOn('公司登记管理条例', '2022-02-28')).toBe(true)
    expect(inForceOn('公司登记管理条例', '2022-03-01')).toBe(false)
  })

  it('resolves a citation to the sentence of the text in force, or of the text it names', () => {
    expect(resolve({ law: '行政复议法', article: 12 }, '2023-06-01').sentence).toContain('上一级主管部门')
    expect(resolve({ law: '行政复议法', article: 12 }, '2024-06-01').sentence).toBeUndefined()
    expect(resolve({ law: '公司法', article: 7, version: '2018-10-26' }, '2025-01-01').sentence).toContain('营业执照')
    expect(() => resolve({ law: '公司法', article: 7, version: '1999-01-01' }, '2025-01-01')).toThrow('没有1999-01-01通过的文本')
  })

  it('has versions in order, without gaps or overlaps, and a sentence for every article', () => {
    for (const s of allStatutes()) {
      for (const [i, v] of s.versions.entries()) {
        if (v.adopted) expect(v.adopted <= v.from, `${s.title} ${v.adopted}`).toBe(true)
        else expect(s.corpus, s.title).toBe('no')
        const next = s.versions[i + 1]
        if (next) expect(v.until, `${s.title} ${v.from}`).toBe(next.from)
        for (const [article, sentence] of Object.entries(articlesOf(s.title, v))) {
          expect(Number(article), s.title).toBeGreaterThan(0)
          expect(sentence.length, `${s.title} ${article}`).toBeGreaterThan(4)
        }
        expect(versionInForce(s.title, v.from)).toBe(v)
        if (v.until) expect(versionInForce(s.title, NDX(v.until, -1))).toBe(v)
      }
    }
  })
})

describe('citations of the house of law', () => {
  it('name statutes that are here, in force for the rule, with our own sentence for the article', () => {
    const missing = new Set<string>()
    for (const p of provisions) {
      for (const c of p.basis) {
        const during = findStatute(c.law)?.versions.filter((v) => (!v.until || v.until > p.from) && (!p.until || v.from < p.until)) ?? []
        if (!during.some((v) => articlesOf(c.law, v)[c.article])) missing.add(`${p.id}: ${c.law} ${c.article}`)
      }
    }
    expect([...missing]).toEqual([])
    expect(provisions.length).toBeGreaterThan(100)
  })
})

describe.skipIf(!existsSync(laws))('against the imported texts (skipped without ../shared/data/laws)', () => {
  const bare = (title: string) => title.replace(/^中华人民共和国/, '')
  const texts = new Map<string, Set<number>>()
  if (existsSync(laws)) {
    for (const line of readFileSync(join(laws, 'articles.jsonl'), 'utf8').split('\n')) {
      if (!line.trim()) continue
      const a = JSON.parse(line) as { law: string; version: string; articleNo: number }
      const key = `${bare(a.law)} ${a.version}`
      texts.set(key, (texts.get(key) ?? new Set()).add(a.articleNo))
    }
  }

  it('finds every article that a statute marked corpus: yes relies on', () => {
    const missing: string[] = []
    let counted = 0
    for (const s of allStatutes().filter((x) => x.corpus === 'yes')) {
      const inCorpus = s.versions.filter((v) => v.text !== false)
      if (!inCorpus.length) missing.push(`${s.title}: no text at all`)
      for (const v of inCorpus) {
        const text = texts.get(`${bare(s.fullTitle)} ${v.adopted}`)
        if (!text) missing.push(`${s.title} ${v.adopted}: no such text`)
        for (const a of Object.keys(articlesOf(s.title, v))) {
          counted++
          if (!text?.has(Number(a))) missing.push(`${s.title} ${v.adopted} 第${a}条`)
        }
      }
    }
    expect(missing).toEqual([])
    expect(counted).toBeGreaterThan(200)
  })

  it('marks corpus: no only what the corpus does not have, and counts it', () => {
    const without = allStatutes().filter((x) => x.corpus === 'no')
    const titles = new Set([...texts.keys()].map((k) => k.split(' ')[0]))
    expect(without.filter((s) => titles.has(bare(s.fullTitle))).map((s) => s.title)).toEqual([])
    for (const s of allStatutes()) for (const v of s.versions.filter((x) => x.text === false)) expect(texts.has(`${bare(s.fullTitle)} ${v.adopted}`), `${s.title} ${v.adopted}`).toBe(false)
    const articles = without.reduce((n, s) => n + new Set(s.versions.flatMap((v) => Object.keys(articlesOf(s.title, v)))).size, 0)
    const byTag = (tag: string) => without.filter((s) => s.tag === tag).length
    console.log(`corpus: no — ${without.length} statutes, ${articles} articles (verified ${byTag('verified')}, secondary ${byTag('secondary')}, from memory ${byTag('from memory')})`)
  })
})
