import type { Calendar } from './calendar.ts'
import type { Clock } from './clock.ts'
import { compareInstants, dateOf, dayNumber, instantOf, legalDateOf, PREV, WDB, type Instant, type LegalDate } from './dates.ts'
import { derive, lateOf, type Derivation } from './deadline.ts'

/** MOD-10. paused: the clock stands still by law, nobody is late. none: there is nothing to wait for any more. */
export type Lamp = 'green' | 'yellow' | 'red' | 'paused' | 'none'

/** share of the period, in percent, at or below which the lamp is yellow (parameter trafficLight.yellow) */
export const yellowPercent = 30

const rank: readonly Lamp[] = ['red', 'yellow', 'green', 'paused', 'none']

/**
 * Lamp of a clock at an instant. red: past due (a time of day means that instant, a date the end of the day). yellow: from
 * `yellowFrom` on. A promise with a time of day is measured in clock time from `startedAt` (absent: from the beginning of its
 * start day): yellow when at most 30 % is left; the one-working-day rule would never let it be green. A met clock shows green or
 * red for good, a cancelled one none. Never throws for a year not published: it counts provisionally.
 */
export function lampOf(clock: Clock, now: Instant, calendar: Calendar, options: { startedAt?: Instant } = {}): Lamp {
  if (clock.status === 'cancelled') return 'none'
  if (clock.status === 'met') return lateOf(clock, now) ? 'red' : 'green'
  if (clock.status === 'paused') return 'paused'
  if (lateOf(clock, now)) return 'red'
  if (clock.dueAt) {
    const begin = options.startedAt ?? instantOf(clock.start, '00:00')
    return compareInstants(clock.dueAt, now) * 100 <= compareInstants(clock.dueAt, begin) * yellowPercent ? 'yellow' : 'green'
  }
  return legalDateOf(now) >= yellowFrom(clock, calendar) ? 'yellow' : 'green'
}

/**
 * The first day on which a running clock is yellow: at most 30 % of the period left at its end, or at most one working day,
 * counted to the day our warnings look at (internalDue, G-02). Days that do not count are not counted as left either. Counts
 * provisionally in years not published.
 */
export function yellowFrom(clock: Clock, calendar: Calendar): LegalDate {
  const tolerant = calendar.provisional()
  const d = derive(clock, tolerant)
  // A day the person was told stands although the calendar now gives an earlier one: the count runs on to it.
  const end = clock.due > d.due ? clock.due : d.internalDue
  const counted = [...countedDays(d).filter((x) => x <= end), ...between(d.unit === 'workday' ? d.due : d.last, end).filter((x) => d.unit !== 'workday' || tolerant.isWorkday(x))]
  const whole = d.unit === 'workday' ? counted.length : countedDays(d).length
  const left = Math.max(Math.floor((whole * yellowPercent) / 100), d.unit === 'workday' ? 1 : 0)
  const byShare = counted.length > left ? counted[counted.length - left - 1]! : clock.start
  const byDay = WDB(PREV(end, tolerant), 1, tolerant)
  const first = d.unit !== 'workday' && byDay < byShare ? byDay : byShare
  return first < clock.start ? clock.start : first
}

/** the lamp that counts when several clocks run: red before yellow before green before paused; none when there is no other */
export function worstLamp(lamps: readonly Lamp[]): Lamp {
  return rank.find((l) => lamps.includes(l)) ?? 'none'
}

function countedDays(d: Derivation): LegalDate[] {
  if (d.unit === 'workday') return d.days.filter((x) => x.counted).map((x) => x.date)
  const skipped = new Set(d.days.filter((x) => x.skipped).map((x) => x.date))
  return between(d.start, d.last).filter((x) => !skipped.has(x))
}

/** days after a, up to and including b */
function between(a: LegalDate, b: LegalDate): LegalDate[] {
  const from = dayNumber(a) + 1
  return Array.from({ length: Math.max(0, dayNumber(b) - from + 1) }, (_, i) => dateOf(from + i))
}
