import { z } from 'zod'
import { calendar, calendarByVersion, faultsOfYear, type CalendarYear } from '../../../law/calendar/index.ts'
import { weekday } from '../../../law/kernel/dates.ts'
import type { Db, Queryable } from '../../kernel/db.ts'

/** ours (law/calendar), or the public one: year, papers, days[{name, date, isOffDay}] */
const ours = z.object({
  year: z.number().int(), version: z.number().int().min(1), notice: z.string(), publishedOn: z.string(), source: z.string().optional(),
  off: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })), work: z.array(z.string()),
})
const many = z.object({ year: z.number().int(), versions: z.array(ours.omit({ year: true })).min(1) })
const open = z.object({
  year: z.number().int(), papers: z.array(z.string()), days: z.array(z.object({ name: z.string(), date: z.string(), isOffDay: z.boolean() })),
})

/**
 * Reads a year of the working-day calendar. `version` counts on from what is known of that year; a year whose content is
 * known already gives nothing. Refuses a year that is not published (no days), and what law/calendar finds wrong with it.
 */
export function parseCalendar(text: string, known: readonly CalendarYear[], given: { notice?: string; publishedOn?: string } = {}): CalendarYear[] {
  let raw: unknown
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Error('不是有效的 JSON')
  }
  const out = asYears(raw, given)
  const fresh = out.filter((y) => !sameIsKnown(y, known))
  for (const y of fresh) {
    if (y.publishedOn === unknownDay(y.year)) throw new Error('没有公布日期，请用 --published 写明')
    const faults = faultsOfYear(y)
    if (faults.length) throw new Error(`${y.year}年日历不能用：${faults.join('；')}`)
  }
  // says no itself when the same version is there with another content
  calendar({ extra: [...known, ...fresh] })
  return fresh
}

/** stands for a day of publication that the file does not give, until it is known whether the year is new at all */
const unknownDay = (year: number): string => `${year}-01-01`

function asYears(raw: unknown, given: { notice?: string; publishedOn?: string }): CalendarYear[] {
  const one = ours.safeParse(raw)
  if (one.success) return [one.data]
  const all = many.safeParse(raw)
  if (all.success) return all.data.versions.map((v) => ({ year: all.data.year, ...v }))
  const o = open.safeParse(raw)
  if (!o.success) throw new Error('认不出这种日历文件：应有 year 和 days，或者 year、version、off、work')
  const { year, papers, days } = o.data
  if (!days.length) throw new Error(`${year}年放假安排尚未公布，没有可以导入的日子`)
  const paper = papers.at(-1)
  const publishedOn = given.publishedOn ?? /(\d{4})-(\d{2})\/(\d{2})\//.exec(paper ?? '')?.slice(1).join('-')
  const version = Math.max(0, ...versionsKnown(year)) + 1
  return [{
    year, version, notice: given.notice ?? paper ?? '', publishedOn: publishedOn ?? unknownDay(year), ...(paper ? { source: paper } : {}),
    // a weekend day off is in the range of its holiday, so each day stands for itself
    off: days.filter((d) => d.isOffDay).map((d) => ({ name: d.name, from: d.date, to: d.date })),
    work: days.filter((d) => !d.isOffDay && weekday(d.date) % 6 === 0).map((d) => d.date),
  }]
}

/** versions of a year that law/calendar has: the first notice and each change of it */
function versionsKnown(year: number): number[] {
  const latest = calendar().version.split('/').find((v) => v.startsWith(`${year}.`))?.split('.')[1]
  return Array.from({ length: Number(latest ?? 0) }, (_, n) => n + 1)
}

/** the same working days as a version that is known, whatever its number */
function sameIsKnown(y: CalendarYear, known: readonly CalendarYear[]): boolean {
  const versions = [...versionsKnown(y.year).map((v) => `${y.year}.${v}`), ...known.filter((k) => k.year === y.year).map((k) => `${k.year}.${k.version}`)]
  const named = { ...y, version: 1 + Math.max(0, ...versions.map((v) => Number(v.split('.')[1]))) }
  const probe = calendar({ extra: [...known, named] })
  return versions.some((v) => {
    // the other years stay: the notice for a year may speak of the last days of the one before
    const other = calendarByVersion(probe.version.replace(`${y.year}.${named.version}`, v), [...known, named])
    for (let t = Date.UTC(y.year, 0, 1); t < Date.UTC(y.year + 1, 0, 1); t += 86_400_000) {
      const d = new Date(t).toISOString().slice(0, 10)
      if (probe.isWorkday(d) !== other.isWorkday(d)) return false
    }
    return true
  })
}

/** years that this city imported; given to law/calendar as `extra` */
export async function importedYears(db: Queryable, city: string): Promise<CalendarYear[]> {
  return (await db.query<{ content: CalendarYear }>(
    `select content from catalogue.calendar_year where city = $1 order by year, version`, [city])).rows.map((r) => r.content)
}

/** says how many were new */
export async function takeInYears(db: Db, city: string, years: readonly CalendarYear[]): Promise<number> {
  let added = 0
  await db.tx(async (tx) => {
    for (const y of years) {
      const { rowCount } = await tx.query(
        `insert into catalogue.calendar_year (city, year, version, content) values ($1, $2, $3, $4) on conflict (city, year, version) do nothing`,
        [city, y.year, y.version, JSON.stringify(y)])
      added += rowCount
    }
  })
  return added
}
