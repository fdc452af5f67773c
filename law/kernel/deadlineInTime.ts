import { compareInstants, instantOf, legalDateOf, NDX, type Instant, type LegalDate } from './dates.ts'

/** How something due was done: sent online, handed over at a counter that closes at a time, or posted (the postmark counts). */
export type Done =
  | { how: 'online'; at: Instant }
  | { how: 'counter'; at: Instant; closes: string }
  | { how: 'post'; postmarkedOn: LegalDate }

/**
 * Was it done by the last day, and on which day does it count? A day ends at 24:00, at a counter when business stops
 * (民法典 203 第二款; CAL-06); time in the post does not count (CAL-08).
 */
export function inTime(due: LegalDate, done: Done): { inTime: boolean; on: LegalDate } {
  const on = dayOf(done)
  return { inTime: on <= due, on }
}

function dayOf(done: Done): LegalDate {
  if (done.how === 'post') return done.postmarkedOn
  const day = legalDateOf(done.at)
  const closed = done.how === 'counter' && compareInstants(done.at, instantOf(day, done.closes)) > 0
  return closed ? NDX(day, 1) : day
}
