import type { Calendar } from './calendar.ts'
import type { Clock } from './clock.ts'
import { compareInstants, dayNumber, instantOf, legalDateOf, WDN, type Instant, type LegalDate } from './dates.ts'
import { derive, lateOf } from './deadline.ts'

/** MOD-10. paused: the clock stands still by law; nobody is late. */
export type Lamp = 'green' | 'yellow' | 'red' | 'paused'

/** share of the period, in percent, at or below which the lamp is yellow (parameter trafficLight.yellow) */
export const yellowPercent = 30

const rank: readonly Lamp[] = ['red', 'yellow', 'green', 'paused']

/**
 * Lamp of a clock at an instant. red: past due (a time of day means that instant, a date the end of the day). yellow: at most
 * 30 % of the period is left, or at most one working day, counted to the day our warnings look at (internalDue, G-02). A promise
 * with a time of day is measured in clock time from `startedAt` (absent: from the beginning of its start day), and the
 * one-working-day rule does not apply to it: it would never be green. A met clock shows green or red for good; a cancelled one
 * has no lamp. Never throws for a year not published: it counts provisionally.
 */
export function lampOf(clock: Clock, now: Instant, calendar: Calendar, options: { startedAt?: Instant } = {}): Lamp | undefined {
  if (clock.status === 'cancelled') return undefined
  if (clock.status === 'met') return lateOf(clock, now) ? 'red' : 'green'
  if (clock.status === 'paused') return 'paused'
  if (lateOf(clock, now)) return 'red'
  if (clock.dueAt) {
    const begin = options.startedAt ?? instantOf(clock.start, '00:00')
    return few(compareInstants(clock.dueAt, now), compareInstants(clock.dueAt, begin)) ? 'yellow' : 'green'
  }
  const { left, whole, workdaysLeft } = remaining(clock, legalDateOf(now), calendar)
  return few(left, whole) || workdaysLeft <= 1 ? 'yellow' : 'green'
}

/** What is left of a running clock on a day, in its own unit (months as days): counted days after `day` up to internalDue. */
export function remaining(clock: Clock, day: LegalDate, calendar: Calendar): { left: number; whole: number; workdaysLeft: number } {
  const tolerant = calendar.provisional()
  const d = derive(clock, tolerant)
  // A day the person was told stands although the calendar gives an earlier one: the count runs on to it.
  const end = clock.due > d.due ? clock.due : d.internalDue
  const workdaysLeft = WDN(day, end, tolerant)
  if (clock.unit === 'workday') {
    const done = d.days.filter((x) => x.counted && x.date <= day).length
    return { left: clock.n - done + (end > d.due ? WDN(d.due > day ? d.due : day, end, tolerant) : 0), whole: clock.n, workdaysLeft }
  }
  const out = (from: LegalDate, to: LegalDate) => d.days.filter((x) => x.skipped && x.date > from && x.date <= to && x.date <= d.last).length
  const span = (from: LegalDate, to: LegalDate) => Math.max(0, dayNumber(to) - dayNumber(from) - out(from, to))
  return { left: span(day, end), whole: span(clock.start, d.last), workdaysLeft }
}

/** the lamp that counts when several clocks run: red before yellow before green before paused; undefined when there is none */
export function worstLamp(lamps: readonly (Lamp | undefined)[]): Lamp | undefined {
  return rank.find((l) => lamps.includes(l))
}

function few(left: number, whole: number): boolean {
  return left * 100 <= whole * yellowPercent
}
