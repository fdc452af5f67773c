import { MissingYear, type Calendar } from '../kernel/calendar.ts'
import { weekday, type LegalDate } from '../kernel/dates.ts'
import { notices } from './notices.ts'
import { daysOff, faultsOfYear, versionOf, type CalendarYear } from './year.ts'

export { faultsOfYear, type CalendarYear } from './year.ts'

/** appended to a version: years not published are answered by weekends and fixed statutory days (CAL-03) */
const provisionalMark = '~'

/**
 * The calendar of the State Council's notices from 2015 on, plus years that a city imported.
 * - `asOf`: only what was published on that day (on 2020-01-21 the first notice for 2020; on 2020-11-20 no year 2021). Default: everything.
 * - `extra`: imported years. A year and version that is there already must say the same, otherwise it is refused.
 */
export function calendar(options: { asOf?: LegalDate; extra?: readonly CalendarYear[] } = {}): Calendar {
  const { asOf, extra = [] } = options
  const known = withExtra(extra).filter((y) => !asOf || y.publishedOn <= asOf)
  const latest = new Map<number, CalendarYear>()
  for (const y of known) if ((latest.get(y.year)?.version ?? 0) < y.version) latest.set(y.year, y)
  return build([...latest.values()].sort((a, b) => a.year - b.year), false, extra)
}

/** The calendar that a stored calendarVersion names (`2020.2/2021.1`, `…~` for 暂定). Refuses a version that is not known. */
export function calendarByVersion(version: string, extra: readonly CalendarYear[] = []): Calendar {
  const provisional = version.endsWith(provisionalMark)
  const ids = (provisional ? version.slice(0, -1) : version).split('/')
  const known = withExtra(extra)
  const years = ids.map((id) => {
    const year = known.find((y) => versionOf(y) === id)
    if (!year) throw new RangeError(`没有日历版本 ${id}`)
    return year
  })
  return build(years, provisional, extra)
}

/** the notices from which a calendar of this version was made, in order of years: what a person is shown as its source */
export function noticesOf(version: string, extra: readonly CalendarYear[] = []): CalendarYear[] {
  const ids = new Set(version.replace(provisionalMark, '').split('/'))
  return withExtra(extra).filter((y) => ids.has(versionOf(y)))
}

const built = new Map<string, Calendar>()
const mostAsked = 20_000

interface Day {
  workday: boolean
  reason: string | undefined
}

function build(years: CalendarYear[], provisional: boolean, extra: readonly CalendarYear[]): Calendar {
  const version = years.map(versionOf).join('/') + (provisional ? provisionalMark : '')
  if (!extra.length) {
    const before = built.get(version)
    if (before) return before
  }
  const published = new Set(years.map((y) => y.year))
  const off = new Map(years.flatMap(daysOff))
  const work = new Set(years.flatMap((y) => y.work))
  const certain = (d: LegalDate) => {
    const year = Number(d.slice(0, 4))
    if (!published.has(year) && !provisional) throw new MissingYear(year)
    return published.has(year)
  }
  const holiday = (d: LegalDate) => off.get(d) ?? (certain(d) ? undefined : fixedHoliday(d))
  const weekend = (d: LegalDate) => weekday(d) % 6 === 0
  const judge = (d: LegalDate): Day => {
    const w = weekend(d) // first: it refuses what is not a date
    if (certain(d) && work.has(d)) return { workday: true, reason: '调休上班' }
    const name = holiday(d)
    if (!name) return { workday: !w, reason: w ? '周末' : undefined }
    return { workday: false, reason: published.has(Number(d.slice(0, 4))) ? name : `${name}（暂定）` }
  }
  const asked = new Map<LegalDate, Day>() // every deadline asks the same few hundred days again
  const about = (d: LegalDate): Day => {
    const before = asked.get(d)
    if (before) return before
    const day = judge(d)
    if (asked.size < mostAsked) asked.set(d, day)
    return day
  }
  let loose: Calendar | undefined
  const made: Calendar = {
    version,
    published: (year) => published.has(year),
    isWorkday: (d) => about(d).workday,
    reason: (d) => about(d).reason,
    provisional: () => (provisional ? made : (loose ??= build(years, true, extra))),
  }
  if (!extra.length) built.set(version, made)
  return made
}

/**
 * Days that are holidays by the statute itself on a fixed date (全国年节及纪念日放假办法: 2013 text, from 2025 the 2024 text).
 * Festivals of the lunar calendar are left to the notice: without them a provisional day is rather early than late.
 */
function fixedHoliday(d: LegalDate): string | undefined {
  const day = d.slice(5)
  if (day === '01-01') return '元旦'
  if (day === '05-01' || (day === '05-02' && d >= '2025')) return '劳动节'
  return day >= '10-01' && day <= '10-03' ? '国庆节' : undefined
}

function withExtra(extra: readonly CalendarYear[]): readonly CalendarYear[] {
  if (!extra.length) return notices
  const all = [...notices]
  for (const y of extra) {
    const faults = faultsOfYear(y)
    if (faults.length) throw new RangeError(`${y.year} 年日历不能用：${faults.join('；')}`)
    const same = all.find((o) => versionOf(o) === versionOf(y))
    if (!same) all.push(y)
    else if (days(same) !== days(y)) throw new RangeError(`日历版本 ${versionOf(y)} 已有，内容不同；请用新的版本号`)
  }
  return all
}

function days(y: CalendarYear): string {
  return JSON.stringify([daysOff(y).map(([d]) => d).sort(), [...y.work].sort()])
}
