import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar, calendarByVersion } from '../calendar/index.ts'
import type { Calendar } from './calendar.ts'
import { addMinutes, compareInstants, dateOf, dayNumber, instantFromMs, instantMs, instantOf, legalDateOf, timeOf, WD, WDN } from './dates.ts'
import { derivationOf } from './deadline.ts'
import { closingOf, criticalPath, minutesOfDay, promiseClock, promisedInstant, timeOfPromise, type OfficeHours, type PathMember, type PromiseTerm } from './promise.ts'

const all = calendar()
const hours: OfficeHours = { days: 'workday', spans: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }], roundUpMinutes: 30 }
const instant = fc.tuple(fc.integer({ min: dayNumber('2016-01-01'), max: dayNumber('2026-09-30') }), fc.integer({ min: 0, max: 1439 }))
  .map(([d, m]) => instantFromMs(instantMs(instantOf(dateOf(d), '00:00')) + m * 60_000))
const term: fc.Arbitrary<PromiseTerm> = fc.oneof(
  fc.record({ unit: fc.constant('workday' as const), n: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ unit: fc.constant('officeMinutes' as const), n: fc.integer({ min: 0, max: 1200 }) }),
  fc.record({ unit: fc.constant('sameDayBy' as const), time: fc.constantFrom('11:30', '16:00', '17:00') }))

/** the slow way: walk minute by minute, and count those in which the hall is open */
function walked(n: number, from: string, h: OfficeHours, c: Calendar): string {
  let now = from
  for (let left = n; left > 0; ) {
    const [d, t] = [legalDateOf(now), timeOf(now)]
    if (c.isWorkday(d) && h.spans.some((s) => s.from <= t && t < s.to)) left--
    now = addMinutes(now, 1)
  }
  return now
}

describe('a promise', () => {
  it('runs its office minutes only while the hall is open, and is rounded up, never down and never past closing', () => {
    fc.assert(fc.property(instant, fc.integer({ min: 1, max: 900 }), (from, n) => {
      const { due, dueAt } = promisedInstant({ unit: 'officeMinutes', n }, from, hours, all)
      const exact = walked(n, from, hours, all)
      const late = compareInstants(dueAt!, exact) / 60_000
      expect(late).toBeGreaterThanOrEqual(0)
      expect(late).toBeLessThan(30)
      expect(due).toBe(legalDateOf(dueAt!))
      expect(all.isWorkday(due)).toBe(true)
      expect(['00', '30']).toContain(timeOf(dueAt!).slice(3))
      expect(timeOf(dueAt!) <= '17:00').toBe(true)
    }), { numRuns: 40 })
  })

  it('of a time of the same day holds on that day only while there is time, on a working day', () => {
    fc.assert(fc.property(instant, (from) => {
      const { due, dueAt } = promisedInstant({ unit: 'sameDayBy', time: '16:00' }, from, hours, all)
      const today = legalDateOf(from)
      const inTime = all.isWorkday(today) && timeOf(from) < '16:00'
      expect(due).toBe(inTime ? today : WD(today, 1, all))
      expect(timeOf(dueAt!)).toBe('16:00')
      expect(compareInstants(dueAt!, from)).toBeGreaterThan(0)
    }))
  })

  it.each([
    ['2020-12-25T11:00:00+08:00', 120, '2020-12-25T14:00'],
    ['2020-12-25T11:07:00+08:00', 120, '2020-12-25T14:30'],
    ['2020-12-25T12:30:10+08:00', 120, '2020-12-25T15:00'],
    ['2020-12-25T16:50:00+08:00', 120, '2020-12-28T11:00'],
    ['2020-12-27T22:10:00+08:00', 120, '2020-12-28T11:00'],
    ['2020-12-31T16:00:00+08:00', 120, '2021-01-04T10:00'],
    ['2020-12-25T08:00:00+08:00', 0, '2020-12-25T09:00'],
    ['2020-12-25T09:00:00+08:00', 420, '2020-12-25T17:00'],
    ['2020-12-25T11:00:59+08:00', 120, '2020-12-25T14:00'],
    ['2020-12-25T09:01:00+08:00', 180, '2020-12-25T13:30'],
  ])('at %s for %d minutes is %s', (from, n, at) => {
    expect(promisedInstant({ unit: 'officeMinutes', n }, from, hours, all).dueAt).toBe(`${at}:00.000+08:00`)
  })

  it('becomes a clock that can be derived again, kept as promised, never as statutory', () => {
    fc.assert(fc.property(instant, term, (from, t) => {
      const clock = promiseClock({ id: 'promise', name: '承诺时限', rule: 'r', basis: [], event: '受理', from, term: t }, hours, all)
      const p = promisedInstant(t, from, hours, all)
      expect([clock.kind, clock.dueAt]).toEqual(['promised', p.dueAt])
      if (t.unit !== 'workday' || t.n > 0) expect(clock.due).toBe(p.due)
      expect(derivationOf(clock, all).disagrees).toBeUndefined()
    }))
  })

  it('reaches into a year that is not published only when a case is being accepted, and is then provisional', () => {
    const c = { id: 'promise', name: '承诺时限', rule: 'r', basis: [], event: '受理', from: '2026-12-31T16:00:00+08:00', term: { unit: 'officeMinutes', n: 120 } as const }
    expect(() => promiseClock(c, hours, all)).toThrow('2027年放假安排尚未公布')
    const clock = promiseClock(c, hours, all, { accepting: true })
    expect(clock).toMatchObject({ due: '2027-01-04', dueAt: '2027-01-04T10:00:00.000+08:00', provisional: true })
    expect(derivationOf(clock, calendarByVersion(clock.calendarVersion)).disagrees).toBeUndefined()
  })

  it('says its time, closing and minutes of the hall, and refuses broken hours', () => {
    expect(timeOfPromise(promisedInstant({ unit: 'sameDayBy', time: '16:00' }, '2020-12-25T11:00:00+08:00', hours, all))).toBe('2020-12-25 16:00')
    expect(timeOfPromise({ due: '2020-12-25' })).toBe('2020-12-25')
    expect(closingOf('2020-12-25', hours)).toBe('2020-12-25T17:00:00.000+08:00')
    expect(minutesOfDay(hours)).toBe(420)
    for (const bad of [{ ...hours, spans: [] }, { ...hours, spans: [...hours.spans].reverse() }, { ...hours, roundUpMinutes: 0 }]) {
      expect(() => promisedInstant({ unit: 'officeMinutes', n: 5 }, '2020-12-25T11:00:00+08:00', bad, all)).toThrow('大厅开放时间')
    }
    expect(() => promisedInstant({ unit: 'officeMinutes', n: 1.5 }, '2020-12-25T11:00:00+08:00', hours, all)).toThrow('办公分钟数')
  })
})

/** members in a random order whose `after` names only earlier ones, so that there is no circle */
const members = fc.array(fc.tuple(term, fc.array(fc.nat(5), { maxLength: 3 })), { minLength: 1, maxLength: 6 })
  .map((list) => list.map(([t, after], i): PathMember => ({ key: `m${i}`, term: t, after: [...new Set(after.filter((k) => k < i))].map((k) => `m${k}`) })))

describe('the critical path', () => {
  it('starts each member when all it needs end, to the minute, and promises the whole when the last one is promised', () => {
    fc.assert(fc.property(members, instant, fc.context(), (ms, from, log) => {
      const path = criticalPath([...ms].reverse(), from, hours, all)
      log.log(path.derivation.join('\n'))
      const ends = new Map<string, string>()
      for (const m of ms) {
        const step = path.members[m.key]!
        const needs = m.after!.map((k) => ends.get(k)!).sort((a, b) => compareInstants(b, a))
        expect(step.startsAt).toBe(needs[0] ?? from)
        expect({ due: step.due, dueAt: step.dueAt }).toEqual({ dueAt: undefined, ...promisedInstant(m.term, step.startsAt, hours, all) })
        const exact = promisedInstant(m.term, step.startsAt, { ...hours, roundUpMinutes: 1 }, all)
        ends.set(m.key, exact.dueAt ?? closingOf(exact.due, hours))
      }
      // the whole is promised no earlier than any of its members is
      const told = ms.map((m) => path.members[m.key]!).map((x) => x.dueAt ?? closingOf(x.due, hours)).sort((a, b) => compareInstants(b, a))[0]
      expect(path.promise.dueAt ?? closingOf(path.promise.due, hours)).toBe(told)
      expect(path.workdays).toBe(WDN(legalDateOf(from), path.promise.due, all))
    }))
  })

  it('names a chain of members that each wait for the one before', () => {
    fc.assert(fc.property(members, instant, (ms, from) => {
      const { path, members: steps, derivation } = criticalPath(ms, from, hours, all)
      const by = new Map(ms.map((m) => [m.key, m]))
      path.forEach((k, i) => (i ? expect(by.get(k)!.after).toContain(path[i - 1]) : expect(steps[k]!.startsAt).toBe(from)))
      expect(derivation).toHaveLength(ms.length + 2)
    }))
  })

  it('adds working days in sequence and takes the longest in parallel', () => {
    const w = (key: string, n: number, ...after: string[]): PathMember => ({ key, term: { unit: 'workday', n }, after })
    const at = '2020-12-25T11:00:00+08:00'
    expect(criticalPath([w('A', 3), w('B', 5)], at, hours, all)).toMatchObject({ workdays: 5, path: ['B'] })
    expect(criticalPath([w('C', 2, 'B'), w('A', 3), w('B', 5)], at, hours, all)).toMatchObject({ workdays: 7, promise: { due: '2021-01-06' }, path: ['B', 'C'] })
    expect(criticalPath([w('C', 2, 'gone'), w('A', 3)], at, hours, all).path).toEqual(['A'])
  })

  it('says how 16:00 came about, with the hour at noon that does not count', () => {
    const path = criticalPath([
      { key: 'company', name: '公司设立登记', term: { unit: 'officeMinutes', n: 120 } },
      { key: 'tax', name: '税务信息确认', term: { unit: 'officeMinutes', n: 120 }, after: ['company'] },
    ], '2020-12-25T11:00:00+08:00', hours, all)
    expect(path.derivation).toEqual([
      '2020年12月25日 11:00受理。',
      '公司设立登记：自受理起，办公时间120分钟，2020年12月25日 14:00前办结（12:00–13:00不计）。',
      '税务信息确认：等“公司设立登记”办结，自2020年12月25日 14:00起，办公时间120分钟，2020年12月25日 16:00前办结。',
      '最晚的一条：公司设立登记 → 税务信息确认，全部办结不迟于2020年12月25日 16:00。',
    ])
  })

  it('refuses a circle, an empty bundle and a key twice', () => {
    const t: PromiseTerm = { unit: 'workday', n: 1 }
    const at = '2020-12-25T11:00:00+08:00'
    expect(() => criticalPath([{ key: 'a', term: t, after: ['b'] }, { key: 'b', term: t, after: ['a'] }], at, hours, all)).toThrow('互为前提：a → b → a')
    expect(() => criticalPath([], at, hours, all)).toThrow('没有事项')
    expect(() => criticalPath([{ key: 'a', term: t }, { key: 'a', term: t }], at, hours, all)).toThrow('出现两次')
  })
})
