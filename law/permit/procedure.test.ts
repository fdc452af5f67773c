import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../calendar/index.ts'
import { addHours, instantOf, legalDateOf, WD } from '../kernel/dates.ts'
import { derivationOf } from '../kernel/deadline.ts'
import { calendarByVersion } from '../calendar/index.ts'
import { allowed, decide, fold, type Act, type Context } from '../kernel/procedure.ts'
import type { ItemTerms, Regime } from '../item/item.ts'
import { itemOf } from '../../tests/law/runExample.ts'
import { overdue } from './lapse.ts'
import { procedureFor } from './procedure.ts'
import { regimes } from './regimes/index.ts'
import type { PermitState } from './state.ts'

/* What must hold over any history of acts that the procedure allowed (trust.md 3.4, I-03…I-08; G-03). */

const hours = { days: 'workday', spans: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }], roundUpMinutes: 5 }
const people = ['chen', 'wang', 'li', 'zhao', 'sun'] as const
const materials = ['form', 'identity', 'site', 'photo'] as const
const results = fc.dictionary(fc.constantFrom(...materials), fc.record({ result: fc.constantFrom('ok', 'ok', 'ok', 'missing', 'faulty') }), { minKeys: 1 })
const bool = fc.boolean()
/** mostly complete */
const has = (...fields: string[]) => fc.oneof({ weight: 3, arbitrary: fc.constant(fields) }, fc.subarray(fields)).map((f) => Object.fromEntries(f.map((x) => [x, true])))
const items = fc.subarray([...materials], { minLength: 1 })

/** payloads near enough to the law that many are allowed */
const payloads: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  check: fc.record({ results }),
  fixOnTheSpot: fc.record({ fields: items, signed: bool, has: has('signature') }),
  oneTimeNotice: fc.record({ periodDays: fc.integer({ min: 0, max: 20 }), items: items.map((l) => l.map((id) => ({ kind: 'material', id, problem: 'missing' }))) }),
  supply: fc.record({ items }),
  acceptTolerant: fc.record({ missing: fc.constantFrom(['photo'], ['site']), supplyBy: fc.constantFrom('2021-03-03', '2021-03-09', '2021-03-15'), has: has('commitment') }),
  supplyTolerated: fc.record({ items: fc.constant(['photo']) }),
  notNeeded: fc.record({ has: has('reason') }),
  notCompetent: fc.record({ competentBody: fc.constantFrom('', '市林业局'), has: has('reason') }),
  greenChannel: fc.record({ reason: fc.constant('publicHealth'), scope: fc.constant(['priority']), promise: fc.record({ unit: fc.constant('workday'), n: fc.integer({ min: 1, max: 9 }) }), until: fc.constant('2021-12-31'), has: has('explanation') }),
  assignInspectors: fc.record({ inspectors: fc.subarray([...people]) }),
  inspect: fc.record({ inspectors: fc.subarray([...people]), conform: bool }),
  suspend: fc.record({ kind: fc.constantFrom('检验', '听证', '系统故障'), days: fc.integer({ min: 0, max: 9 }), notified: bool }),
  resume: fc.record({ resultOn: fc.constantFrom('2021-03-03', '2021-03-09', '2021-03-19', '2021-04-02') }),
  extend: fc.record({ days: fc.integer({ min: 1, max: 16 }), has: has('reason') }),
  refuse: fc.record({ articles: fc.constantFrom([], [{ law: '种子法', article: 32 }]), has: has('reason', 'facts') }),
  terminate: fc.record({ ground: fc.constantFrom('applicantRequest', '领导要求'), has: has('reason') }),
  issue: fc.record({ licence: fc.constantFrom('', 'L-1') }),
  deliver: fc.record({ method: fc.constantFrom('counter', 'electronic'), identityChecked: bool, has: has('signature') }),
  handOver: fc.record({ from: fc.constantFrom('exm', 'exm-2'), to: fc.constantFrom('exm-3', undefined) }),
  calendarPublished: fc.constant({ version: '2020.2/2021.1' }),
  guideCorrection: fc.constant({ items: [{ kind: 'material', id: 'photo', problem: 'missing' }] }),
  outOfScope: fc.record({ ground: fc.constantFrom('prohibited', '不支持'), has: has('reason') }),
  change: fc.record({ fields: fc.constant(['none']) }),
}

interface Attempt { type: string; by: Act['actor']['code']; person: string; payload: Record<string, unknown>; hours: number; facts: Record<string, unknown> }

const facts = fc.record({ dependencies: fc.constantFrom([], [], [], ['other']), missingFields: fc.constantFrom([], [], ['photo']) }).map((f) => ({ ...f, hours, helper: 'wang', applicant: 'chen' }))

function attempts(regime: Regime): fc.Arbitrary<Attempt[]> {
  const p = procedureFor(regime)
  const types = Object.entries(p.acts).filter(([, d]) => d.from !== 'new' && !d.lapses)
  const one = fc.constantFrom(...types).chain(([type, def]) =>
    fc.record({ type: fc.constant(type), by: fc.constantFrom(...def.by), person: fc.constantFrom(...people), payload: payloads[type] ?? fc.constant({}), hours: fc.constantFrom(1, 1, 1, 3, 20, 24, 72, 200), facts }))
  return fc.array(one, { minLength: 20, maxLength: 80 })
}

const item = fc.record({ is: fc.constantFrom('single', 'quick', 'inspected', 'tolerant'), regime: fc.constantFrom(...(Object.keys(regimes) as Regime[])), joint: bool })

interface History { acts: Act[]; states: PermitState[]; terms: ItemTerms; ctx(now: string): Context<ItemTerms> }

/** a guided walk: acts that this state does not know are skipped, so that histories get long */
function run(terms: ItemTerms, joint: boolean, list: readonly Attempt[]): History {
  const p = procedureFor(terms.regime)
  const ctx = (now: string) => ({ now, calendar: calendar(), item: terms })
  const acts: Act[] = []
  const states: PermitState[] = []
  let now = instantOf('2021-03-01', '09:00')
  const attempt = (a: Attempt) => {
    const c = ctx(now)
    const folded = fold(p, acts, c)
    acts.push(...folded.lapsed)
    const v = decide(p, folded, { type: a.type, actor: { code: a.by, person: a.person }, payload: a.payload }, a.facts, c)
    if (v.ok) acts.push(v.act)
    states.push(v.ok ? v.state : folded.state)
  }
  const first = { channel: 'window', answers: {}, materials: { form: 'fill', identity: 'original', site: 'copy' } }
  attempt({ type: 'submit', by: 'APP', person: 'chen', payload: first, hours: 0, facts: { joint, hours, helper: 'wang', applicant: 'chen' } })
  for (const a of list) {
    const state = states.at(-1)!
    if (!allowed(p, state, a.by).includes(a.type)) continue
    now = addHours(now, a.hours)
    attempt(a)
  }
  return { acts, states, terms, ctx }
}

const history = item.chain(({ is, regime, joint }) => attempts(regime).map((list) => run(itemOf({ is, regime }), joint, list)))
const hold = (f: (h: History) => void) => fc.assert(fc.property(history, f), { numRuns: 150 })

describe('over any history that the procedure allowed', () => {
  it('folding the record gives the state that deciding gave, then and later, and never throws', () => {
    hold(({ acts, states, terms, ctx }) => {
      const p = procedureFor(terms.regime)
      const last = acts.at(-1)!
      expect(fold(p, acts, ctx(last.at)).state.seq).toBeGreaterThanOrEqual(acts.length)
      expect(acts.map((a) => a.seq)).toEqual(acts.map((_, i) => i + 1))
      const later = fold(p, acts, ctx(instantOf('2022-06-01', '09:00')))
      expect(Object.keys(p.states)).toContain(later.state.state)
      expect(fold(p, [...acts, ...later.lapsed], ctx(instantOf('2022-06-01', '09:00'))).state).toEqual(later.state)
      expect(states.every((s) => Object.keys(p.states).includes(s.state))).toBe(true)
    })
  })

  it('I-03 a case is received before it is accepted, and accepted before it is decided', () => {
    hold(({ states }) => {
      for (const s of states) {
        if (s.acceptedOn) expect(s.receivedOn! <= s.acceptedOn).toBe(true)
        if (s.decision && s.decision.kind !== 'filed') expect(s.acceptedOn! <= s.decision.on).toBe(true)
      }
    })
  })

  it('I-04 there is never a second one-time notice', () => {
    hold(({ acts }) => {
      expect(acts.filter((a) => a.type === 'oneTimeNotice').length).toBeLessThanOrEqual(1)
    })
  })

  it('I-05 without an answer in time a permit is accepted from the day of receipt', () => {
    hold(({ acts, terms, ctx }) => {
      if (terms.regime !== 'permit') return
      const answered = acts.some((a) => ['oneTimeNotice', 'accept', 'acceptTolerant', 'notNeeded', 'notCompetent', 'withdraw'].includes(a.type))
      const { state } = fold(procedureFor('permit'), acts, ctx(instantOf(WD('2021-03-01', 6, calendar()), '00:00')))
      if (!answered) expect([state.acceptance, state.acceptedOn]).toEqual(['deemed', '2021-03-01'])
    })
  })

  it('I-06 a due date moves only by a special procedure, one extension, or the calendar, and can be counted again', () => {
    hold(({ acts, terms, ctx }) => {
      const p = procedureFor(terms.regime)
      const may = ['suspend', 'resume', 'extend', 'calendarPublished', 'greenChannel']
      for (let i = 1; i < acts.length; i++) {
        const before = fold(p, acts.slice(0, i), ctx(acts[i - 1]!.at)).state.clocks
        for (const c of acts[i]!.clocks ?? []) {
          const was = before[c.id]
          if (was && was.due !== c.due) expect(may, `${acts[i]!.type} moved ${c.id}`).toContain(acts[i]!.type)
          if (was && was.due !== c.due && acts[i]!.type === 'greenChannel') expect(c.due < was.due && c.id === 'promise').toBe(true)
          if (c.status !== 'cancelled') expect(derivationOf(c, calendarByVersion(c.calendarVersion)).disagrees).toBeUndefined()
        }
      }
      expect(acts.filter((a) => a.type === 'extend').length).toBeLessThanOrEqual(1)
    })
  })

  it('I-07 a refusal has its reason, its facts and its article', () => {
    hold(({ acts }) => {
      for (const a of acts.filter((x) => x.type === 'refuse')) expect(a.payload).toMatchObject({ has: { reason: true, facts: true }, articles: [{ article: 32 }] })
    })
  })

  it('I-08 who decides or inspects is neither the applicant nor the helper, and an inspection has two people', () => {
    hold(({ acts, states, terms }) => {
      for (const a of acts.filter((x) => ['takeUp', 'inspect', 'grant', 'refuse', 'extend', 'terminate'].includes(x.type))) expect(['chen', 'wang']).not.toContain(a.actor.person)
      for (const s of states) {
        for (const x of s.inspections) expect(x.inspectors.length >= 2 && !x.inspectors.some((q) => q === 'chen' || q === 'wang')).toBe(true)
        if (s.decision?.kind === 'granted' && terms.inspection) expect(s.inspections.at(-1)?.conform).toBe(true)
      }
    })
  })

  it('G-03 nothing is granted by lapse of time; it is overdue', () => {
    hold(({ acts, terms, ctx }) => {
      const far = ctx(instantOf('2022-06-01', '09:00'))
      const { state, lapsed } = fold(procedureFor(terms.regime), acts, far)
      expect(lapsed.map((a) => a.type).filter((t) => !['deemAccept', 'abandon', 'lapseTolerance'].includes(t))).toEqual([])
      if (['accepted', 'review'].includes(state.state)) expect(overdue(state, far)).toBe(true)
    })
  })

  it('reaches the ends that it should reach, so that the properties above say something', () => {
    const ends = new Map<string, number>()
    fc.assert(fc.property(history, ({ states }) => { for (const s of states) ends.set(s.state, (ends.get(s.state) ?? 0) + 1) }), { numRuns: 400, seed: 7 })
    for (const s of ['correction', 'accepted', 'review', 'special', 'granted', 'refused', 'filed', 'abandoned', 'terminated', 'delivered']) expect(ends.get(s) ?? 0, s).toBeGreaterThan(0)
  })
})

describe('a calendar that is published later', () => {
  it('makes a provisional deadline final, keeps both, and never brings it forward', () => {
    const before = calendar({ asOf: '2020-11-20' })
    const terms = itemOf({ is: 'single', statutoryLimit: { n: 60, unit: 'workday', basis: [] } })
    const p = procedureFor('permit')
    const acts: Act[] = []
    const act = (type: string, code: Act['actor']['code'], payload: Record<string, unknown>, now: string, cal = before) => {
      const c = { now, calendar: cal, item: terms }
      const v = decide(p, fold(p, acts, c), { type, actor: { code, person: code }, payload }, {}, c)
      if (!v.ok) throw new Error(v.findings.map((f) => f.message).join())
      acts.push(v.act)
      return v.state
    }
    act('submit', 'APP', { channel: 'window', answers: {}, materials: { form: 'fill' } }, instantOf('2020-11-20', '09:00'))
    act('check', 'CLK', { results: Object.fromEntries(materials.map((m) => [m, { result: 'ok' }])) }, instantOf('2020-11-20', '09:10'))
    const told = act('accept', 'CLK', {}, instantOf('2020-11-20', '09:20')).clocks.decision!
    expect(told.provisional).toBe(true)
    const now = act('calendarPublished', 'SYS', { version: calendar().version }, instantOf('2020-11-26', '09:00'), calendar()).clocks.decision!
    expect(now.provisional).toBeUndefined()
    expect(now.previous).toEqual([{ due: told.due, calendarVersion: told.calendarVersion }])
    expect(now.due >= told.due).toBe(true)
    expect(now.due).toBe(WD('2020-11-20', 60, calendar()))
  })

  it('lets nothing lapse against the applicant on a day that is only provisional', () => {
    const cal = calendar({ asOf: '2020-11-20' })
    const terms = itemOf('single')
    const p = procedureFor('permit')
    const acts: Act[] = []
    const act = (type: string, code: Act['actor']['code'], payload: Record<string, unknown>, now: string) => {
      const c = { now, calendar: cal, item: terms }
      const folded = fold(p, acts, c)
      const v = decide(p, folded, { type, actor: { code, person: code }, payload }, {}, c)
      if (!v.ok) throw new Error(v.findings.map((f) => f.message).join())
      acts.push(v.act)
    }
    act('submit', 'APP', { channel: 'window', answers: {}, materials: { form: 'fill' } }, instantOf('2020-12-25', '09:00'))
    act('check', 'CLK', { results: Object.fromEntries(materials.map((m) => [m, { result: m === 'site' ? 'missing' : 'ok' }])) }, instantOf('2020-12-25', '09:10'))
    act('oneTimeNotice', 'CLK', { periodDays: 15, items: [{ kind: 'material', id: 'site', problem: 'missing' }] }, instantOf('2020-12-25', '09:20'))
    const { state } = fold(p, acts, { now: instantOf('2021-03-01', '09:00'), calendar: cal, item: terms })
    expect(state.clocks.correctionPeriod!.provisional).toBe(true)
    expect(state.state).toBe('correction')
    expect(legalDateOf(acts.at(-1)!.at)).toBe('2020-12-25')
  })
})
