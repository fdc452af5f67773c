import type { Calendar } from './calendar.ts'
import { chineseDate } from './datesWritten.ts'
import { compareInstants, legalDateOf, timeOf, WDN, type Instant } from './dates.ts'
import { termInWords } from './deadline.ts'
import { closingOf, promisedInstant, type OfficeHours, type Promised, type PromiseTerm } from './promiseInstant.ts'

/** One step of a bundle: `after` names the members whose result it needs first (keys that are not members are not waited for). */
export interface PathMember {
  key: string
  name?: string
  term: PromiseTerm
  after?: readonly string[]
}

export interface PathStep extends Promised {
  startsAt: Instant
}

export interface CriticalPath {
  members: Record<string, PathStep>
  /** promise of the whole: that of the member which ends last */
  promise: Promised
  /** working days from the day of acceptance to the promised day (MOD-03: at most 45) */
  workdays: number
  /** keys of the members that decide the promise, first to last */
  path: string[]
  /** how it was found, one Chinese sentence a line */
  derivation: string[]
}

/**
 * Promise of a bundle accepted at `from`: members without `after` start at once and run in parallel; one that needs others
 * starts when the last of them ends, to the minute, not earlier. So working days in sequence add up (B 5, then C 2: 7 from acceptance).
 * A member promised for a day without a time ends when the hall closes that day. Refuses an empty bundle and a circle.
 */
export function criticalPath(members: readonly PathMember[], from: Instant, hours: OfficeHours, calendar: Calendar): CriticalPath {
  if (!members.length) throw new RangeError('没有事项，无法计算承诺时限')
  const byKey = new Map(members.map((m) => [m.key, m]))
  if (byKey.size !== members.length) throw new RangeError('同一事项在一件事中出现两次')
  const steps: Record<string, PathStep> = {}
  const cause: Record<string, string | undefined> = {}
  const lines: string[] = []
  // what is told is rounded up; what follows starts from the minute itself, so that roundings do not add up
  const exact: Record<string, Promised> = {}
  const toTheMinute = { ...hours, roundUpMinutes: 1 }
  const ends = (key: string) => exact[key]!.dueAt ?? closingOf(exact[key]!.due, hours)
  const later = (a: string, b: string) => (compareInstants(ends(b), ends(a)) > 0 ? b : a)
  const visit = (m: PathMember, waiting: readonly string[]) => {
    if (steps[m.key]) return
    if (waiting.includes(m.key)) throw new RangeError(`事项之间互为前提：${[...waiting, m.key].join(' → ')}`)
    const needs = (m.after ?? []).filter((k) => byKey.has(k))
    for (const k of needs) visit(byKey.get(k)!, [...waiting, m.key])
    const waitsFor = needs.length ? needs.reduce(later) : undefined
    const startsAt = waitsFor ? ends(waitsFor) : from
    steps[m.key] = { startsAt, ...promisedInstant(m.term, startsAt, hours, calendar) }
    exact[m.key] = promisedInstant(m.term, startsAt, toTheMinute, calendar)
    cause[m.key] = waitsFor
    lines.push(lineOf(m, waitsFor ? byKey.get(waitsFor) : undefined, steps[m.key]!, hours, calendar))
  }
  for (const m of members) visit(m, [])
  const lastKey = members.map((m) => m.key).reduce(later)
  const path: string[] = []
  for (let k: string | undefined = lastKey; k; k = cause[k]) path.unshift(k)
  const { due, dueAt } = steps[lastKey]!
  const promise = dueAt ? { due, dueAt } : { due }
  const names = path.map((k) => nameOf(byKey.get(k)!))
  return {
    members: steps, promise, path, workdays: WDN(legalDateOf(from), due, calendar),
    derivation: [`${moment(from)}受理。`, ...lines, `最晚的一条：${names.join(' → ')}，全部办结不迟于${said(promise)}。`],
  }
}

function lineOf(m: PathMember, waitsFor: PathMember | undefined, step: PathStep, hours: OfficeHours, calendar: Calendar): string {
  const start = waitsFor ? `等“${nameOf(waitsFor)}”办结，自${moment(step.startsAt)}起` : '自受理起'
  const term = m.term.unit === 'workday' ? termInWords(m.term.n, 'workday') : m.term.unit === 'officeMinutes' ? `办公时间${m.term.n}分钟` : `当日${m.term.time}前`
  return `${nameOf(m)}：${start}，${term}，${said(step)}前办结${gaps(m.term, step, hours, calendar)}。`
}

/** what lies between start and end and does not run: 12:00–13:00, or rest days */
function gaps(term: PromiseTerm, step: PathStep, hours: OfficeHours, calendar: Calendar): string {
  if (term.unit !== 'officeMinutes') return ''
  const [a, b] = [legalDateOf(step.startsAt), step.due]
  if (a !== b) return `（只计工作日开放时间${WDN(a, b, calendar) > 1 || !calendar.isWorkday(a) ? '，休息日不计' : ''}）`
  const [from, to] = [timeOf(step.startsAt), timeOf(step.dueAt!)]
  const closed = hours.spans.slice(1).map((s, i) => [hours.spans[i]!.to, s.from] as const).filter(([x, y]) => from <= x && y <= to && x < y)
  return closed.length ? `（${closed.map(([x, y]) => `${x}–${y}`).join('、')}不计）` : ''
}

function said(p: Promised): string {
  return p.dueAt ? moment(p.dueAt) : `${chineseDate(p.due)}`
}

function moment(at: Instant): string {
  return `${chineseDate(legalDateOf(at))} ${timeOf(at)}`
}

function nameOf(m: PathMember): string {
  return m.name ?? m.key
}
