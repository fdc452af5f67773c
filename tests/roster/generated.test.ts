import { describe, expect, it } from 'vitest'
import { bodyColumns, csv, officerColumns, roster, seeded, supervisorColumns, type Written } from './generate.ts'
import { judge } from './judge.ts'
import { truthOfBodies, truthOfOfficers, truthOfSupervisors } from './oracle.ts'

/* Rosters by a seed, read and judged by the product, against an oracle that was written from the same text without it. */

const seeds = Array.from({ length: process.env['YICHUANG_TEST_DEEP'] ? 20 : 3 }, (_, i) => 411000 + i)
const days = ['2020-11-30', '2020-11-30', '2021-03-01', '2020-02-29']

/** as handed in: columns in any order, with a byte order mark or without */
function handed(w: Written, seed: number) {
  const l = seeded(seed)
  const shuffled = (columns: readonly string[]) => [...columns].sort(() => l.next() - 0.5)
  const bytes = (columns: readonly string[], rows: Written['officers']) => Buffer.from((seed % 2 ? '\uFEFF' : '') + csv(shuffled(columns), rows))
  return {
    officers: { name: 'officers.csv', bytes: bytes(officerColumns, w.officers) }, supervisors: { name: 'supervisors.csv', bytes: bytes(supervisorColumns, w.supervisors) },
    bodies: { name: 'bodies.csv', bytes: bytes(bodyColumns, w.bodies) },
  }
}

describe('rosters by a seed', () => {
  const seen = new Map<string, number>()

  it.each(seeds.map((s, i) => [s, days[i % days.length]!]))('seed %i on %s is judged as the oracle says, row by row', async (seed, asOf) => {
    const w = roster(seed, 1000, asOf)
    const got = await judge('xuchang-2020', handed(w, seed), { asOf })
    expect(got.errors).toEqual([])
    const truth = truthOfOfficers(w, asOf)
    expect(got.officers.filter((o, i) => JSON.stringify(o) !== JSON.stringify(truth[i]))).toEqual([])
    expect(got.officers).toEqual(truth)
    expect(got.supervisors).toEqual(truthOfSupervisors(w))
    expect(got.bodies).toEqual(truthOfBodies(w))
    for (const o of got.officers) for (const code of [...o.reasons, ...o.corrections.map((c: { code: string }) => c.code)]) seen.set(code, (seen.get(code) ?? 0) + 1)
    for (const s of got.supervisors) if (s.reason) seen.set(s.reason, (seen.get(s.reason) ?? 0) + 1)
    // what is judged and what is not adds up to the list
    expect(got.summary.officersRetained + got.summary.officersRemoved + got.summary.notJudged).toBe(w.officers.length)
  })

  it('hit every rule, and leave most people where they are', () => {
    const codes = [...Array.from({ length: 14 }, (_, i) => `R${String(i + 1).padStart(2, '0')}`), ...Array.from({ length: 8 }, (_, i) => `C0${i + 1}`), ...Array.from({ length: 5 }, (_, i) => `S0${i + 1}`)]
    expect(codes.filter((c) => !seen.get(c))).toEqual([])
  })

  it('hold every trap: rows that look removable and stay', () => {
    const all = seeds.map((s, i) => ({ w: roster(s, 1000, days[i % days.length]!), asOf: days[i % days.length]! }))
    const stays = all.flatMap(({ w, asOf }) => { const t = truthOfOfficers(w, asOf); return w.officers.filter((_, i) => t[i]!.action !== 'remove').map((c) => ({ c, asOf })) })
    const traps: Record<string, (c: Record<string, string>, asOf: string) => boolean> = {
      appointed: (c) => c['人员性质'] === '聘任制公务员', renewed: (c, asOf) => c['有效期至']! < asOf && c['已申请换证'] === '是', 'last day': (c, asOf) => c['有效期至'] === asOf, delayed: (c) => c['备注']!.includes('延迟退休'),
      'legal review': (c) => c['岗位'] === '案件审核', discipline: (c) => c['处分记录'] === '记过', 'sixty points': (c) => c['专业法律考试'] === '60', 'sixty hours': (c) => c['年度培训学时'] === '60',
      'unknown name, known code': (c) => c['单位名称'] === '没有这个单位', 'woman cadre': (c, asOf) => c['性别'] === '女' && /处级/.test(c['职务层次']!) && Number(c['出生日期']!.slice(0, 4)) < Number(asOf.slice(0, 4)) - 55,
    }
    for (const [name, is] of Object.entries(traps)) expect(stays.some(({ c, asOf }) => is(c, asOf)), name).toBe(true)
  })
})
