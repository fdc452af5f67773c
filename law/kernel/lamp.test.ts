import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../calendar/index.ts'
import type { ClockUnit } from './clock.ts'
import { addMinutes, dateOf, dayNumber, instantOf, NDX, WDN } from './dates.ts'
import { cancelClock, derivationOf, meetClock, pauseClock, recompute, resumeClock, startClock, type NewClock } from './deadline.ts'
import { lampOf, worstLamp, yellowFrom } from './lamp.ts'

const all = calendar()
const start = (over: Partial<NewClock> = {}) => startClock({ id: 'decision', name: '办理期限', rule: 'r', basis: [], event: '受理', start: '2021-03-01', n: 20, unit: 'workday', kind: 'statutory', ...over }, all)
const day = fc.integer({ min: dayNumber('2016-01-01'), max: dayNumber('2026-03-31') }).map(dateOf)

describe('lamps', () => {
  it('turn yellow when at most 30 % or one working day is left until our own day, asked day by day', () => {
    fc.assert(fc.property(day, fc.integer({ min: 1, max: 60 }), fc.constantFrom<ClockUnit>('workday', 'calendar'), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 8 }), (d, n, unit, after, length) => {
      const plain = start({ start: d, n, unit })
      const clock = NDX(d, after) > plain.due ? plain
        : resumeClock(pauseClock(plain, { from: NDX(d, after), why: '检测', document: 'P07' }), { to: NDX(d, after + length) }, all)
      const { days, internalDue } = derivationOf(clock, all)
      const counts = (x: string) => unit === 'workday' ? days.some((y) => y.date === x && y.counted) : !days.some((y) => y.date === x && y.skipped)
      let seen: string | undefined
      for (let x = d; x <= clock.due && !seen; x = NDX(x, 1)) {
        let left = 0
        for (let y = NDX(x, 1); y <= internalDue; y = NDX(y, 1)) if (counts(y)) left++
        const oneDay = unit === 'workday' ? left <= 1 : WDN(x, internalDue, all) <= 1
        if (left * 10 <= n * 3 || oneDay) seen = x
      }
      expect(yellowFrom(clock, all)).toBe(seen)
    }), { numRuns: 150 })
  })

  it('follow the calendar: green before, yellow from that day, red after the last day', () => {
    fc.assert(fc.property(day, fc.integer({ min: 1, max: 45 }), fc.integer({ min: 0, max: 90 }), (d, n, after) => {
      const clock = start({ start: d, n })
      const at = NDX(d, after)
      expect(lampOf(clock, instantOf(at, '10:00'), all)).toBe(at > clock.due ? 'red' : at >= yellowFrom(clock, all) ? 'yellow' : 'green')
    }))
  })

  it('of a time of day are measured in clock time from the instant of acceptance', () => {
    const clock = start({ start: '2020-12-25', n: 0, kind: 'promised', dueAt: '2020-12-25T16:00:00.000+08:00' })
    const startedAt = '2020-12-25T11:00:00.000+08:00'
    const lamp = (time: string) => lampOf(clock, `2020-12-25T${time}:00+08:00`, all, { startedAt })
    expect(['11:00', '14:29', '14:30', '16:00', '16:01'].map(lamp)).toEqual(['green', 'green', 'yellow', 'yellow', 'red'])
    expect(lampOf(clock, addMinutes(clock.dueAt!, 1), all)).toBe('red')
    expect(lampOf(clock, '2020-12-25T09:00:00+08:00', all)).toBe('green')
  })

  it('of a clock that is over stay as it ended (SC-1: 15:55 green, 16:05 missed)', () => {
    const clock = start({ start: '2020-12-25', n: 0, kind: 'promised', dueAt: '2020-12-25T16:00:00.000+08:00' })
    const later = '2021-06-01T10:00:00+08:00'
    expect(lampOf(meetClock(clock, '2020-12-25T15:55:00+08:00'), later, all)).toBe('green')
    expect(lampOf(meetClock(clock, '2020-12-25T16:05:00+08:00'), later, all)).toBe('red')
    expect(lampOf(cancelClock(clock), later, all)).toBe('none')
    expect(lampOf(pauseClock(start(), { from: '2021-03-08', why: '听证', document: 'P07' }), later, all)).toBe('paused')
  })

  it('count to the day that was told when the new calendar alone would end earlier', () => {
    const early = calendar({ asOf: '2023-10-20' })
    const clock = startClock({ id: 'd', name: '办理期限', rule: 'r', basis: [], event: '受理', start: '2023-10-20', n: 75, unit: 'workday', kind: 'statutory' }, early, { accepting: true })
    const after = recompute(clock, all)
    expect([after.due, lampOf(after, '2024-02-05T10:00:00+08:00', all), lampOf(after, '2024-02-06T10:00:00+08:00', all)]).toEqual(['2024-02-05', 'yellow', 'red'])
    expect(lampOf(clock, '2023-12-01T10:00:00+08:00', early)).toBe('green')
  })

  it('of several clocks: the worst one counts', () => {
    expect(worstLamp(['green', 'yellow', 'none'])).toBe('yellow')
    expect(worstLamp(['paused', 'red'])).toBe('red')
    expect(worstLamp(['paused', 'none'])).toBe('paused')
    expect(worstLamp([])).toBe('none')
  })
})
