import { expect, test, vi } from 'vitest'
import { calendar } from '../../law/calendar/index.ts'
import { instant, latestWorkdayMorning, millisecondsAt, openClock, standingClock, type ClockOptions } from './clock.ts'
import type { Queryable } from './db.ts'

/** kernel.setting with one row */
function settings() {
  const rows = new Map<string, any>()
  const db = {
    async query(sql: string, params: readonly unknown[] = []) {
      if (sql.startsWith('select')) return { rows: rows.has('clock') ? [{ value: rows.get('clock') }] : [], rowCount: 0 }
      rows.set('clock', JSON.parse(String(params[2])))
      return { rows: [], rowCount: 1 }
    },
  } as unknown as Queryable
  return { db, rows }
}

const open = (o: Partial<ClockOptions> & Pick<ClockOptions, 'db'>) => openClock({ city: '411000', profile: 'demo', calendar: calendar(), ...o })

test('instants are written one way and read from RFC 3339 or Chinese local time', () => {
  expect(instant(Date.UTC(2020, 11, 25, 3))).toBe('2020-12-25T11:00:00.000+08:00')
  expect(instant(millisecondsAt('2020-12-25T09:30'))).toBe('2020-12-25T09:30:00.000+08:00')
  expect(instant(millisecondsAt('2020-12-25'))).toBe('2020-12-25T09:00:00.000+08:00')
  expect(instant(millisecondsAt('2020-12-25T01:00:00Z'))).toBe('2020-12-25T09:00:00.000+08:00')
  for (const bad of ['', 'today', '2021-02-30', '2021-13-01', '2020-12-25 09:00', '2020-12-25T25:00', '20201225']) expect(() => millisecondsAt(bad), bad).toThrow('不是有效的时间')
})

test('the demo opens at 09:00 of the latest working day', () => {
  const at = (day: string) => instant(latestWorkdayMorning(calendar(), millisecondsAt(day)))
  expect(at('2021-02-10T15:00')).toBe('2021-02-10T09:00:00.000+08:00')
  // Spring Festival 2021: 11 to 17 February; the 20th, a Saturday, is a working day
  expect(at('2021-02-17T15:00')).toBe('2021-02-10T09:00:00.000+08:00')
  expect(at('2021-02-20T07:00')).toBe('2021-02-20T09:00:00.000+08:00')
  // a year whose arrangement is not published yet
  expect(at('2031-03-16T10:00')).toBe('2031-03-14T09:00:00.000+08:00')
})

test('legal time goes on from YICHUANG_CLOCK and real time is not touched', async () => {
  const clock = await open({ ...settings(), wanted: '2020-12-25T09:00' })
  expect(clock.legal()).toMatch(/^2020-12-25T09:0\d:\d\d\.\d\d\d\+08:00$/)
  expect(clock.today()).toBe('2020-12-25')
  const [before, real, after] = [Date.now(), clock.real(), Date.now()]
  expect(real).toBeGreaterThanOrEqual(before - 1)
  expect(real).toBeLessThanOrEqual(after + 1)
  expect(clock.shifted()).toBe(true)
  await clock.close()
})

test('real time is strictly increasing to the microsecond', () => {
  const clock = standingClock('2020-12-25')
  const seen = Array.from({ length: 5_000 }, () => Math.round(clock.real() * 1_000))
  expect(new Set(seen).size).toBe(seen.length)
  expect([...seen].sort((a, b) => a - b)).toEqual(seen)
})

test('advance moves forward only', async () => {
  for (const clock of [await open({ ...settings(), wanted: '2020-12-25T09:00' }), standingClock('2020-12-25T09:00')]) {
    expect(await clock.advance('2020-12-28T10:00')).toBe(true)
    expect(clock.legal()).toMatch(/^2020-12-28T10:0/)
    expect(await clock.advance('2020-12-27T10:00')).toBe(false)
    expect(clock.today()).toBe('2020-12-28')
    await clock.close()
  }
})

test('a restart continues and never goes back, whatever the variable says', async () => {
  const store = settings()
  const first = await open({ ...store, wanted: '2020-12-25T09:00' })
  await first.advance('2021-01-04T16:00')
  await first.close()
  const continued = await open({ ...store })
  expect(continued.legal()).toMatch(/^2021-01-04T16:0/)
  await continued.close()
  const warned: string[] = []
  const again = await open({ ...store, wanted: '2020-12-25T09:00', warn: (m) => warned.push(m) })
  expect(again.legal()).toMatch(/^2021-01-04T16:0/)
  expect(warned[0]).toContain('不能倒退')
  await again.close()
})

test('a machine whose time was set back does not set legal time back', async () => {
  const store = settings()
  for (const profile of ['demo', 'production'] as const) {
    const first = await open({ ...store, profile })
    const reached = first.legal()
    await first.close()
    // backwards, never forwards: what counts on from the newest instant would stay ahead for all other tests of this worker
    vi.useFakeTimers({ now: Date.now() - 7_200_000 })
    const next = await open({ ...store, profile })
    vi.useRealTimers()
    expect(next.legal() >= reached, profile).toBe(true)
    await next.close()
    store.rows.clear()
  }
})

test('production takes neither the variable nor an advance', async () => {
  await expect(open({ ...settings(), profile: 'production', wanted: '2020-12-25' })).rejects.toThrow('YICHUANG_CLOCK')
  const clock = await open({ ...settings(), profile: 'production' })
  expect(clock.shifted()).toBe(false)
  await expect(clock.advance('2099-01-01')).rejects.toThrow('不能移动')
  await clock.close()
})
