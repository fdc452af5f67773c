import { MissingYear, type Calendar } from './calendar.ts'
import type { Clock } from './clock.ts'
import { compareInstants, instantOf, legalDateOf, timeOf, type Instant, type LegalDate } from './dates.ts'
import { derive, type Exclusion } from './deadlineCount.ts'

/** `accepting`: a case is being taken in, so a year not yet published gives a 暂定 day instead of MissingYear (settled.md 6) */
export interface Reach {
  accepting?: boolean
}

export type NewClock = Pick<Clock, 'id' | 'name' | 'rule' | 'basis' | 'event' | 'start' | 'n' | 'unit' | 'kind'> & {
  excluded?: Exclusion[]
  /** promise with a time of day on the last day */
  dueAt?: Instant
}

/** A running clock from an event. `start` is the day of the event and does not count. Throws MissingYear unless `accepting`. */
export function startClock(c: NewClock, calendar: Calendar, reach: Reach = {}): Clock {
  return counted({ excluded: [], ...c, due: c.start, calendarVersion: calendar.version, status: 'running' }, calendar, reach)
}

/**
 * Stops a clock from `from` on (that day does not count any more). Only a listed ground told in writing stops it (许可法 45,
 * XK-10): a pause without the document that told the applicant is refused, as is one of a clock that does not run or is past due.
 */
export function pauseClock(clock: Clock, pause: { from: LegalDate; why: string; document: string }): Clock {
  if (clock.status !== 'running') throw new RangeError(`“${clock.name}”没有在计算，不能中止`)
  if (!pause.document.trim()) throw new RangeError(`没有书面告知所需时间，“${clock.name}”不停止计算（行政许可法第四十五条）`)
  if (pause.from > clock.due) throw new RangeError(`“${clock.name}”已于${clock.due}届满，不能再中止`)
  return { ...clock, status: 'paused', excluded: [...clock.excluded, { from: pause.from, why: pause.why, document: pause.document }] }
}

/** Runs on after the result came on `to`, the last day that does not count. Natural-day clocks get the natural days back. */
export function resumeClock(clock: Clock, result: { to: LegalDate }, calendar: Calendar, reach: Reach = {}): Clock {
  const open = clock.excluded.at(-1)
  if (clock.status !== 'paused' || !open || open.to) throw new RangeError(`“${clock.name}”没有中止，不能恢复`)
  const excluded = [...clock.excluded.slice(0, -1), { ...open, to: result.to }]
  return counted({ ...clock, status: 'running', excluded }, calendar, reach)
}

/** Longer by so many units of the clock, counted from the same event (许可法 42: 20 + 10, 45 + 15) */
export function extendClock(clock: Clock, by: { n: number; basis?: Clock['basis'] }, calendar: Calendar, reach: Reach = {}): Clock {
  if (clock.status !== 'running' && clock.status !== 'paused') throw new RangeError(`“${clock.name}”已经结束，不能延长`)
  if (!Number.isSafeInteger(by.n) || by.n <= 0) throw new RangeError('延长的期限须为正整数')
  return counted({ ...clock, n: clock.n + by.n, basis: [...clock.basis, ...(by.basis ?? [])] }, calendar, reach)
}

/** What the clock waited for was done at this instant; lateOf tells whether in time */
export function meetClock(clock: Clock, at: Instant): Clock {
  return { ...clock, status: 'met', metAt: clock.dueAt ? at : legalDateOf(at) }
}

/** the clock has no object any more (withdrawn, abandoned) */
export function cancelClock(clock: Clock): Clock {
  return { ...clock, status: 'cancelled' }
}

/** was it met too late, or is it past due at `now`? A date means the end of that day; a time of day means that instant. */
export function lateOf(clock: Clock, now: Instant): boolean {
  if (clock.status === 'cancelled' || (clock.status === 'paused' && !clock.metAt)) return false
  const at = clock.metAt ?? now
  if (clock.dueAt) return compareInstants(at.length === 10 ? instantOf(at, '24:00') : at, clock.dueAt) > 0
  return (at.length === 10 ? at : legalDateOf(at)) > clock.due
}

/**
 * The same clock under a calendar that the State Council changed or completed. Both values are kept (`previous`, G-01); the
 * day that the person was told never becomes earlier (CAL-03). A clock that is met or cancelled, or whose day the change
 * does not touch, is returned as it is (the same object: nothing to record).
 */
export function recompute(clock: Clock, calendar: Calendar): Clock {
  if (clock.status === 'met' || clock.status === 'cancelled' || calendar.version === clock.calendarVersion) return clock
  const before = { due: clock.due, calendarVersion: clock.calendarVersion }
  const again = reckon(clock, calendar, { accepting: true })
  if (again.due === clock.due && again.provisional === !!clock.provisional) return clock
  return counted({ ...clock, previous: [...(clock.previous ?? []), before] }, calendar, { accepting: true })
}

function reckon(clock: Clock, calendar: Calendar, reach: Reach) {
  try {
    return derive(clock, calendar)
  } catch (e) {
    if (!(e instanceof MissingYear) || !reach.accepting) throw e
    return derive(clock, calendar.provisional())
  }
}

function counted(clock: Clock, calendar: Calendar, reach: Reach): Clock {
  const d = reckon(clock, calendar, reach)
  const due = [d.due, ...(clock.previous ?? []).map((p) => p.due)].sort().at(-1)!
  const { provisional: _, ...rest } = clock
  return {
    ...rest, due, calendarVersion: d.calendarVersion, ...(d.provisional ? { provisional: true } : {}),
    ...(clock.dueAt ? { dueAt: instantOf(due, timeOf(clock.dueAt)) } : {}),
  }
}
