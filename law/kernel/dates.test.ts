import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../calendar/index.ts'
import { notices } from '../calendar/notices.ts'
import * as dates from './dates.ts'

/* Against a second implementation that shares no line: the platform's Date in UTC, and sets of days. */

const day = 86_400_000
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const ms = (d: string) => Date.parse(`${d}T00:00:00Z`)

const offDays = new Set<string>()
const workDays = new Set<string>()
const last = new Map(notices.map((y) => [y.year, y]))
for (const y of last.values()) {
  for (const o of y.off) for (let t = ms(o.from); t <= ms(o.to); t += day) offDays.add(iso(t))
  for (const w of y.work) workDays.add(w)
}
const works = (d: string) => workDays.has(d) || (!offDays.has(d) && ![0, 6].includes(new Date(ms(d)).getUTCDay()))
const naive = {
  WD(d: string, n: number, step = day) {
    let t = ms(d)
    for (let k = 0; k < n; ) if (works(iso((t += step)))) k++
    return iso(t)
  },
  roll(d: string) {
    let t = ms(d)
    while (!works(iso(t))) t += day
    return iso(t)
  },
  PREV(d: string) {
    let t = ms(d)
    while (!works(iso(t))) t -= day
    return iso(t)
  },
  MOX(d: string, n: number) {
    const [y, m, dd] = d.split('-').map(Number) as [number, number, number]
    const target = new Date(Date.UTC(y, m - 1 + n, 1))
    const length = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
    return iso(Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), Math.min(dd, length)))
  },
}

const all = calendar()
const anyDay = fc.integer({ min: ms('1900-01-01') / day, max: ms('2199-12-31') / day }).map((n) => iso(n * day))
/** days from which a hundred working days ahead and behind are in published years */
const publishedDay = fc.integer({ min: ms('2015-07-01') / day, max: ms('2026-06-30') / day }).map((n) => iso(n * day))
const days = fc.integer({ min: 0, max: 60 })

describe('dates and instants', () => {
  it('number days as UTC does, both ways', () => {
    fc.assert(fc.property(anyDay, (d) => {
      expect(dates.dayNumber(d)).toBe(ms(d) / day)
      expect(dates.dateOf(ms(d) / day)).toBe(d)
      expect(dates.weekday(d)).toBe(new Date(ms(d)).getUTCDay())
    }))
  })

  it('read instants as Date does and write them with +08:00 and milliseconds', () => {
    fc.assert(fc.property(fc.integer({ min: ms('1990-01-01'), max: ms('2099-12-31') }), fc.integer({ min: -14 * 60, max: 14 * 60 }), (t, zone) => {
      const sign = zone < 0 ? '-' : '+'
      const hhmm = `${String(Math.floor(Math.abs(zone) / 60)).padStart(2, '0')}:${String(Math.abs(zone) % 60).padStart(2, '0')}`
      const written = new Date(t + zone * 60_000).toISOString().replace('Z', `${sign}${hhmm}`)
      expect(dates.instantMs(written)).toBe(t)
      const ours = dates.instantFromMs(t)
      expect(ours).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00$/)
      expect(Date.parse(ours)).toBe(t)
      expect(dates.legalDateOf(written)).toBe(iso(t + 8 * 3_600_000))
      expect(dates.instantOf(dates.legalDateOf(ours), ours.slice(11, 23))).toBe(ours)
    }))
  })

  it.each(['2021-02-29', '2021-2-9', '2021-13-01', '2021-00-10', '20210209', '', '2021-04-31', '2021-02-08T00:00'])('refuse the date %j', (d) => {
    expect(() => dates.dayNumber(d)).toThrow('不是有效的日期')
  })

  it.each(['2021-02-08T10:00:00', '2021-02-08', '2021-02-08T24:00:00+08:00', '2021-02-08T10:60:00Z', '2021-02-30T10:00:00Z', 'now'])('refuse the instant %j', (at) => {
    expect(() => dates.instantMs(at)).toThrow()
  })

  it('take 24:00 as the end of the day and refuse what is later', () => {
    expect(dates.instantOf('2020-12-31', '24:00')).toBe('2021-01-01T00:00:00.000+08:00')
    expect(() => dates.instantOf('2020-12-31', '24:01')).toThrow('不是有效的钟点')
    expect(() => dates.instantOf('2020-12-31', '9:00')).toThrow('不是有效的钟点')
  })
})

describe('date functions', () => {
  it('count working days as the second implementation does', () => {
    fc.assert(fc.property(publishedDay, days, (d, n) => {
      expect(dates.WD(d, n, all)).toBe(naive.WD(d, n))
      expect(dates.WDB(d, n, all)).toBe(naive.WD(d, n, -day))
      expect(dates.WDN(d, dates.WD(d, n, all), all)).toBe(n)
      expect(dates.PREV(d, all)).toBe(naive.PREV(d))
      expect(dates.roll(d, all)).toBe(naive.roll(d))
    }), { numRuns: 300 })
  })

  it('count calendar days and months as the second implementation does', () => {
    fc.assert(fc.property(publishedDay, fc.integer({ min: 0, max: 120 }), fc.integer({ min: -24, max: 5 }), (d, n, m) => {
      expect(dates.NDX(d, n)).toBe(iso(ms(d) + n * day))
      expect(dates.ND(d, n, all)).toBe(naive.roll(iso(ms(d) + n * day)))
      expect(dates.MOX(d, m)).toBe(naive.MOX(d, m))
    }))
    fc.assert(fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (d, m) => {
      expect(dates.MOX(d, m)).toBe(naive.MOX(d, m))
    }))
  })

  it('roll only forward, and only over rest days', () => {
    fc.assert(fc.property(publishedDay, fc.integer({ min: 1, max: 60 }), (d, n) => {
      const [plain, rolled] = [dates.NDX(d, n), dates.ND(d, n, all)]
      expect(rolled >= plain).toBe(true)
      expect(all.isWorkday(rolled)).toBe(true)
      if (all.isWorkday(plain)) expect(rolled).toBe(plain)
      else expect(dates.WDN(plain, rolled, all)).toBe(1)
    }))
  })

  it('refuse a year that is not published, negative working days and broken numbers', () => {
    expect(() => dates.WD('2026-12-30', 5, all)).toThrow('2027年放假安排尚未公布')
    expect(dates.WD('2026-12-30', 5, all.provisional())).toBe('2027-01-07')
    expect(() => dates.WD('2021-01-01', -1, all)).toThrow('不能为负')
    expect(() => dates.WD('2021-01-01', 1.5, all)).toThrow('整数')
    expect(() => dates.NDX('2021-01-01', Number.NaN)).toThrow('整数')
    expect(() => dates.WDN('2021-01-01', '2021-02-30', all)).toThrow('不是有效的日期')
  })
})
