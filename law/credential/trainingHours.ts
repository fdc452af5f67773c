import { cite, type Citation } from '../kernel/citation.ts'
import { compareInstants, instantMs, type Instant, type LegalDate } from '../kernel/dates.ts'
import { henan } from './general.ts'
import type { TrainingSettings } from './trainingSettings.ts'

/* 学时、年度学时账 (ZJ-04: sixty class hours a person and year; who was not there from beginning to end has not all of them). */

/** one sitting of a course: its times and how long before and after one may sign */
export interface Sitting { startsAt: Instant; endsAt: Instant; early: number; late: number; hours: number }
/** one person's place in it: when they signed in and out themselves, or were seen by the organiser */
export interface Seat { signedInAt?: Instant | null; signedOutAt?: Instant | null; struck?: boolean; substitute?: boolean }

/** minutes of the sitting during which the person was there; 0 without both signatures */
export function minutesPresent(seat: Seat, sitting: Pick<Sitting, 'startsAt' | 'endsAt'>): number {
  if (!seat.signedInAt || !seat.signedOutAt || seat.struck || seat.substitute) return 0
  const from = compareInstants(seat.signedInAt, sitting.startsAt) > 0 ? seat.signedInAt : sitting.startsAt
  const to = compareInstants(seat.signedOutAt, sitting.endsAt) < 0 ? seat.signedOutAt : sitting.endsAt
  return Math.max(0, Math.floor(compareInstants(to, from) / 60_000))
}

/**
 * Class hours that a sitting gives one person: all from `fullShare` % on, none below `leastShare` %, between them the whole half
 * hours of class that they sat through. Who did not sign both in and out, was struck out, or came in somebody's place gets none.
 */
export function hoursCounted(seat: Seat, sitting: Sitting, s: TrainingSettings): number {
  const whole = Math.floor((instantMs(sitting.endsAt) - instantMs(sitting.startsAt)) / 60_000)
  const there = minutesPresent(seat, sitting)
  if (!there || there * 100 < whole * s.leastShare) return 0
  if (there * 100 >= whole * s.fullShare) return sitting.hours
  return Math.min(sitting.hours, Math.floor((there * 2) / s.classMinutes) / 2)
}

/** hours that a person needs in a year, and by what: from 2021 the programme, before that the city's parameter */
export function requiredHours(year: number, s: TrainingSettings): { hours: number; basis: Citation[] } {
  return year >= 2021 ? { hours: s.hoursRequired, basis: [cite('法治政府建设实施纲要（2021—2025年）', 34)] } : { hours: s.hoursBefore, basis: [cite(henan, 21, '第一款')] }
}

export interface HoursStanding { hours: number; required: number; short: number; lamp: 'green' | 'yellow' | 'red'; basis: Citation[] }

/** where a person stands in a year on a day: red from the last day of the year on when hours are missing */
export function hoursStanding(hours: number, year: number, day: LegalDate, s: TrainingSettings): HoursStanding {
  const { hours: required, basis } = requiredHours(year, s)
  const short = Math.max(0, required - hours)
  return { hours, required, short, lamp: !short ? 'green' : day >= `${year}-12-31` ? 'red' : 'yellow', basis }
}

/** a body's lamp: the worst of its people; green where nobody is short */
export function bodyLamp(short: number, year: number, day: LegalDate): 'green' | 'yellow' | 'red' {
  return !short ? 'green' : day >= `${year}-12-31` ? 'red' : 'yellow'
}
