import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../house/sources.ts'
import { openCity, type City } from './city.ts'
import { cityInvariants, observeCity, type CityObserved } from './invariants.city.ts'
import { runInvariants, stepInvariants, violations } from './invariants.ts'
import { elsewhere, later, listed } from './listed.ts'
import type { Act, Observed, ObservedCase } from './observe.ts'
import { copy, scenario, type Named } from './scenario.ts'

/* Each invariant is seen to bite: a fault is planted in what was observed, or in the database itself, and this one says so and no other. */

let city: City
let made: Awaited<ReturnType<typeof scenario>>
let seen: Observed
beforeAll(async () => {
  city = await openCity()
  made = await scenario(city)
  seen = await made.see()
})
afterAll(() => city?.close())

const ids = (broken: string[]) => [...new Set(broken.map((b) => b.slice(0, 4)))]
type Plant = (c: ObservedCase, o: Observed) => void
const act = (c: ObservedCase, type: string): Act => c.acts.find((a) => a.type === type)!
const clock = (c: ObservedCase, type: string, id: string) => act(c, type).clocks.find((k) => k.id === id)!

/** one act becomes another, with entry and paper forged to match: only the law is broken */
function forge(c: ObservedCase, from: string, type: string, payload: unknown, paper: string): void {
  const a = act(c, from)
  const entry = c.entries.find((e) => e.id === a.id)!
  Object.assign(a, { type, payload, rules: act(c, type)?.rules ?? a.rules })
  entry.type = `casework.${type}`
  entry.body.digests[`document.${paper}`] = 'forged'
  c.documents.push({ id: 'forged', template: paper, number: 'forged', digest: 'forged', data: null, at: a.at })
}

const planted: readonly [invariant: string, where: keyof Named, what: string, plant: Plant][] = [
  ['I-01', 'inspected', 'an act without an entry', (c) => void c.entries.splice(c.entries.findIndex((e) => e.type === 'casework.takeUp'), 1)],
  ['I-02', 'inspected', 'an act dated after the next', (c) => void (act(c, 'takeUp').at = '2026-04-01T09:00:00.000+08:00')],
  ['I-03', 'silent', 'accepted before it was received', (c) => void (c.acts[0]!.at = '2026-03-04T09:00:00.000+08:00', c.entries.find((e) => e.id === c.acts[0]!.id)!.body.at = c.acts[0]!.at)],
  ['I-04', 'noticed', 'told a second time', (c) => forge(c, 'check', 'oneTimeNotice', { items: [{ kind: 'material', id: 'layout' }] }, 'P02')],
  ['I-05', 'silent', 'silence that counts from the wrong day', (c) => void (act(c, 'deemAccept').effective_on = '2026-03-09')],
  ['I-06', 'inspected', 'a last day moved by an examiner', (c) => void act(c, 'takeUp').clocks.push({ ...clock(c, 'accept', 'decision'), n: 21, due: '2026-03-31' })],
  ['I-07', 'refused', 'a refusal without a reason', (c) => void c.particulars.splice(c.particulars.findIndex((p) => p.field === 'reason'), 1)],
  ['I-08', 'refused', 'the applicant decides', (c) => void (act(c, 'refuse').actor = c.row.applicant)],
  ['I-09', 'tolerant', 'a licence that is gone', (c) => void (c.licences = [])],
  ['I-10', 'tolerant', 'a delivery on another day than its clock says', (c) => void (clock(c, 'deliver', 'issue').metAt = '2026-03-03')],
  ['I-11', 'tax', 'a bundle promised for another day than its last member', (_c, o) => void (o.bundles[0]!.due = '2026-03-04')],
  ['I-12', 'noticed', 'asked for what the city has', (c) => void act(c, 'oneTimeNotice').payload.items.push({ kind: 'material', id: 'businessLicence' })],
  ['I-13', 'tolerant', 'the window files for nobody', (c) => void (c.acts[0]!.on_behalf = null)],
  ['I-17', 'inspected', 'the same inspector twice', (c) => void (act(c, 'inspect').payload.inspectors = [act(c, 'inspect').actor, act(c, 'inspect').actor])],
  ['I-24', 'tolerant', 'more days out of the count than the procedure took', (c) => void (clock(c, 'extend', 'decision').excluded[0]!.to = '2026-03-09', clock(c, 'grant', 'decision').excluded[0]!.to = '2026-03-09')],
  ['I-27', 'silent', 'a row that was written again', (_c, o) => void (o.rows.acts[0] = `${o.rows.acts[0]} `)],
  ['I-42', 'silent', 'a case that stands beyond its last act', (c) => void c.row.seq++],
  ['I-43', 'refused', 'a name in an act', (c) => void (act(c, 'refuse').payload.note = '陈守田')],
  ['I-44', 'refused', 'other facts than those that were committed to', (c) => void (c.particulars.find((p) => p.field === 'facts')!.body = '另有事实')],
  ['I-45', 'tolerant', 'an extension that nobody was told of', (c) => void c.documents.splice(c.documents.findIndex((d) => d.template === 'P08'), 1)],
  ['I-46', 'inspected', 'a permit granted by an examiner', (c) => void (act(c, 'grant').actor_role = 'examiner')],
  ['I-47', 'withdrawn', 'something after the end', (c) => void (c.acts.push({ ...c.acts[0]!, id: c.acts[1]!.id, seq: 3, type: 'withdraw', at: c.acts[1]!.at, rec_us: c.acts[1]!.rec_us }), c.row.seq = 3)],
  ['I-48', 'withdrawn', 'a clock that still runs', (c) => void (c.clocks[0]!.status = 'running')],
  ['I-49', 'tolerant', 'granted with a material still out', (c) => void (act(c, 'supplyTolerated').payload.items = [])],
  ['I-50', 'inspected', 'granted though it did not conform', (c) => void (act(c, 'inspect').payload.conform = false)],
  ['I-51', 'tolerant', 'extended by eleven days', (c) => void (act(c, 'extend').payload.days = 11)],
  ['I-52', 'tax', 'granted before what it needs', (_c, o) => void (o.bundles[0]!.after['deed-tax'] = ['real-estate-transfer'])],
  ['I-53', 'refused', 'decided under no rule', (c) => void (act(c, 'refuse').rules = [])],
  ['I-54', 'withdrawn', 'moved to another organ', (c) => void (c.row.organ = 'tax')],
  ['I-55', 'refused', 'decided by nobody', (c) => void (act(c, 'refuse').actor = null)],
  ['I-56', 'tolerant', 'a proof of another delivery', (c) => void (c.documents.find((d) => d.template === 'E14')!.data.document.heading = '准予行政许可决定书')],
]

describe('the invariants bite', () => {
  it('nothing is wrong where nothing was planted', () => expect(violations(runInvariants, seen)).toEqual([]))

  it.each(planted)('%s in the %s case: %s', (invariant, where, _what, plant) => {
    const o = copy(seen)
    plant(o.cases.find((c) => c.row.id === made.ids[where])!, o)
    expect(ids(violations(runInvariants, o))).toEqual([invariant])
  })

  it('what is changed in the database itself is seen by the same table', async () => {
    const tampers: [string[], string, keyof Named][] = [
      [['I-41'], `update casework.cases set due = due + 5 where id = $1`, 'silent'],
      [['I-27', 'I-53'], `update casework.act set rules = '[]' where case_id = $1 and type = 'refuse'`, 'refused'],
      [['I-09'], `delete from licences.licence where case_id = $1`, 'tolerant'],
      [['I-44'], `update casework.particular set body = '"另有事实"' where case_id = $1 and field = 'facts'`, 'refused'],
    ]
    for (const [expected, sql, where] of tampers) {
      const table = /(?:update|from) (\w+\.\w+)/.exec(sql)![1]!
      await city.admin.query(`create table public.kept as table ${table}`)
      const behind = (statements: [string, unknown[]?][]) => city.admin.tx(async (tx) => {
        await tx.query(`set local session_replication_role = replica`)
        for (const [text, params] of statements) await tx.query(text, params)
      })
      await behind([[sql, [made.ids[where]]]])
      try {
        expect(ids(violations(runInvariants, await made.see()))).toEqual(expected)
      } finally {
        await behind([[`delete from ${table}`], [`insert into ${table} select * from public.kept`], [`drop table public.kept`]])
      }
    }
    expect(violations(runInvariants, await made.see())).toEqual([])
  })

  it('a step that went wrong is told by the invariant of the step', () => {
    const p = { types: ['submit'], refused: 0, documents: 1, licences: 0, state: 'received', acceptedOn: null, decideBy: null }
    const after = { ...p, types: ['submit', 'accept'], documents: 2, state: 'accepted', acceptedOn: '2026-03-02', decideBy: '2026-03-30' }
    const done = { says: '', expected: 'done', why: undefined, status: 200, before: p, after, acts: ['accept'], model: { state: 'accepted', acceptedOn: '2026-03-02', decideBy: '2026-03-30' } }
    const kept = { ...done, status: 422, expected: 'refused', after: { ...p, refused: 1 }, acts: [], model: p }
    const tell = (step: object) => ids(violations(stepInvariants.filter((i) => !['I-34', 'I-35', 'I-40'].includes(i.id)), step))
    expect([tell(done), tell(kept)]).toEqual([[], []])
    expect(tell({ ...done, expected: 'refused', acts: [] })).toEqual(['I-31'])
    expect(tell({ ...done, after: { ...after, types: ['submit', 'deemAccept', 'accept'] } })).toEqual(['I-32'])
    expect(tell({ ...kept, after: p })).toEqual(['I-33'])
    expect(tell({ ...done, after: { ...after, decideBy: '2026-04-30' } })).toEqual(['I-36'])
    expect(tell({ ...kept, status: 400, expected: 'stale', after: p })).toEqual(['I-37'])
    expect(tell({ ...kept, status: 404, expected: 'stranger', after: { ...p, documents: 2 } })).toEqual(['I-38'])
    expect(tell({ ...kept, status: 503, expected: 'fault', after: { ...p, documents: 2 } })).toEqual(['I-39'])
    const one = (id: string, o: object) => ids(violations(stepInvariants.filter((i) => i.id === id), o))
    expect(one('I-34', { says: '', first: { status: 200, body: { seq: 2 } }, again: { status: 200, body: { seq: 3 } }, before: p, after: p })).toEqual(['I-34'])
    expect(one('I-35', { says: '', again: { status: 201, body: {} }, before: p, after: p })).toEqual(['I-35'])
    expect(one('I-40', { says: '', statuses: [200, 200] })).toEqual(['I-40'])
  })

  it('what is wrong in the whole city is told too', async () => {
    const whole = await observeCity(city)
    expect(violations(cityInvariants, whole)).toEqual([])
    const with_ = (change: Partial<CityObserved>) => ids(violations(cityInvariants, { ...whole, ...change }))
    expect(with_({ numbers: [...whole.numbers, whole.numbers.find((n) => n.endsWith('号'))!] })).toEqual(['I-15'])
    expect(with_({ decided: whole.decided.slice(1) })).toEqual(['I-22'])
    expect(with_({ rates: { ...whole.rates, organs: whole.rates.organs.filter((o) => !o.cases.den) } })).toEqual(['I-23'])
    expect(with_({ checkpoints: [...whole.checkpoints, whole.checkpoints.at(-1)!] })).toEqual(['I-28'])
    expect(with_({ promised: ['x'] })).toEqual(['I-29'])
    expect(with_({ audit: ['x'] })).toEqual(['I-57'])
    expect(with_({ keptRefusals: 1 })).toEqual(['I-58'])
  })
})

describe('the list', () => {
  const checked = [...stepInvariants, ...runInvariants, ...cityInvariants].map((i) => i.id)

  it('every invariant of the threat model is asked here, asked by a test that exists, or cannot be asked yet for a reason', () => {
    expect(listed.filter((id) => [checked.includes(id), id in later, id in elsewhere].filter(Boolean).length !== 1)).toEqual([])
    expect(Object.values(later).filter((why) => why.length < 20)).toEqual([])
    const gone = Object.entries(elsewhere).filter(([, { file, name }]) => !existsSync(join(root, file)) || ![...`'"\``].some((q) => readFileSync(join(root, file), 'utf8').includes(`(${q}${name}${q}`)))
    expect(gone).toEqual([])
  })

  it('each has one id, one sentence and its law or promise, and there are at least thirty', () => {
    expect(checked.filter((id, i) => checked.indexOf(id) !== i)).toEqual([])
    expect(checked.length).toBeGreaterThanOrEqual(30)
    expect([...stepInvariants, ...runInvariants, ...cityInvariants].filter((i) => i.says.length < 15 || i.basis.length < 5).map((i) => i.id)).toEqual([])
  })

  it('each has been seen to bite', () => {
    const bitten = readFileSync(join(root, 'tests/model/bites.test.ts'), 'utf8')
    expect(checked.filter((id) => !bitten.includes(`['${id}'`))).toEqual([])
  })
})
