import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { calendar } from '../../law/calendar/index.ts'
import { citationsOf } from '../../law/item/basis.ts'
import { holds } from '../../law/kernel/condition.ts'
import { criticalPath } from '../../law/kernel/promise.ts'
import { findStatute } from '../../law/statutes/index.ts'
import { imports, officeHours, readPack } from '../../server/modules/catalogue/index.ts'
import { checkPack } from '../../tools/pack-check.ts'

const root = join(import.meta.dirname, '../..')
const dir = join(root, 'packs/xuchang')
const pack = readPack(dir)
const day = '2020-12-25'
const inForce = (d: string) => pack.items.filter((i) => i.effectiveFrom <= d && !(i.effectiveUntil && d >= i.effectiveUntil))
const item = (key: string, d = day) => inForce(d).find((i) => i.key === key)!

describe('the packs', () => {
  it.each(['xuchang', 'demo'])('%s has no finding, on the day of the article and later', (name) => {
    expect(checkPack(join(root, 'packs', name), day)).toEqual([])
    expect(checkPack(join(root, 'packs', name), '2026-11-23')).toEqual([])
  })

  it('has at least 24 complete items, and 12 that need the identity card alone, each with its work instruction', () => {
    const now = inForce('2026-11-23')
    expect(now.length).toBeGreaterThanOrEqual(24)
    const idOnly = now.filter((i) => i.idOnly)
    expect(idOnly.length).toBeGreaterThanOrEqual(12)
    for (const i of idOnly) expect(i.workInstruction!.length, i.key).toBeGreaterThanOrEqual(3)
    for (const i of idOnly) expect(i.materials.filter((m) => m.source === 'bring').length, i.key).toBeLessThanOrEqual(1)
  })

  it('has the fixed people of the demo, and two different people for every second look', () => {
    const keys = pack.people.map((p) => p.key)
    for (const k of ['chen', 'liu', 'factory', 'helper', 'clerk', 'counter', 'hallManager', 'gov', 'supervisor', 'cataloguer', 'leader', 'sysadmin', 'secadmin', 'auditor'])
      expect(keys).toContain(k)
    for (const organ of new Set(pack.items.map((i) => i.organ))) for (const k of [`examiner.${organ}`, `examiner2.${organ}`, `head.${organ}`]) expect(keys).toContain(k)
  })

  it('writes no 行政许可法 into an item that is no permit', () => {
    for (const i of pack.items.filter((x) => x.regime !== 'permit')) expect(citationsOf(i).map(([, c]) => c.law), i.key).not.toContain('行政许可法')
  })

  it('keeps two revisions for each item of the three journeys', () => {
    const members = [...pack.bundles.flatMap((b) => b.members.map((m) => m.item)), 'device-production']
    for (const key of members) expect(pack.items.filter((i) => i.key === key).length, key).toBeGreaterThanOrEqual(2)
  })
})

describe('what the flower company is promised', () => {
  const bundle = pack.bundles.find((b) => b.key === 'flower-company')!
  const path = (answers: Record<string, string>, at: string) =>
    criticalPath(bundle.members.filter((m) => holds(m.when, answers)).map((m) => ({ key: m.item, term: item(m.item).promise, after: m.after ?? [] })), at, officeHours(pack.city), calendar())

  it('accepted at 11:00 without the seed licence: 16:00 today, noon not counted', () => {
    expect(path({ stock: 'flowers' }, '2020-12-25T11:00:00.000+08:00').promise.dueAt).toBe('2020-12-25T16:00:00.000+08:00')
  })
  it('with the seed licence: twenty working days after the company is there, and two inspectors', () => {
    const p = path({ stock: 'seedlings' }, '2020-12-25T11:00:00.000+08:00')
    expect(p.promise).toEqual({ due: '2021-01-25' })
    expect(item('forest-seed-licence').inspection).toBe(true)
  })
  it('selling packed seeds that are not opened needs no licence', () => {
    expect(path({ stock: 'packaged' }, '2020-12-25T11:00:00.000+08:00').members).not.toHaveProperty('forest-seed-licence')
  })
  it('asks for less than its members one by one: what another office holds is not asked (S7)', () => {
    const all = bundle.members.filter((m) => m.item !== 'forest-seed-licence').flatMap((m) => item(m.item).materials)
    expect(all.filter((m) => m.source === 'bring').map((m) => m.id)).toEqual(['lease'])
    expect(all.filter((m) => m.source === 'have').length).toBeGreaterThan(5)
  })
})

describe('pack-check finds what is planted', () => {
  const copies: string[] = []
  const planted = (file: string, from: string | RegExp, to: string) => {
    const copy = mkdtempSync(join(tmpdir(), 'pack-'))
    copies.push(copy)
    cpSync(dir, copy, { recursive: true })
    const text = readFileSync(join(copy, file), 'utf8')
    const changed = text.replace(from, to)
    expect(changed).not.toBe(text)
    writeFileSync(join(copy, file), changed)
    return checkPack(copy, '2026-11-23').map((f) => `${f.code} ${f.message}`).join('\n')
  }
  afterAll(() => copies.forEach((c) => rmSync(c, { recursive: true, force: true })))

  test.each([
    ['a catch-all material', 'items/company-setup.yaml', 'name: 公司章程,', 'name: 法律法规规定的其他材料,', 'E-ITM-04'],
    ['an item outside the list', 'catalogue.yaml', "'990100900101'", "'990100900199'", 'E-ITM-02'],
    ['a promise longer than the law', 'items/forest-seed-licence.yaml', 'promise: {unit: workday, n: 20}', 'promise: {unit: workday, n: 25}', 'E-ITM-06'],
    ['a basis not in force', 'items/company-setup.yaml', '公司登记管理条例 51', '市场主体登记管理条例 19', '不是现行有效的规定'],
    ['a text that was not read and nobody says so', 'items/deed-tax.yaml', 'unverified: [《契税法》全文未导入，条号凭记忆]', 'topics: [不动产]', '须在“未核实”里写明'],
    ['a limit of cases at the window', 'city.yaml', 'maxCasesPerVisit: null', 'maxCasesPerVisit: 5', 'E-MOD-04'],
    ['hours of training below the programme', 'city.yaml', 'roundUpMinutes: 30', 'credentials: {hours: 40}\nroundUpMinutes: 30', 'ZJ-04 credentials.hours：每人每年的培训学时不得少于60学时，这里设为40（《法治政府建设实施纲要（2021—2025年）》第三十四条）'],
    ['officers who are not of age', 'city.yaml', 'roundUpMinutes: 30', 'credentials: {minAge: 16}\nroundUpMinutes: 30', 'ZJ-02 .*《河南省行政执法条例》第二十条'],
    ['a parameter of credentials that there is not', 'city.yaml', 'roundUpMinutes: 30', 'credentials: {hour: 80}\nroundUpMinutes: 30', 'SCHEMA credentials 含有没有约定的字段'],
    ['a day of the annual check that does not exist', 'city.yaml', 'roundUpMinutes: 30', 'credentials: {annualCheckDeadline: 02-30}\nroundUpMinutes: 30', 'SCHEMA credentials.annualCheckDeadline 月和日应写作 03-31'],
    ['an approval step in a filing', 'items/project-filing.yaml', '信息齐全即为备案,', '审批意见,', 'E-MOD-07'],
    ['a second paper in an ID-only item', 'items/property-record.yaml', "source: have, from: 'share:realEstate', obtainableByShare: true", 'source: bring', 'E-ITM-10'],
    ['a proof that is on no list', 'items/real-estate-transfer.yaml', 'name: 房屋买卖合同,', 'name: 单身证明,', 'E-MOD-09'],
    ['a condition on a question that is not asked', 'items/company-setup.yaml', 'when: {answer: premises, is: own}', 'when: {answer: house, is: own}', '没有问过这个问题'],
    ['an organ that is not there', 'items/deed-tax.yaml', 'organ: tax', 'organ: taxes', 'ORGAN'],
    ['a field that the schema does not know', 'items/deed-tax.yaml', 'charge: null', 'charge: null\nfee: 3', 'SCHEMA'],
    ['two revisions on one day', 'items/deed-tax.yaml', 'effectiveUntil: 2021-09-01', 'effectiveUntil: 2021-10-01', '重叠'],
    ['a circle of members', 'bundles/flat-transfer.yaml', '{item: deed-tax}', '{item: deed-tax, after: [real-estate-transfer]}', '互相等待'],
    ['a licence that nobody makes', 'items/seal-filing.yaml', 'licence:businessLicence', 'licence:marriage', 'LICENCE'],
    ['a wrong check digit', 'people.yaml', '411024196203151235', '411024196203151234', 'ID-01'],
    ['an examination that its questions cannot fill', 'exam.yaml', 'kind: multi, count: 4', 'kind: multi, count: 5', '不够抽5道'],
    ['a question without an article that we know', 'exam.yaml', '行政处罚法 72', '行政处罚法 999', '法规条目里没有'],
    ['one person as two administrators', 'people.yaml', '{role: sysadmin, organ: null}', '{role: sysadmin, organ: null}, {role: auditor, organ: null}', 'G-06'],
  ])('%s', (_name, file, from, to, says) => {
    expect(planted(file, from, to)).toMatch(new RegExp(says))
  })
})

const laws = join(root, '../shared/data/laws/articles.jsonl')
describe.skipIf(!existsSync(laws))('citations of the pack (skipped without ../shared/data/laws)', () => {
  it('every one whose text is in the corpus is found there, in the version of the day', () => {
    const there = new Set(readFileSync(laws, 'utf8').trim().split('\n').map((l) => JSON.parse(l)).map((a) => `${imports.shortTitle(a.law)}@${a.version} ${a.articleNo}`))
    let read = 0
    const missing: string[] = []
    for (const i of pack.items) for (const [, c] of citationsOf(i)) {
      const s = findStatute(c.law)
      const v = c.version ? s?.versions.find((x) => x.adopted === c.version) : s?.versions.find((x) => x.from <= i.effectiveFrom && !(x.until && i.effectiveFrom >= x.until))
      if (s?.corpus !== 'yes' || !v || v.text === false) continue
      read++
      if (!there.has(`${s.title}@${v.adopted} ${c.article}`)) missing.push(`${i.key}@${i.revision} ${c.law} ${c.article}`)
    }
    expect(missing).toEqual([])
    expect(read).toBeGreaterThan(80)
  })
})
