import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from './import.ts'

let out = ''
let err = ''
let folder = ''
beforeEach(() => {
  out = err = ''
  folder = mkdtempSync(join(tmpdir(), 'import-'))
  vi.spyOn(process.stdout, 'write').mockImplementation((s) => ((out += s), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((s) => ((err += s), true))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const guide = { id: 'T1', place: '某县', name: '样例许可', source: '页面（2010-01-01）', fee: '每证10元工本费', conditions: ['法律、法规规定的其他条件'], materials: [{ no: 1, name: '其他材料' }] }

describe('yichuang import --dry-run', () => {
  it('tells broken rows by line and judges guides, and touches no database', async () => {
    const path = file('g.jsonl', `${JSON.stringify(guide)}\n{broken\n`)
    expect(await run(['guides', path, '--dry-run', '--day', '2022-06-01'])).toBe(0)
    expect(out).toContain('第 2 行不能导入：不是有效的 JSON')
    expect(out).toContain('样例许可：')
    expect(out).toMatch(/E-ITM-04 材料“其他材料”/)
    expect(out).toMatch(/E-XK-21/)
    expect(out).toContain('只检查，没有写入；1 行不能导入')
  })

  it('writes JSON Lines: broken rows, findings, then the counts', async () => {
    const path = file('g.jsonl', `${JSON.stringify(guide)}\n[]\n`)
    await run(['items', path, '--dry-run', '--json'])
    const lines = out.trim().split('\n').map((l) => JSON.parse(l))
    expect(lines[0]).toMatchObject({ line: 2, broken: expect.stringContaining('认不出') })
    expect(lines[1]).toMatchObject({ name: '样例许可', findings: expect.arrayContaining([expect.objectContaining({ code: 'E-ITM-04' })]) })
    expect(lines.at(-1)).toMatchObject({ kind: 'guides', read: 2, withGuide: 1, broken: 1 })
  })

  it('says which statutes a folder holds', async () => {
    file('articles.jsonl', JSON.stringify({ law: '某法', version: '2020-01-01', articleNo: 1, paragraphs: ['一。'] }))
    expect(await run(['laws', folder, '--dry-run', '--json'])).toBe(0)
    expect(JSON.parse(out)).toEqual({ kind: 'laws', texts: 1, articles: 1, broken: 0 })
  })

  it.each([[[]], [['items']], [['nonsense', 'x']], [['items', 'a', 'b']], [['items', 'a', '--nonsense']]])('refuses %j with its usage', async (argv) => {
    expect(await run(argv)).toBe(2)
    expect(err).toContain('用法')
  })
  it('says which file cannot be read', async () => {
    await expect(run(['items', join(folder, 'nothing.jsonl'), '--dry-run'])).rejects.toThrow('读不到文件')
  })
})
