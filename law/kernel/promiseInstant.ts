import type { Calendar } from './calendar.ts'
import type { Clock } from './clock.ts'
import { addMinutes, compareInstants, instantOf, legalDateOf, NDX, roll, timeOf, WD, WDN, type Instant, type LegalDate } from './dates.ts'
import { startClock, type NewClock, type Reach } from './deadline.ts'

/** What the person is told: working days, minutes of the hall's opening hours, or a time of the same day (settled.md 7). */
export type PromiseTerm =
  | { unit: 'workday'; n: number }
  | { unit: 'officeMinutes'; n: number }
  | { unit: 'sameDayBy'; time: string }

/** Opening hours of a hall on its working days, in order; a promised time is rounded up to full `roundUpMinutes`. Pack data. */
export interface OfficeHours {
  days: 'workday'
  spans: { from: string; to: string }[]
  roundUpMinutes: number
}

/** `due` is the last day; `dueAt` the instant, where a time of day is promised */
export interface Promised {
  due: LegalDate
  dueAt?: Instant
}

/**
 * When something taken in at `from` is promised to be done.
 * - workday: the n-th working day after that day, end of day.
 * - officeMinutes: n minutes from the minute of `from` on (11:00:40 counts as 11:00) that run only inside the opening hours of
 *   working days, then rounded up (never past closing time).
 * - sameDayBy: that time of the day; of the next working day where it is no working day or the time has come already.
 * Throws MissingYear for a year not published; refuses broken hours and negative terms with a RangeError.
 */
export function promisedInstant(term: PromiseTerm, from: Instant, hours: OfficeHours, calendar: Calendar): Promised {
  const today = legalDateOf(from)
  if (term.unit === 'workday') return { due: WD(today, term.n, calendar) }
  if (term.unit === 'officeMinutes') return at(afterOfficeMinutes(term.n, instantOf(today, timeOf(from)), hours, calendar))
  const inTime = calendar.isWorkday(today) && compareInstants(from, instantOf(today, term.time)) < 0
  return at(instantOf(inTime ? today : WD(today, 1, calendar), term.time))
}

/** the instant at which the hall closes for the day: the end of a promised day that names no time */
export function closingOf(day: LegalDate, hours: OfficeHours): Instant {
  return instantOf(day, checked(hours).at(-1)!.to)
}

/** minutes of one working day of the hall */
export function minutesOfDay(hours: OfficeHours): number {
  return checked(hours).reduce((sum, s) => sum + minute(s.to) - minute(s.from), 0)
}

/**
 * The promise as a clock: derivable like any other (its n is the number of working days it comes to), with `dueAt` where a time
 * of day is promised. `from` is the instant of acceptance. Never a reason to shorten the statutory clock beside it.
 */
export function promiseClock(
  c: Omit<NewClock, 'start' | 'n' | 'unit' | 'kind' | 'dueAt'> & { from: Instant; term: PromiseTerm }, hours: OfficeHours, calendar: Calendar, reach: Reach = {},
): Clock {
  const { from, term, ...rest } = c
  return clockOfPromise({ ...rest, from, promised: promisedInstant(term, from, hours, reach.accepting ? calendar.provisional() : calendar) }, calendar, reach)
}

/** the same for a promise computed elsewhere, such as the critical path of a bundle */
export function clockOfPromise(
  c: Omit<NewClock, 'start' | 'n' | 'unit' | 'kind' | 'dueAt'> & { from: Instant; promised: Promised }, calendar: Calendar, reach: Reach = {},
): Clock {
  const { from, promised, ...rest } = c
  const start = legalDateOf(from)
  const n = WDN(start, promised.due, reach.accepting ? calendar.provisional() : calendar)
  return startClock({ ...rest, start, n, unit: 'workday', kind: 'promised', ...(promised.dueAt ? { dueAt: promised.dueAt } : {}) }, calendar, reach)
}

function afterOfficeMinutes(n: number, from: Instant, hours: OfficeHours, calendar: Calendar): Instant {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`承诺的办公分钟数须为不小于零的整数：${n}`)
  const spans = checked(hours)
  let left = n * 60_000
  let day = legalDateOf(from)
  let now = from
  for (; ; now = instantOf((day = NDX(day, 1)), '00:00')) {
    day = roll(day, calendar)
    for (const span of spans) {
      const [opens, closes] = [instantOf(day, span.from), instantOf(day, span.to)]
      const begin = compareInstants(now, opens) > 0 ? now : opens
      const room = compareInstants(closes, begin)
      if (room < 0 || (room === 0 && left > 0)) continue
      if (left <= room) return roundedUp(addMinutes(begin, left / 60_000), closes, hours.roundUpMinutes)
      left -= room
    }
  }
}

function roundedUp(end: Instant, closes: Instant, step: number): Instant {
  const midnight = instantOf(legalDateOf(end), '00:00')
  const minutes = compareInstants(end, midnight) / 60_000
  const up = addMinutes(midnight, Math.ceil(minutes / step) * step)
  return compareInstants(up, closes) > 0 ? closes : up
}

function at(dueAt: Instant): Promised {
  return { due: legalDateOf(dueAt), dueAt }
}

function checked(hours: OfficeHours): OfficeHours['spans'] {
  const { spans, roundUpMinutes } = hours
  const ordered = spans.every((s, i) => minute(s.from) < minute(s.to) && (i === 0 || minute(spans[i - 1]!.to) <= minute(s.from)))
  if (!spans.length || !ordered || !Number.isInteger(roundUpMinutes) || roundUpMinutes < 1) throw new RangeError('大厅开放时间须按先后排列，不重叠，取整分钟数须为正整数')
  return spans
}

function minute(time: string): number {
  return compareInstants(instantOf('2000-01-01', time), instantOf('2000-01-01', '00:00')) / 60_000
}

/** 2020-12-25 16:00, or the day alone where no time is promised */
export function timeOfPromise(p: Promised): string {
  return p.dueAt ? `${p.due} ${timeOf(p.dueAt)}` : p.due
}
