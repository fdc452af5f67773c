import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/kernel/root.ts'
import { createCatalogue, importedYears, imports, loadPack, readPack } from '../../server/modules/catalogue/index.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

const { parseItems, parseLaws, parseCalendar, takeIn, takeInLaws, takeInYears, catalogueOf, readLists } = imports
const shared = join(import.meta.dirname, '../../../shared/data')
const has = existsSync(shared)
const file = (path: string) => readFileSync(join(shared, path), 'utf8')
const city = '411000'
const day = '2022-06-01'

let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database?.close())

const item = (no: number, more: object = {}) => JSON.stringify({ no, name: `事项${no}`, itemCode: `A-${no}`, department: '区民政局', typeCode: '7', areaCode: '511602000000', ...more })

describe('a file of items', () => {
  it('with broken rows: each is told with its line, the others go in', async () => {
    const text = [item(1), '{"no": 2, "name": "断了', item(3, { name: '' }), item(4, { itemCode: undefined, deptCode: 'x' }), '', item(1), item(7, { group: '主项' }), '[]', '17'].join('\n')
    const parsed = parseItems(text)
    expect(parsed.broken.map((b) => b.line)).toEqual([2, 3, 4, 6, 8, 9])
    expect(parsed.broken.map((b) => b.reason).join('\n')).toMatch(/不是有效的 JSON[\s\S]*没有事项名称[\s\S]*itemCode[\s\S]*与第 1 行是同一条[\s\S]*认不出/)
    const done = await takeIn(database.app, city, 'test', parsed.rows, { day })
    expect(done).toMatchObject({ read: 2, added: 2, changed: 0, unchanged: 0 })
    const { rows } = await database.app.query(`select name, main_item, area, state from catalogue.item_revision where city = $1 and source = 'test' order by name`, [city])
    expect(rows).toEqual([
      { name: '事项1', main_item: null, area: '外地（区划代码 511602）', state: 'draft' }, { name: '事项7', main_item: '主项', area: '外地（区划代码 511602）', state: 'draft' },
    ])
  })

  it('again: nothing is new; a row that says something else is changed, not doubled', async () => {
    const once = await takeIn(database.app, city, 'again', parseItems([item(21), item(22)].join('\n')).rows, { day })
    expect(once.added).toBe(2)
    const twice = await takeIn(database.app, city, 'again', parseItems([item(21), item(22, { department: '区人社局' }), item(23)].join('\n')).rows, { day })
    expect(twice).toMatchObject({ added: 1, changed: 1, unchanged: 1 })
    const { rows } = await database.app.query(`select count(*) as n from catalogue.item_revision where city = $1 and source = 'again'`, [city])
    expect(rows[0]!.n).toBe(3)
  })

  it('of which not one row can be read is refused', () => {
    expect(() => parseItems('nonsense\n{"a":1}')).toThrow('没有一行能读：第 1 行')
    expect(() => parseItems('')).toThrow('文件是空的')
  })

  it('does not let anybody apply', async () => {
    const catalogue = createCatalogue({ db: database.app, city })
    const [draft] = await catalogue.drafts('', 1)
    expect(await catalogue.currentRevision(draft!.key, day)).toBeUndefined()
    const { items } = await catalogue.listPublished(day)
    expect(items.map((i) => i.key)).not.toContain(draft!.key)
  })
})

describe('a file of articles', () => {
  it('with broken rows and an article twice', () => {
    const row = (n: unknown, law = '中华人民共和国某法') => JSON.stringify({ law, version: '2020-01-01', articleNo: n, articleLabel: '第一条', path: [], paragraphs: ['一。'] })
    const { texts, broken } = parseLaws([row(1), row(2), 'x', row(2), row('三'), row(3, '')].join('\n'))
    expect(texts.map((t) => [t.law, t.articles.length])).toEqual([['某法', 2]])
    expect(broken.map((b) => b.line)).toEqual([3, 4, 5, 6])
  })
})

describe('a year of the calendar', () => {
  const year = (days: object[], papers = ['https://example.org/2026-11/20/x.htm']) => JSON.stringify({ year: 2027, papers, days })
  it('goes in once, and is then what the city counts with', async () => {
    const text = year([{ name: '元旦', date: '2027-01-01', isOffDay: true }, { name: '元旦', date: '2027-01-09', isOffDay: false }])
    const years = parseCalendar(text, [])
    expect(years).toMatchObject([{ year: 2027, version: 1, publishedOn: '2026-11-20', work: ['2027-01-09'] }])
    expect(await takeInYears(database.app, city, years)).toBe(1)
    expect(parseCalendar(text, await importedYears(database.app, city))).toEqual([])
    const changed = parseCalendar(year([{ name: '元旦', date: '2027-01-04', isOffDay: true }]), [])
    expect(changed[0]!.version).toBe(1)
  })
  it('is refused while it is not published, or without the day of publication', () => {
    expect(() => parseCalendar(year([]), [])).toThrow('2027年放假安排尚未公布')
    expect(() => parseCalendar(year([{ name: '元旦', date: '2027-01-01', isOffDay: true }], ['国办发明电']), [])).toThrow('没有公布日期')
    expect(() => parseCalendar(year([{ name: '元旦', date: '2027-01-01', isOffDay: true }], []), [])).toThrow('没有写明通知的文号')
    expect(() => parseCalendar('{', [])).toThrow('不是有效的 JSON')
  })
})

describe.skipIf(!has)('the real files (skipped without ../shared/data)', () => {
  it('1,135 items of another district: main and sub items, twice without a change', async () => {
    const { rows, broken, kind } = parseItems(file('service-items/items.jsonl'))
    expect([kind, rows.length, broken]).toEqual(['items', 1135, []])
    expect(new Set(rows.map((r) => r.draft.key)).size).toBe(1135)
    expect(new Set(rows.map((r) => r.mainItem).filter(Boolean)).size).toBe(131)
    expect(await takeIn(database.app, city, 'items', rows, { day })).toMatchObject({ added: 1135 })
    expect(await takeIn(database.app, city, 'items', rows, { day })).toMatchObject({ added: 0, changed: 0, unchanged: 1135 })
  })

  it('guides: vague clauses, the charge without basis and what the law has ended are found by rules and day', async () => {
    await database.app.tx((tx) => loadPack(tx, city, readPack(join(projectRoot(), 'packs/xuchang')), '2020-12-25T09:00:00.000+08:00'))
    const { rows, kind } = parseItems(file('service-items/guides.jsonl'))
    const ctx = { day, catalogue: catalogueOf(await readLists(database.app, city)) }
    const done = await takeIn(database.app, city, kind, rows, ctx)
    expect(done).toMatchObject({ read: 12, added: 12 })
    const found = (id: string) => done.rows.find((r) => r.rowId === id)!.findings.map((f) => `${f.code} ${f.message}`).join('\n')
    expect(found('G06')).toMatch(/E-ITM-04 材料“健康证及卫生行政部门要求提供的其他资料”是兜底条款/)
    expect(found('G02')).toMatch(/E-ITM-04 条件/)
    expect(found('G08')).toMatch(/E-XK-21 收费/)
    expect(found('G08')).toMatch(/ITM-07 指南写于2008-04-12/)
    expect(found('G10')).toMatch(/ITM-07 “名称预先核准”已取消/)
    expect(found('G11')).toMatch(/E-MOD-09 证明事项清单里没有“住所使用证明”/)
    expect((await takeIn(database.app, city, kind, rows, ctx)).unchanged).toBe(12)
    // the same guide was in order while the law still asked for it
    const before = await takeIn(database.app, city, 'then', rows, { ...ctx, day: '2019-06-01' })
    expect(before.rows.find((r) => r.rowId === 'G10')!.findings.filter((f) => f.code === 'ITM-07')).toEqual([])
  })

  it('items built from statutes: limits, basis with articles, and their own vague clauses', async () => {
    const { rows, kind } = parseItems(file('service-items/key-items.json'))
    expect([kind, rows.length]).toEqual(['key-items', 12])
    const company = rows.find((r) => r.rowId === 'company-setup')!
    expect(company.draft).toMatchObject({ statutoryLimit: { n: 3, unit: 'workday' }, serviceObject: ['enterprise'] })
    expect(company.draft.legalBasis).toContainEqual({ law: '市场主体登记管理条例', article: 19, version: '2021-07-27' })
    expect(rows.find((r) => r.rowId === 'id-card')!.draft.statutoryLimit).toMatchObject({ n: 60, unit: 'calendar' })
    const done = await takeIn(database.app, city, kind, rows, { day })
    for (const id of ['company-setup', 'realestate-transfer']) expect(done.rows.find((r) => r.rowId === id)!.findings.map((f) => f.code)).toContain('E-ITM-04')
  })

  it('118 statutes, twice without a change; the article of a day is found', async () => {
    const { texts, broken } = parseLaws(file('laws/articles.jsonl'), file('laws/catalogue.json'))
    expect([texts.length, texts.reduce((n, t) => n + t.articles.length, 0), broken]).toEqual([118, 7275, []])
    expect(await takeInLaws(database.app, texts)).toMatchObject({ added: 118, articles: 7275 })
    expect(await takeInLaws(database.app, texts)).toMatchObject({ added: 0, changed: 0, unchanged: 118 })
    const catalogue = createCatalogue({ db: database.app, city })
    const article = await catalogue.article({ law: '行政许可法', article: 32 })
    expect(article).toMatchObject({ title: '中华人民共和国行政许可法', version: '2019-04-23', label: '第三十二条' })
    expect((await catalogue.article({ law: '公司法', article: 6 }, '2020-12-25'))!.version).toBe('2018-10-26')
    expect((await catalogue.article({ law: '公司法', article: 6 }, '2025-01-01'))!.version).toBe('2023-12-29')
    expect(await catalogue.article({ law: '种子法', article: 31 }, '2020-12-25')).toBeUndefined()
    expect(await catalogue.article({ law: '民法典', article: 203 })).toBeUndefined()
  })

  it('the years of the calendar are known already', () => {
    for (const y of [2015, 2018, 2020, 2021, 2022, 2026]) expect(parseCalendar(file(`calendar/${y}.json`), []), String(y)).toEqual([])
    expect(() => parseCalendar(file('calendar/2027.json'), [])).toThrow('尚未公布')
  })
})
