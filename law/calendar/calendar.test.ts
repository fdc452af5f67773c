import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, dayNumber, NDX, workdaysIn } from '../kernel/dates.ts'
import { calendar, calendarByVersion, faultsOfYear, noticesOf, type CalendarYear } from './index.ts'
import { notices } from './notices.ts'

const data = join(import.meta.dirname, '../../../shared/data/calendar')
const next: CalendarYear = {
  year: 2027, version: 1, notice: '样例〔2026〕1号', publishedOn: '2026-11-05',
  off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }, { name: '春节', from: '2027-02-06', to: '2027-02-12' }], work: ['2027-02-14'],
}

describe('the notices typed here', () => {
  it('are free of faults, one a version, numbered from 1', () => {
    for (const y of notices) expect(faultsOfYear(y), `${y.year}.${y.version}`).toEqual([])
    for (const year of new Set(notices.map((y) => y.year))) {
      const versions = notices.filter((y) => y.year === year)
      expect(versions.map((v) => v.version)).toEqual(versions.map((_, i) => i + 1))
      expect(versions.map((v) => v.publishedOn)).toEqual(versions.map((v) => v.publishedOn).sort())
    }
    expect(new Set(notices.map((y) => y.notice)).size).toBe(notices.length)
  })
})

describe('a calendar', () => {
  it('is the one of its day: 2020 before and after the extension, 2021 not yet published on 2020-11-20', () => {
    expect(calendar({ asOf: '2020-01-25' }).isWorkday('2020-01-31')).toBe(true)
    expect(calendar({ asOf: '2020-01-26' }).isWorkday('2020-01-31')).toBe(false)
    expect(calendar({ asOf: '2020-11-24' }).published(2021)).toBe(false)
    expect(calendar({ asOf: '2020-11-25' }).published(2021)).toBe(true)
    expect(() => calendar({ asOf: '2020-11-24' }).isWorkday('2021-01-04')).toThrow('2021年放假安排尚未公布')
  })

  it('knows the first arrangements of 2015 and 2019 too, which were changed later', () => {
    expect(calendar({ asOf: '2015-05-12' }).isWorkday('2015-09-03')).toBe(true)
    expect(calendar().isWorkday('2015-09-03')).toBe(false)
    expect(calendar({ asOf: '2019-03-21' }).isWorkday('2019-05-02')).toBe(true)
    expect(calendar().isWorkday('2019-05-02')).toBe(false)
  })

  it('lets a notice reach into the last week of the year before', () => {
    expect(calendar({ asOf: '2018-12-01' }).isWorkday('2018-12-31')).toBe(true)
    expect(calendar({ asOf: '2018-12-06' }).isWorkday('2018-12-31')).toBe(false)
    expect(calendar().reason('2018-12-29')).toBe('调休上班')
  })

  it('is made again from its version, whatever it was made from', () => {
    for (const asOf of ['2015-01-01', '2019-03-22', '2020-01-25', '2020-11-20', '2026-01-01']) {
      for (const c of [calendar({ asOf }), calendar({ asOf }).provisional()]) {
        const again = calendarByVersion(c.version)
        expect(again.version).toBe(c.version)
        for (let d = NDX(asOf, -300); d < NDX(asOf, 300); d = NDX(d, 1)) {
          const ask = (x: typeof c) => { try { return [x.isWorkday(d), x.reason(d)] } catch (e) { return String(e) } }
          expect(ask(again)).toEqual(ask(c))
        }
      }
    }
    expect(() => calendarByVersion('2020.9')).toThrow('没有日历版本 2020.9')
    expect(noticesOf('2020.2/2021.1').map((n) => n.notice)).toEqual(['国办发明电〔2020〕1号', '国办发明电〔2020〕27号'])
  })

  it('answers a year that is not published by weekends and fixed statutory days only when asked provisionally', () => {
    const c = calendar().provisional()
    expect(c.version).toBe(`${calendar().version}~`)
    expect(c.provisional()).toBe(c)
    expect([c.reason('2027-01-01'), c.reason('2027-05-02'), c.reason('2027-10-03'), c.reason('2027-10-04')]).toEqual(['元旦（暂定）', '劳动节（暂定）', '国庆节（暂定）', undefined])
    expect(c.reason('2027-01-02')).toBe('周末')
    expect(calendar({ asOf: '2020-11-20' }).provisional().isWorkday('2024-05-02')).toBe(true)
    for (let d = '2015-01-01'; d <= '2026-12-31'; d = NDX(d, 1)) expect(c.isWorkday(d)).toBe(calendar().isWorkday(d))
  })

  it('takes in a year that a city imported, and names it in its version', () => {
    const c = calendar({ extra: [next] })
    expect(c.version).toBe(`${calendar().version}/2027.1`)
    expect([c.isWorkday('2027-02-14'), c.isWorkday('2027-02-08'), c.reason('2027-02-08')]).toEqual([true, false, '春节'])
    expect(calendar({ extra: [next], asOf: '2026-11-04' }).published(2027)).toBe(false)
    expect(calendarByVersion('2026.1/2027.1', [next]).isWorkday('2027-02-14')).toBe(true)
    expect(() => calendar({ extra: [{ ...next, work: ['2027-02-15'] }] })).toThrow('2027-02-15 不是周六、周日')
  })

  it('refuses an import that gives a version it has already another content', () => {
    const own = notices.find((y) => y.year === 2021)!
    expect(calendar({ extra: [own] }).version).toBe(calendar().version)
    expect(() => calendar({ extra: [{ ...own, work: own.work.slice(1) }] })).toThrow('日历版本 2021.1 已有，内容不同')
    expect(calendar({ extra: [{ ...own, version: 2, publishedOn: '2021-01-15', work: own.work.slice(1) }] }).isWorkday(own.work[0]!)).toBe(false)
  })

  it('gives a reason exactly for days that are not what their weekday says', () => {
    fc.assert(fc.property(fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2026-12-31') }), (n) => {
      const d = dateOf(n)
      const weekday = (n + 4) % 7
      const c = calendar()
      const plain = weekday !== 0 && weekday !== 6
      expect(c.reason(d) === undefined).toBe(plain && c.isWorkday(d))
      expect(c.reason(d) === '调休上班').toBe(!plain && c.isWorkday(d))
    }), { numRuns: 500 })
  })
})

describe.skipIf(!existsSync(data))('against the public data set (skipped without ../shared/data/calendar)', () => {
  it('has the same working days on every day of 2015 to 2026', () => {
    const listed = new Map<string, boolean>()
    for (let year = 2015; year <= 2026; year++) {
      const { days } = JSON.parse(readFileSync(join(data, `${year}.json`), 'utf8')) as { days: { date: string; isOffDay: boolean }[] }
      for (const d of days) listed.set(d.date, !d.isOffDay)
    }
    const counts = JSON.parse(readFileSync(join(data, 'workdays-per-year.json'), 'utf8')) as Record<string, number>
    const c = calendar()
    for (let n = dayNumber('2015-01-01'); n <= dayNumber('2026-12-31'); n++) {
      const d = dateOf(n)
      const weekday = (n + 4) % 7
      expect(c.isWorkday(d), d).toBe(listed.get(d) ?? (weekday !== 0 && weekday !== 6))
    }
    for (const [year, count] of Object.entries(counts)) expect(workdaysIn(Number(year), c), year).toBe(count)
  })
})
