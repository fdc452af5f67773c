import type { Calendar } from './calendar.ts'
import { dateOf, dayNumber, daysInMonth, ymd, type LegalDate } from './instant.ts'

export * from './instant.ts'

/*
 * The date functions of law.md 0.2, by their names there. The day of the event never counts (民法典 201; CAL-04). Every one
 * that asks for working days throws MissingYear when it reaches a year whose arrangement is not published; pass
 * calendar.provisional() to get a 暂定 day instead.
 */

/** the n-th working day strictly after d; n = 0 is d itself. Refuses a negative or broken n. */
export function WD(d: LegalDate, n: number, calendar: Calendar): LegalDate {
  return workdays(d, n, 1, calendar)
}

/** the n-th working day strictly before d; n = 0 is d itself */
export function WDB(d: LegalDate, n: number, calendar: Calendar): LegalDate {
  return workdays(d, n, -1, calendar)
}

/** d + n calendar days, never adjusted; n may be negative */
export function NDX(d: LegalDate, n: number): LegalDate {
  return dateOf(dayNumber(d) + whole(n))
}

/** d + n calendar days; a last day that is a rest day moves to the next working day (民法典 203; CAL-05) */
export function ND(d: LegalDate, n: number, calendar: Calendar): LegalDate {
  return roll(NDX(d, n), calendar)
}

/** the same day n months later, or that month's last day (民法典 202; CAL-07), never adjusted */
export function MOX(d: LegalDate, n: number): LegalDate {
  dayNumber(d)
  const [year, month, day] = d.split('-').map(Number) as [number, number, number]
  const months = year * 12 + (month - 1) + whole(n)
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1]
  return ymd(y, m, Math.min(day, daysInMonth(y, m)))
}

/** n months later; a last day that is a rest day moves to the next working day */
export function MO(d: LegalDate, n: number, calendar: Calendar): LegalDate {
  return roll(MOX(d, n), calendar)
}

/** working days in (a, b]: after a, up to and including b; 0 when b is not after a */
export function WDN(a: LegalDate, b: LegalDate, calendar: Calendar): number {
  let count = 0
  const end = dayNumber(b)
  for (let n = dayNumber(a) + 1; n <= end; n++) if (calendar.isWorkday(dateOf(n))) count++
  return count
}

/** d itself if it is a working day, otherwise the last working day before d (G-02: internalDue) */
export function PREV(d: LegalDate, calendar: Calendar): LegalDate {
  let n = dayNumber(d)
  while (!calendar.isWorkday(dateOf(n))) n--
  return dateOf(n)
}

/** d itself if it is a working day, otherwise the next working day after d */
export function roll(d: LegalDate, calendar: Calendar): LegalDate {
  let n = dayNumber(d)
  while (!calendar.isWorkday(dateOf(n))) n++
  return dateOf(n)
}

/** working days of a year: 249 in 2020 after the extension of the Spring Festival, 251 before (CAL-02) */
export function workdaysIn(year: number, calendar: Calendar): number {
  return WDN(NDX(ymd(year, 1, 1), -1), ymd(year, 12, 31), calendar)
}

function workdays(d: LegalDate, n: number, direction: 1 | -1, calendar: Calendar): LegalDate {
  if (whole(n) < 0) throw new RangeError(`工作日数不能为负：${n}`)
  let day = dayNumber(d)
  for (let left = n; left > 0; ) {
    day += direction
    if (calendar.isWorkday(dateOf(day))) left--
  }
  return dateOf(day)
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`天数、月数须为整数：${n}`)
  return n
}
