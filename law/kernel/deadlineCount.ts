import type { Calendar } from './calendar.ts'
import type { Citation } from './citation.ts'
import type { Clock, ClockUnit } from './clock.ts'
import { dateOf, dayNumber, MOX, PREV, type LegalDate } from './dates.ts'

export type Exclusion = Clock['excluded'][number]

/** What a period is made of; nothing else moves its last day. */
export interface Term {
  /** day of the event; it does not count (民法典 201) */
  start: LegalDate
  n: number
  unit: ClockUnit
  /** days that do not count, both ends included (许可法 45); one without `to` is a pause still open and is not applied yet */
  excluded?: readonly Exclusion[]
  /** false: a power that burdens the citizen never rolls over rest days (G-02). Working-day periods never need to. */
  rolls?: boolean
  event?: string
  rule?: string
  basis?: readonly Citation[]
}

/** One day on the way to the last one: counted as the k-th, or skipped and why. */
export interface DerivedDay {
  date: LegalDate
  counted?: number
  skipped?: string
  note?: string
}

/** How a due date came about, so that anybody can count it again. */
export interface Derivation extends Required<Pick<Term, 'start' | 'n' | 'unit' | 'rolls'>> {
  event?: string
  rule?: string
  basis?: readonly Citation[]
  excluded: readonly Exclusion[]
  days: DerivedDay[]
  /** last day by counting alone */
  last: LegalDate
  /** 届满日: `last`, rolled to a working day where the period rolls (民法典 203) */
  due: LegalDate
  /** the day that our own warnings look at: never rolled forward (G-02), never before the event */
  internalDue: LegalDate
  calendarVersion: string
  /** 暂定: a day of a year was asked whose arrangement is not published */
  provisional: boolean
  /** an earlier promise to the person stands although counting again gives an earlier day (CAL-03) */
  told?: LegalDate
  /** the record holds another day than this count: it was altered, or written by a fault */
  disagrees?: LegalDate
}

/**
 * Counts a period day by day. workday: only working days count. calendar: every day counts. month: the same day n months
 * later or that month's last day. Days in `excluded` never count, in any unit (a month period is lengthened by them); a last
 * day that is a rest day, or excluded, moves on. n = 0 is the first countable working day from the event itself (同日).
 * Throws MissingYear where the calendar has no arrangement; RangeError for a broken date, a negative n, a reversed exclusion.
 */
export function derive(term: Term, calendar: Calendar): Derivation {
  const { start, n, unit, rolls = true } = term
  const excluded = term.excluded ?? []
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`期限须为不小于零的整数：${n}`)
  const why = excluding(excluded)
  const rest = (date: LegalDate) => (calendar.isWorkday(date) ? undefined : (calendar.reason(date) ?? '休息日'))
  const days: DerivedDay[] = []
  const first = dayNumber(start)
  let day = first
  let last: LegalDate
  if (n === 0 || unit === 'workday') {
    for (let k = 0, date = start; ; date = dateOf(day)) {
      const skipped = day === first && n > 0 ? undefined : (rest(date) ?? why(date))
      if (skipped) days.push({ date, skipped })
      else if (n === 0) days.push({ date, note: '当日' })
      else if (day > first) days.push({ date, counted: ++k, ...noted(calendar.reason(date)) })
      if (!skipped && k === n) break
      day++
    }
    last = dateOf(day)
  } else {
    const length = unit === 'month' ? dayNumber(MOX(start, n)) - first : n
    const marks = unit === 'month' ? new Map(Array.from({ length: n }, (_, i) => [MOX(start, i + 1), i + 1])) : undefined
    for (let k = 0; k < length; ) {
      const date = dateOf(++day)
      const skipped = why(date)
      const month = marks?.get(date)
      if (!skipped) k++
      if (skipped) days.push({ date, skipped })
      else if (!marks) days.push({ date, counted: k })
      else if (month) days.push({ date, counted: month, note: `满${month}个月的对应日` })
      else if (day - first > length) days.push({ date, note: '补足不计入的天数' })
    }
    last = dateOf(day)
  }
  let due = last
  if (rolls && rest(last)) {
    days.at(-1)!.note = `期间最后一日，适逢${rest(last)}，顺延`
    for (let skipped; (skipped = rest(due) ?? why(due)); due = dateOf(++day)) if (due !== last) days.push({ date: due, skipped })
    days.push({ date: due, note: '顺延后的届满日' })
  }
  const before = unit === 'workday' || n === 0 ? due : PREV(last, calendar)
  const internalDue = before < start ? start : before
  const touched = [...(unit === 'workday' ? days.map((d) => d.date) : []), last, due, internalDue]
  const provisional = touched.some((d) => !calendar.published(Number(d.slice(0, 4))))
  return {
    start, n, unit, rolls, excluded, days, last, due, internalDue, calendarVersion: calendar.version, provisional,
    ...(term.event ? { event: term.event } : {}), ...(term.rule ? { rule: term.rule } : {}), ...(term.basis ? { basis: term.basis } : {}),
  }
}

/**
 * The derivation of a stored clock, from exactly its own fields. Pass the calendar that it names
 * (`calendarByVersion(clock.calendarVersion)`); another one is refused, since it might give another day.
 */
export function derivationOf(clock: Clock, calendar: Calendar): Derivation {
  if (calendar.version !== clock.calendarVersion) {
    throw new RangeError(`期限“${clock.name}”按日历 ${clock.calendarVersion} 计算，不能用 ${calendar.version} 推算`)
  }
  const d = derive(clock, calendar)
  const told = (clock.previous ?? []).map((p) => p.due).sort().at(-1)
  if (told && told > d.due) Object.assign(d, { told, due: told })
  return d.due === clock.due ? d : { ...d, disagrees: clock.due }
}

/** why a weekend day counts (调休上班) */
function noted(note: string | undefined): { note?: string } {
  return note ? { note } : {}
}

function excluding(excluded: readonly Exclusion[]): (date: LegalDate) => string | undefined {
  for (const { from, to } of excluded) {
    dayNumber(from)
    if (to !== undefined && dayNumber(to) < dayNumber(from)) throw new RangeError(`扣除期间起止颠倒：${from} 至 ${to}`)
  }
  return (date) => excluded.find((e) => e.to !== undefined && e.from <= date && date <= e.to)?.why
}
