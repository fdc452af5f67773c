import { describe, expect, it } from 'vitest'
import { calendar } from '../calendar/index.ts'
import { instantOf } from './dates.ts'
import { meetClock, startClock } from './deadline.ts'
import { allowed, decide, documentsOf, factsOf, fold, step, type Act, type BaseState, type Context, type Procedure } from './procedure.ts'
import { cite } from './citation.ts'
import type { Rule } from './rule.ts'

/** a toy procedure: asked, answered within two working days, or closed by lapse of time */
interface Toy extends BaseState { answers: string[]; spare?: unknown }
type Item = { key: string }

const once: Rule<Toy, Item> = {
  id: 'toy/answer#once', code: 'E-ONCE', basis: [cite('样例法', 1)], from: '2020-01-01', facts: ['stop'],
  test: ({ state, facts }) => (state.answers.length ? { message: '已经答复过' } : facts.stop ? [{ message: '暂停' }, { message: '再次暂停', at: 'stop' }] : undefined),
}
const later: Rule<Toy, Item> = { id: 'toy/answer#later', code: 'E-LATER', basis: [], from: '2021-01-01', test: () => ({ message: '二〇二一年起不再答复' }) }
const gone: Rule<Toy, Item> = { id: 'toy/answer#gone', code: 'E-GONE', basis: [], from: '2019-01-01', until: '2020-01-01', test: () => ({ message: '只在二〇一九年' }) }

const toy: Procedure<Toy, Item> = {
  id: 'toy', name: '样例', states: { new: '未提出', asked: '待答复', answered: '已答复', closed: '已关闭' }, final: ['closed'],
  initial: () => ({ state: 'new', clocks: {}, seq: 0, answers: [] }),
  acts: {
    ask: {
      name: '提问', by: ['APP'], from: 'new', basis: () => [cite('样例法', 2)], facts: ['spare'], rules: [],
      apply: (s, a) => ({ ...s, state: 'asked', spare: a.facts?.spare }),
      clocks: (_, a, ctx) => [startClock({ id: 'answer', name: '答复期限', rule: 'toy/procedure#ask', basis: [], event: '提问', start: a.at.slice(0, 10), n: 2, unit: 'workday', kind: 'statutory' }, ctx.calendar)],
    },
    answer: {
      name: '答复', by: ['CLK'], from: ['asked'], basis: (day) => [cite('样例法', day < '2021-01-01' ? 3 : 4)], rules: [once, later, gone],
      documents: (after) => (after.answers.length ? ['T01'] : []),
      apply: (s, a) => ({ ...s, state: 'answered', answers: [...s.answers, String(a.payload.text)] }),
      clocks: (s, a) => [meetClock(s.clocks.answer!, a.at)],
    },
    close: { name: '关闭', by: ['SYS'], lapses: true, from: ['asked'], basis: () => [], documents: ['T02'], rules: [], apply: (s) => ({ ...s, state: 'closed' }) },
  },
  lapse: (s, ctx) => {
    const c = s.clocks.answer
    return s.state === 'asked' && c && ctx.now.slice(0, 10) > c.due ? { type: 'close', at: instantOf(c.due, '24:00'), actor: { code: 'SYS' }, payload: {} } : undefined
  },
}

const ctx = (now: string): Context<Item> => ({ now: instantOf(now.slice(0, 10), now.slice(11) || '09:00'), calendar: calendar(), item: { key: 'k' } })
const tried = (type: string, code: 'APP' | 'CLK' | 'SYS', payload = {}) => ({ type, actor: { code, person: 'p' }, payload })
function asked(): Act[] {
  const c = ctx('2020-12-25')
  const v = decide(toy, fold(toy, [], c), tried('ask', 'APP'), { spare: 1, unasked: 2 }, c)
  if (!v.ok) throw new Error('ask was refused')
  return [v.act]
}

describe('decide', () => {
  it('stores the clock once, with the act, and keeps the declared facts only', () => {
    const [act] = asked()
    expect(act!.clocks![0]).toMatchObject({ id: 'answer', due: '2020-12-29' })
    expect(act!.facts).toEqual({ spare: 1 })
    expect(fold(toy, asked(), ctx('2020-12-26')).state).toMatchObject({ state: 'asked', seq: 1, spare: 1 })
  })

  it('names every finding at once and stores nothing', () => {
    const c = ctx('2020-12-28')
    const v = decide(toy, fold(toy, asked(), c), tried('answer', 'CLK'), { stop: true }, c)
    expect(v).toMatchObject({ ok: false, findings: [{ code: 'E-ONCE', message: '暂停' }, { code: 'E-ONCE', message: '再次暂停', at: 'stop' }] })
  })

  it('applies the rules in force that day and records which', () => {
    const c = ctx('2020-12-28')
    const v = decide(toy, fold(toy, asked(), c), tried('answer', 'CLK', { text: '好' }), {}, c)
    if (!v.ok) throw new Error('refused')
    expect(v.act.rules).toEqual(['toy/answer#once@2020-01-01'])
    expect(v.documents).toEqual(['T01'])
    expect(v.state).toMatchObject({ state: 'answered', answers: ['好'], clocks: { answer: { status: 'met', metAt: '2020-12-28' } } })
  })

  it('refuses who may not, what is not there, and what this state does not know, with the article of the day', () => {
    const c = ctx('2020-12-28')
    const folded = fold(toy, asked(), c)
    expect(decide(toy, folded, tried('answer', 'APP'), {}, c)).toMatchObject({ findings: [{ code: 'E-ROLE', rule: 'toy/procedure#by', basis: [{ article: 3 }] }] })
    expect(decide(toy, folded, tried('fly', 'CLK'), {}, c)).toMatchObject({ findings: [{ code: 'E-STATE', rule: 'toy/procedure#acts' }] })
    expect(decide(toy, folded, tried('close', 'SYS'), {}, c)).toMatchObject({ findings: [{ code: 'E-STATE', rule: 'toy/procedure#lapse' }] })
    expect(allowed(toy, folded.state, 'SYS')).toEqual([])
    expect(decide(toy, folded, tried('toString', 'CLK'), {}, c)).toMatchObject({ findings: [{ rule: 'toy/procedure#acts' }] })
    expect(decide(toy, folded, tried('ask', 'APP'), {}, c)).toMatchObject({ findings: [{ code: 'E-STATE', message: '当前状态为“待答复”，不能“提问”' }] })
    expect(decide(toy, fold(toy, [], c), tried('answer', 'CLK'), {}, c)).toMatchObject({ findings: [{ code: 'E-STATE' }] })
  })

  it('lets a rule that knows better explain before the state does', () => {
    const c = ctx('2020-12-28')
    const first = decide(toy, fold(toy, asked(), c), tried('answer', 'CLK', { text: '好' }), {}, c)
    if (!first.ok) throw new Error('refused')
    expect(decide(toy, fold(toy, [...asked(), first.act], c), tried('answer', 'CLK'), {}, c)).toMatchObject({ findings: [{ code: 'E-ONCE', message: '已经答复过' }] })
  })
})

describe('fold', () => {
  it('does by lapse of time what the law has done, however late it is asked', () => {
    const { state, lapsed } = fold(toy, asked(), ctx('2021-03-01'))
    expect(state.state).toBe('closed')
    expect(lapsed).toMatchObject([{ type: 'close', seq: 2, at: '2020-12-30T00:00:00.000+08:00', actor: { code: 'SYS' } }])
    expect(documentsOf(toy.acts.close!, state, lapsed[0]!)).toEqual(['T02'])
    expect(fold(toy, [...asked(), ...lapsed], ctx('2021-03-02'))).toMatchObject({ state: { state: 'closed', seq: 2 }, lapsed: [] })
  })

  it('has nothing lapse on the last day itself', () => {
    expect(fold(toy, asked(), ctx('2020-12-29 23:59'))).toMatchObject({ state: { state: 'asked' }, lapsed: [] })
  })

  it('refuses a record with an act that it does not know, and a lapse that does not come to rest', () => {
    expect(() => step(toy, toy.initial({ key: 'k' }), { seq: 1, type: 'fly', at: '', actor: { code: 'APP' }, payload: {} }, { key: 'k' })).toThrow('unknown act fly')
    const restless = { ...toy, lapse: () => ({ type: 'ask', at: instantOf('2020-12-25', '09:00'), actor: { code: 'SYS' as const }, payload: {} }) }
    expect(() => fold(restless, [], ctx('2020-12-25'))).toThrow('does not come to rest')
  })
})

it('names the facts that an act needs, and the acts that a person could try', () => {
  expect(factsOf(toy.acts.ask!)).toEqual(['spare'])
  expect(factsOf(toy.acts.answer!)).toEqual(['stop'])
  const { state } = fold(toy, asked(), ctx('2020-12-25'))
  expect(allowed(toy, state, 'CLK')).toEqual(['answer'])
  expect(allowed(toy, state, 'APP')).toEqual([])
})
