import { dayNumber, NDX, weekday, type LegalDate } from '../kernel/dates.ts'

/** One notice of the State Council on the days off of a year, or one change of it. A later version replaces the whole year. */
export interface CalendarYear {
  year: number
  /** 1 = the first notice, 2 = the first change … */
  version: number
  /** 文号 */
  notice: string
  /** the day from which it could be known */
  publishedOn: LegalDate
  source?: string
  /** days off, both ends included; may begin in the year before (2018-12-30 belongs to the notice for 2019) */
  off: { name: string; from: LegalDate; to: LegalDate }[]
  /** weekend days on which work is done (调休上班) */
  work: LegalDate[]
}

/** '2020.2' */
export function versionOf(y: CalendarYear): string {
  return `${y.year}.${y.version}`
}

/** every day off of the notice with its holiday */
export function daysOff(y: CalendarYear): [LegalDate, string][] {
  return y.off.flatMap(({ name, from, to }) => {
    const days: [LegalDate, string][] = []
    for (let d = from; d <= to; d = NDX(d, 1)) days.push([d, name])
    return days
  })
}

/**
 * What is wrong with a year that somebody typed, as Chinese sentences; empty when it may be used. Found: dates that do not
 * exist, reversed ranges, days outside the year (the last week of the year before excepted), a day both off and worked, a
 * make-up workday that is no weekend day.
 */
export function faultsOfYear(y: CalendarYear): string[] {
  const faults: string[] = []
  const known = (d: string) => {
    try {
      dayNumber(d)
    } catch {
      faults.push(`${d} 不是有效的日期`)
      return false
    }
    if (d.slice(0, 4) === String(y.year) || d >= `${y.year - 1}-12-25` && d < `${y.year}`) return true
    faults.push(`${d} 不在 ${y.year} 年`)
    return false
  }
  if (!Number.isInteger(y.year) || !Number.isInteger(y.version) || y.version < 1) faults.push('年份或者版本号不是正整数')
  if (!y.notice?.trim()) faults.push('没有写明通知的文号')
  try {
    dayNumber(y.publishedOn)
  } catch {
    faults.push(`公布日期 ${y.publishedOn} 不是有效的日期`)
  }
  if (!y.off.length) faults.push('没有一个放假日')
  const ranges = y.off.filter((o) => {
    const ok = [known(o.from), known(o.to)].every(Boolean)
    if (ok && o.to < o.from) faults.push(`${o.name} 的起止日期颠倒`)
    return ok && o.to >= o.from
  })
  const off = new Set(daysOff({ ...y, off: ranges }).map(([d]) => d))
  for (const d of y.work) {
    if (!known(d)) continue
    if (off.has(d)) faults.push(`${d} 既放假又上班`)
    const w = weekday(d)
    if (w !== 0 && w !== 6) faults.push(`${d} 不是周六、周日，不必列为调休上班日`)
  }
  return faults
}
