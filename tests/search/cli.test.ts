import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '../../server/cli/search.ts'

const names = ['居住证办理', '普通护照签发', '取水许可', '公司设立登记', '公司变更登记', '公司注销登记', '结婚登记预约', '离婚登记预约', '养老机构设立备案', '临时救助', '最低生活保障', '失业登记']

describe('yichuang search', () => {
  let folder = ''
  let out = ''
  let err = ''
  const catalogue = () => join(folder, 'items.jsonl')
  const batch = () => join(folder, 'sentences.jsonl')

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'search-'))
    writeFileSync(catalogue(), [...names.map((name) => JSON.stringify({ name, group: null })), 'not json', '{"no": 3}', ''].join('\n'))
    writeFileSync(batch(), '{"id":"a","text":"暂住证"}\n{"id":7,"text":"登记"}\n{"id":"c"}\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  beforeEach(() => {
    out = err = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => { out += String(text); return true })
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => { err += String(text); return true })
  })
  afterEach(() => { vi.restoreAllMocks() })

  const lines = () => out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

  it('prints one hit a line with --json, each with its reason', async () => {
    expect(await run(['暂住证', '--json', '--catalogue', catalogue()])).toBe(0)
    expect(lines()[0]).toMatchObject({ name: '居住证办理', kind: 'item', why: ['“暂住证”即“居住证”'] })
  })

  it('prints a table that a person can read', async () => {
    expect(await run(['我要', '办护照', '--catalogue', catalogue()])).toBe(0)
    expect(out).toMatch(/1\. 普通护照签发\n.*名称中有“护照”/)
  })

  it('answers a batch with the ids as given, and reports broken lines of both files without stopping', async () => {
    expect(await run(['--batch', batch(), '--catalogue', catalogue()])).toBe(0)
    expect(lines().map(({ id }) => id)).toEqual(['a', 7])
    expect((lines()[0]!.items as string[])[0]).toBe('居住证办理')
    expect(err).toContain(`${catalogue()} 第 13 行看不懂`)
    expect(err).toContain(`${catalogue()} 第 14 行看不懂`)
    expect(err).toContain(`${batch()} 第 3 行看不懂`)
  })

  it('searches the items and bundles of the pack when no catalogue is given', async () => {
    expect(await run(['我想开公司卖花木', '--json'])).toBe(0)
    expect(lines().map(({ key }) => key)).toContain('flower-company')
  })

  it.each([[[]], [['--batch', 'x', '一句话']], [['--limit', '0', '护照']], [['--what', '护照']]])('a wrong call %j answers 2 with the usage', async (argv) => {
    expect(await run(argv)).toBe(2)
    expect(err).toContain('用法')
  })

  it('a file that is not there answers 1 with one sentence', async () => {
    expect(await run(['护照', '--catalogue', join(folder, 'none.jsonl')])).toBe(1)
    expect(err).toMatch(/^读不到文件 .*none\.jsonl\n$/)
  })
})
