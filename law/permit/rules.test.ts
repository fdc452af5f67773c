import { describe, expect, it } from 'vitest'
import { cite, say, type Citation } from '../kernel/citation.ts'
import { decide, fold, type Act } from '../kernel/procedure.ts'
import { inForceOn, resolve } from '../statutes/index.ts'
import { NDX } from '../kernel/dates.ts'
import type { Regime } from '../item/item.ts'
import { exampleFiles, examplesOf, type ActExample } from '../../tests/law/example.ts'
import { itemOf, runActs } from '../../tests/law/runExample.ts'
import { documentCodes, documentInfo } from './documents.ts'
import { procedureFor } from './procedure.ts'
import { basisOf, type Topic } from './regime.ts'
import { regimes } from './regimes/index.ts'
import { rules } from './rules.ts'

const keys = Object.keys(regimes) as Regime[]

const actExamples = () => exampleFiles().filter((f) => f.startsWith('law/permit')).flatMap(examplesOf).filter((x): x is ActExample => x.form === 'acts')

/** rule ids that some example saw satisfied, and those that some example saw refuse */
function seen(): { passed: Set<string>; refused: Set<string> } {
  const passed = new Set<string>()
  const refused = new Set<string>()
  for (const x of actExamples()) {
    const item = itemOf(x.item)
    const p = procedureFor(item.regime)
    const record: Act[] = []
    for (const a of [...x.acts, ...x.when]) {
      if (!a.type) continue
      const ctx = { now: a.at, calendar: x.calendar, item }
      const folded = fold(p, record, ctx)
      record.push(...folded.lapsed)
      const v = decide(p, folded, { type: a.type, actor: { code: a.by, person: a.person }, payload: a.payload }, a.facts, ctx)
      if (v.ok) {
        record.push(v.act)
        for (const r of v.act.rules ?? []) passed.add(r.split('@')[0]!)
      } else for (const f of v.findings) refused.add(f.rule)
    }
  }
  return { passed, refused }
}

describe('the rules of law/permit', () => {
  it('each have an example that satisfies them and one that they refuse', () => {
    const ids = [...new Set(rules.map((r) => r.id))]
    const { passed, refused } = seen()
    expect(ids.length).toBeGreaterThan(50)
    expect(ids.filter((id) => !passed.has(id)), 'never satisfied in an example').toEqual([])
    expect(ids.filter((id) => !refused.has(id)), 'never refused in an example').toEqual([])
  })

  it('are each missed by an example when they keep silent', () => {
    const examples = actExamples()
    const rulesOf = (id: string) => keys.flatMap((k) => Object.values(procedureFor(k).acts)).flatMap((a) => a.rules).filter((r) => r.id === id)
    const fails = (x: ActExample) => { try { runActs(x) } catch { return true } return false }
    expect(examples.filter(fails).map((x) => x.name)).toEqual([])
    const unnoticed = [...new Set(rules.map((r) => r.id))].filter((id) => {
      const silenced = rulesOf(id).map((r) => ({ r, test: r.test }))
      for (const { r } of silenced) r.test = () => undefined
      const noticed = examples.some(fails)
      for (const { r, test } of silenced) r.test = test
      return !noticed
    })
    expect(unnoticed).toEqual([])
  })

  it('stand in the file that their id names', async () => {
    for (const id of new Set(rules.map((r) => r.id))) {
      const path = `../${id.split('#')[0]!}.ts`
      const file = (await import(/* @vite-ignore */ path)) as Record<string, unknown>
      const guards = Object.values(file).flat().filter((g): g is { id: string } => typeof g === 'object' && g !== null && 'id' in g)
      expect(guards.map((g) => g.id), path).toContain(id)
    }
  })

  it('have versions without gap or overlap in every regime', () => {
    for (const regime of keys) {
      const mine = rules.filter((r) => r.regime === regime)
      for (const id of new Set(mine.map((r) => r.id))) {
        const versions = mine.filter((r) => r.id === id).sort((a, b) => (a.from < b.from ? -1 : 1))
        for (const [i, v] of versions.entries()) {
          if (v.until) expect(v.until > v.from, `${regime} ${id}`).toBe(true)
          if (versions[i + 1]) expect(v.until, `${regime} ${id}`).toBe(versions[i + 1]!.from)
          else expect(v.until, `${regime} ${id} ends`).toBeUndefined()
        }
      }
    }
  })
})

/** everything that a regime may cite, with the first and last day of the period in which it does */
function cited(regime: Regime): { c: Citation; days: string[]; where: string }[] {
  const terms = regimes[regime]
  const out: { c: Citation; days: string[]; where: string }[] = []
  for (const v of terms.versions) {
    const days = [v.from, v.until ? NDX(v.until, -1) : '2026-06-01']
    for (const [topic, list] of Object.entries(v.basis)) for (const c of list) out.push({ c, days, where: `${regime} ${topic}` })
    for (const [name, limit] of Object.entries(v.limits)) for (const c of limit.basis) out.push({ c, days, where: `${regime} limit ${name}` })
  }
  for (const r of rules.filter((x) => x.regime === regime)) {
    for (const c of r.basis) out.push({ c, days: [r.from, r.until ? NDX(r.until, -1) : '2026-06-01'], where: `${regime} ${r.id}` })
  }
  return out
}

describe('regimes', () => {
  it('other than the permit never cite 行政许可法, neither in a basis nor in a heading or a word', () => {
    for (const regime of keys.filter((k) => k !== 'permit')) {
      expect(cited(regime).filter((x) => x.c.law.includes('行政许可')).map((x) => x.where)).toEqual([])
      const terms = regimes[regime]
      const p = procedureFor(regime)
      const words = [...Object.values(terms.headings), ...Object.values(terms.words), ...Object.values(p.states), ...Object.values(p.acts).map((a) => a.name)]
      expect(words.filter((w) => w.includes('许可')), regime).toEqual([])
    }
    expect(cited('permit').some((x) => x.c.law === '行政许可法')).toBe(true)
  })

  it('cite only what was in force, and only articles that the statutes describe', () => {
    for (const regime of keys) {
      for (const { c, days, where } of cited(regime)) {
        for (const day of days) {
          expect(inForceOn(c.law, day), `${where}: ${say(c)} on ${day}`).toBe(true)
          expect(resolve(c, day).sentence, `${where}: ${say(c)} on ${day}`).toBeDefined()
        }
      }
    }
  })

  it('give every document that their acts produce a heading and at least one article', () => {
    for (const regime of keys) {
      const p = procedureFor(regime)
      const made = Object.values(p.acts).flatMap((a) => (typeof a.documents === 'function' ? ['P04'] : a.documents ?? []))
      for (const code of new Set(made)) expect(documentCodes(regime), `${regime} ${code}`).toContain(code)
      for (const v of regimes[regime].versions) {
        for (const code of documentCodes(regime)) expect(documentInfo(regime, code, v.from).basis.length, `${regime} ${code} ${v.from}`).toBeGreaterThan(0)
      }
    }
  })

  it('know the acts that their own law knows', () => {
    expect(Object.keys(procedureFor('filing').acts)).not.toContain('grant')
    expect(Object.keys(procedureFor('filing').acts)).not.toContain('refuse')
    expect(Object.values(procedureFor('filing').acts).flatMap((a) => a.by)).not.toContain('EXM')
    expect(Object.values(procedureFor('filing').acts).flatMap((a) => a.by)).not.toContain('HEAD')
    expect(Object.keys(procedureFor('realEstateRegistration').acts)).not.toContain('extend')
    expect(Object.keys(procedureFor('publicService').acts)).not.toContain('suspend')
    expect(Object.keys(procedureFor('publicService').acts)).not.toContain('deemAccept')
    expect(procedureFor('permit')).toBe(procedureFor('permit'))
  })

  it('refuse a day on which no procedure rule of theirs is in force', () => {
    expect(() => procedureFor('marketRegistration').acts.submit!.clocks!(
      { ...procedureFor('marketRegistration').initial({} as never), receivedOn: '2019-12-31' },
      { seq: 1, type: 'submit', at: '2019-12-31T09:00:00.000+08:00', actor: { code: 'APP' }, payload: {} }, {} as never)).toThrow('没有有效的程序规定')
    expect(basisOf(regimes.marketRegistration, 'accept' as Topic, '2019-12-31')).toEqual([])
    expect(basisOf(regimes.marketRegistration, 'accept', '2022-03-01')).toEqual([cite('市场主体登记管理条例', 19, '第一款')])
  })
})
