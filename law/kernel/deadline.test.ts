import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar, calendarByVersion } from '../calendar/index.ts'
import type { ClockUnit } from './clock.ts'
import { dateOf, dayNumber, MO, MOX, ND, NDX, WD, WDN } from './dates.ts'
import * as deadline from './deadline.ts'
import type { Exclusion } from './deadline.ts'

const all = calendar()
const from = dayNumber('2015-07-01')
const to = dayNumber('2026-03-31')
const day = fc.integer({ min: from, max: to }).map(dateOf)
const unit = fc.constantFrom<ClockUnit>('workday', 'calendar', 'month')
/** up to three pauses after the start */
const pauses = (start: string) =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 12 })), { maxLength: 3 })
    .map((list) => list.map(([a, n], i): Exclusion => ({ from: NDX(start, a), to: NDX(start, a + n), why: `理由${i}` })))
const term = fc.tuple(day, fc.integer({ min: 1, max: 60 }), unit).chain(([start, n, u]) =>
  pauses(start).map((excluded) => ({ start, n: u === 'month' ? Math.ceil(n / 20) : n, unit: u, excluded })))

const out = (excluded: readonly Exclusion[], d: string) => excluded.some((e) => e.from <= d && d <= e.to!)

/** the plain way: walk day by day with a counter and nothing else */
function naive(t: { start: string; n: number; unit: ClockUnit; excluded: Exclusion[] }): { last: string; due: string } {
  let d = t.start
  let left = t.unit === 'month' ? dayNumber(MOX(t.start, t.n)) - dayNumber(t.start) : t.n
  while (left > 0) {
    d = NDX(d, 1)
    if (!out(t.excluded, d) && (t.unit !== 'workday' || all.isWorkday(d))) left--
  }
  const last = d
  while (!all.isWorkday(d) || out(t.excluded, d)) d = NDX(d, 1)
  return { last, due: d }
}

describe('a derivation', () => {
  it('ends where plain counting ends', () => {
    fc.assert(fc.property(term, (t) => {
      const d = deadline.derive(t, all)
      const n = naive(t)
      expect([d.last, d.due]).toEqual([n.last, n.due])
    }), { numRuns: 400 })
  })

  it('names each day once, in order, counts without a gap, and gives a reason for every day that does not count', () => {
    fc.assert(fc.property(term, (t) => {
      const d = deadline.derive(t, all)
      const dates = d.days.map((x) => x.date)
      expect(dates).toEqual([...new Set(dates)].sort())
      expect(dates[0]! > t.start).toBe(true)
      expect(dates.at(-1)).toBe(d.due)
      if (t.unit !== 'month') expect(dates).toEqual(Array.from({ length: dayNumber(d.due) - dayNumber(t.start) }, (_, i) => NDX(t.start, i + 1)))
      for (const x of d.days) {
        if (x.skipped === undefined) continue
        expect(x.skipped.length).toBeGreaterThan(0)
        expect(out(t.excluded, x.date) || !all.isWorkday(x.date)).toBe(true)
      }
      const counted = d.days.flatMap((x) => x.counted ?? [])
      if (!t.excluded.length || t.unit !== 'month') expect(counted).toEqual(Array.from({ length: t.n }, (_, i) => i + 1))
    }), { numRuns: 300 })
  })

  it('without exclusions is WD, ND, MO, and never rolls when it must not', () => {
    fc.assert(fc.property(day, fc.integer({ min: 1, max: 60 }), (start, n) => {
      expect(deadline.derive({ start, n, unit: 'workday' }, all).due).toBe(WD(start, n, all))
      expect(deadline.derive({ start, n, unit: 'calendar' }, all).due).toBe(ND(start, n, all))
      const months = Math.ceil(n / 12)
      expect(deadline.derive({ start, n: months, unit: 'month' }, all).due).toBe(MO(start, months, all))
      expect(deadline.derive({ start, n, unit: 'calendar', rolls: false }, all).due).toBe(NDX(start, n))
    }))
  })

  it('has an internal day that is a working day, not after the last day by counting, not before the event', () => {
    fc.assert(fc.property(term, (t) => {
      const d = deadline.derive(t, all)
      expect(d.internalDue <= d.due).toBe(true)
      if (t.unit !== 'workday') expect(d.internalDue <= d.last || d.internalDue === d.start).toBe(true)
      expect(d.internalDue >= d.start).toBe(true)
      expect(d.internalDue === d.start || all.isWorkday(d.internalDue)).toBe(true)
    }))
  })

  it('of n = 0 is the same working day, or the next one from a rest day', () => {
    expect(deadline.derive({ start: '2020-12-25', n: 0, unit: 'workday' }, all).due).toBe('2020-12-25')
    expect(deadline.derive({ start: '2020-12-26', n: 0, unit: 'workday' }, all).due).toBe('2020-12-28')
    expect(deadline.derive({ start: '2020-12-25', n: 0, unit: 'workday', excluded: [{ from: '2020-12-25', to: '2020-12-28', why: '鉴定' }] }, all).due).toBe('2020-12-29')
  })

  it('moves a last day that is excluded after rolling on to one that counts', () => {
    const d = deadline.derive({ start: '2021-03-01', n: 5, unit: 'calendar', excluded: [{ from: '2021-03-08', to: '2021-03-09', why: '鉴定' }] }, all)
    expect([d.last, d.due]).toEqual(['2021-03-06', '2021-03-10'])
    expect(deadline.tellDerivation(d)).toEqual(['2021年3月1日起算，当日不计，期限5日。', '2021年3月6日是期间最后一日，适逢周末，顺延，到下一个工作日。', '2021年3月10日届满。'])
  })

  it('is not moved by a pause still open, and says that it is open', () => {
    const d = deadline.derive({ start: '2021-03-01', n: 20, unit: 'workday', excluded: [{ from: '2021-03-08', why: '听证' }] }, all)
    expect(d.due).toBe('2021-03-29')
    expect(deadline.tellDerivation(d).join()).toContain('2021年3月8日起中止计算（听证）')
  })

  it('refuses broken terms', () => {
    expect(() => deadline.derive({ start: '2021-02-30', n: 1, unit: 'workday' }, all)).toThrow('不是有效的日期')
    expect(() => deadline.derive({ start: '2021-02-28', n: -1, unit: 'workday' }, all)).toThrow('不小于零的整数')
    expect(() => deadline.derive({ start: '2021-02-28', n: 0.5, unit: 'calendar' }, all)).toThrow('不小于零的整数')
    expect(() => deadline.derive({ start: '2021-02-28', n: 5, unit: 'workday', excluded: [{ from: '2021-03-05', to: '2021-03-01', why: 'x' }] }, all)).toThrow('起止颠倒')
  })
})

const start = (over: Partial<deadline.NewClock> = {}, c = all, accepting = false) => deadline.startClock({
  id: 'decision', name: '办理期限', rule: 'permit/limits#decision', basis: [], event: '受理', start: '2021-03-01', n: 20, unit: 'workday', kind: 'statutory', ...over,
}, c, { accepting })

describe('a clock', () => {
  it('gets back every working day from notice through result, both counted out (XK-10)', () => {
    fc.assert(fc.property(day, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 30 }), (d, n, length) => {
      const clock = start({ start: d, n })
      fc.pre(clock.due > d)
      const notice = WD(d, Math.ceil(n / 2), all)
      const result = NDX(notice, length)
      const resumed = deadline.resumeClock(deadline.pauseClock(clock, { from: notice, why: '检测', document: 'P07' }), { to: result }, all)
      expect(resumed.due).toBe(WD(d, n + WDN(NDX(notice, -1), result, all), all))
    }))
  })

  it('extended is as long as both periods together, from the same event', () => {
    fc.assert(fc.property(day, fc.integer({ min: 1, max: 45 }), fc.integer({ min: 1, max: 15 }), (d, n, m) => {
      const basis = [{ law: '行政许可法', article: 42 }]
      const extended = deadline.extendClock(start({ start: d, n }), { n: m, basis }, all)
      expect([extended.due, extended.n, extended.basis]).toEqual([WD(d, n + m, all), n + m, basis])
    }))
  })

  it('can be derived again from its own fields after any history, and never gets earlier by a new calendar', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('pause' as const), after: fc.integer({ min: 0, max: 9 }), length: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ do: fc.constant('extend' as const), n: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ do: fc.constant('calendar' as const), asOf: fc.integer({ min: 0, max: 500 }) }))
    const beginning = fc.integer({ min: dayNumber('2018-11-01'), max: dayNumber('2025-06-30') }).map(dateOf)
    fc.assert(fc.property(beginning, unit, fc.integer({ min: 1, max: 40 }), fc.array(step, { maxLength: 6 }), (d, u, n, steps) => {
      let c = calendar({ asOf: d })
      let clock = start({ start: d, unit: u, n: u === 'month' ? Math.ceil(n / 10) : n }, c, true)
      for (const s of steps) {
        const before = clock
        if (s.do === 'extend') clock = deadline.extendClock(clock, { n: s.n }, c, { accepting: true })
        if (s.do === 'pause') {
          const at = NDX(clock.start, s.after + 1)
          if (at > clock.due) continue
          clock = deadline.resumeClock(deadline.pauseClock(clock, { from: at, why: '检验', document: 'P07' }), { to: NDX(at, s.length) }, c, { accepting: true })
        }
        if (s.do === 'calendar') {
          const later = calendar({ asOf: NDX(d, s.asOf) })
          if (later.version.length < c.version.length) continue
          clock = deadline.recompute(clock, (c = later))
          expect(clock.due >= before.due).toBe(true)
          if (clock !== before) expect(clock.previous!.at(-1)).toEqual({ due: before.due, calendarVersion: before.calendarVersion })
        }
        const again = deadline.derivationOf(clock, calendarByVersion(clock.calendarVersion))
        expect(again.disagrees).toBeUndefined()
        expect([again.due, again.provisional]).toEqual([clock.due, clock.provisional ?? false])
      }
    }), { numRuns: 300 })
  })

  it('is left alone by a new calendar that does not touch it, and when it is over', () => {
    const clock = start({}, calendar({ asOf: '2021-03-01' }))
    expect(deadline.recompute(clock, all)).toBe(clock)
    const old = start({ start: '2020-01-21', n: 5 }, calendar({ asOf: '2020-01-21' }))
    for (const over of [deadline.meetClock(old, '2020-01-23T10:00:00+08:00'), deadline.cancelClock(old)]) expect(deadline.recompute(over, all)).toBe(over)
  })

  it('shows the day that was told when the new calendar alone would give an earlier one', () => {
    const clock = deadline.recompute(start({ start: '2023-10-20', n: 75 }, calendar({ asOf: '2023-10-20' }), true), calendar({ asOf: '2023-10-25' }))
    const d = deadline.derivationOf(clock, calendarByVersion(clock.calendarVersion))
    expect([clock.due, d.due, d.told, d.last]).toEqual(['2024-02-05', '2024-02-05', '2024-02-05', '2024-02-04'])
    expect(deadline.tellDerivation(d).join()).toContain('仍以已告知的2024年2月5日为准')
  })

  it('that holds another day than its fields give is shown to disagree', () => {
    expect(deadline.derivationOf({ ...start(), due: '2021-03-26' }, all)).toMatchObject({ due: '2021-03-29', disagrees: '2021-03-26' })
    expect(() => deadline.derivationOf(start(), calendar({ asOf: '2021-03-01' }))).toThrow('不能用')
  })

  it('with a time of day keeps it on the day it moves to', () => {
    const clock = start({ n: 0, start: '2020-12-25', kind: 'promised', dueAt: '2020-12-25T16:00:00.000+08:00' })
    const resumed = deadline.resumeClock(deadline.pauseClock(clock, { from: '2020-12-25', why: '鉴定', document: 'P07' }), { to: '2020-12-25' }, all)
    expect([resumed.due, resumed.dueAt]).toEqual(['2020-12-28', '2020-12-28T16:00:00.000+08:00'])
  })

  it('is late after the instant where it has one, after the day where it has not (SC-1)', () => {
    const promise = start({ n: 0, start: '2020-12-25', dueAt: '2020-12-25T16:00:00.000+08:00' })
    const law = start({ n: 1, start: '2020-12-25' })
    const at = (time: string) => `2020-12-25T${time}+08:00`
    expect([at('15:55:00'), at('16:00:00'), at('16:00:00.001'), at('16:05:00')].map((t) => deadline.lateOf(promise, t))).toEqual([false, false, true, true])
    expect(deadline.lateOf(deadline.meetClock(promise, at('15:55:00')), at('23:00:00'))).toBe(false)
    expect(deadline.lateOf(deadline.meetClock(promise, at('16:05:00')), at('23:00:00'))).toBe(true)
    expect([law.due, deadline.lateOf(deadline.meetClock(law, at('16:05:00')), at('23:00:00'))]).toEqual(['2020-12-28', false])
    expect(deadline.lateOf(law, '2020-12-28T23:59:59+08:00')).toBe(false)
    expect(deadline.lateOf(law, '2020-12-29T00:00:00+08:00')).toBe(true)
  })

  it('refuses to be stopped without running, without a document, after its end; to run on or be extended without reason', () => {
    const pause = { from: '2021-03-08', why: '听证', document: 'P07' }
    const paused = deadline.pauseClock(start(), pause)
    expect(() => deadline.pauseClock(paused, pause)).toThrow('没有在计算')
    expect(() => deadline.pauseClock(start(), { ...pause, document: '' })).toThrow('第四十五条')
    expect(() => deadline.pauseClock(start(), { ...pause, from: '2021-03-30' })).toThrow('届满')
    expect(() => deadline.resumeClock(start(), { to: '2021-03-09' }, all)).toThrow('没有中止')
    expect(() => deadline.resumeClock(paused, { to: '2021-03-07' }, all)).toThrow('起止颠倒')
    expect(() => deadline.extendClock(deadline.cancelClock(start()), { n: 10 }, all)).toThrow('已经结束')
    expect(() => deadline.extendClock(start(), { n: 0 }, all)).toThrow('正整数')
    expect(deadline.lateOf(paused, '2021-06-01T00:00:00+08:00')).toBe(false)
  })
})
