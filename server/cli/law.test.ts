import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { citedAt, onArticle, run } from './law.ts'

let out = ''
let err = ''
let folder = ''
beforeEach(() => {
  out = err = ''
  folder = mkdtempSync(join(tmpdir(), 'law-'))
  // an empty data folder: nothing was imported, and this command makes no database
  vi.stubEnv('YICHUANG_DATA', join(folder, 'data'))
  vi.stubEnv('DATABASE_URL', '')
  vi.spyOn(process.stdout, 'write').mockImplementation((s) => ((out += s), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((s) => ((err += s), true))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('yichuang law', () => {
  it('says our sentence, the rules with code and day, the limits and the places, without a database', async () => {
    expect(await run(['行政许可法', '32'])).toBe(0)
    expect(out).toContain('《中华人民共和国行政许可法》第三十二条')
    expect(out).toContain('全文未导入')
    expect(out).toMatch(/permit\/correction#one-time-notice {2}E-XK-03 {2}2004-07-01起/)
    expect(out).toContain('一次性告知 5个工作日')
    expect(out).toMatch(/law\/permit\/regimes\/permit\.ts:[\d,]+/)
  })

  it('takes the article and the statute as people write them', async () => {
    await run(['《中华人民共和国行政许可法》', '第四十二条', '--json'])
    const answer = JSON.parse(out)
    expect(answer).toMatchObject({ law: '行政许可法', article: 42, text: null, version: '2019-04-23', corpus: 'yes' })
    expect(answer.limits).toContainEqual(expect.objectContaining({ what: '作出决定', n: 20, unit: '个工作日' }))
    expect(answer.limits).toContainEqual(expect.objectContaining({ what: '联合办理', n: 45 }))
    expect(answer.rules.map((r: any) => r.file)).toContain('law/permit/limits.ts')
  })

  it('finds the rules on items too', async () => {
    expect(onArticle('河南省优化营商环境条例', 28).rules.map((r) => r.code)).toEqual(expect.arrayContaining(['E-ITM-02', 'E-ITM-03', 'E-ITM-04']))
  })

  it('keeps the law of permits and of registrations apart', () => {
    expect(onArticle('市场主体登记管理条例', 19).rules.flatMap((r) => r.regimes)).not.toContain('行政许可')
    expect(onArticle('行政许可法', 32).rules.flatMap((r) => r.regimes)).not.toContain('市场主体登记')
  })

  it('lists what the house relies on when no article is given', async () => {
    expect(await run(['种子法'])).toBe(0)
    expect(out).toContain('第三十一条')
  })

  it('points at lines that do cite the article, and at no comment', () => {
    const places = citedAt('行政许可法', 32)
    expect(places.length).toBeGreaterThan(3)
    expect(places.map((p) => p.file)).not.toContain('law/kernel/citation.ts')
  })

  it.each([
    [[], 2, '用法'], [['行政许可法', 'x'], 2, '用法'], [['行政许可法', '1', '2'], 2, '用法'],
  ])('refuses %j', async (argv, code, sentence) => {
    expect(await run(argv)).toBe(code)
    expect(err).toContain(sentence)
  })
  it('says so when it knows nothing of a statute', async () => {
    await expect(run(['没有这部法', '1'])).rejects.toThrow('没有收录《没有这部法》')
  })
})
