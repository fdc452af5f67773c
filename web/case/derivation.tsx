import { CalendarDays } from 'lucide-react'
import { sayExactly, timeOf } from '../../contract/say.ts'
import type { Due, DueDerivation } from '../../contract/views.ts'
import type { DerivedDay, Derivation } from '../../law/kernel/deadlineCount.ts'
import { tellDerivation } from '../../law/kernel/deadlineTold.ts'
import type { OfficeHours } from '../../law/kernel/promiseInstant.ts'
import { Icon } from '../kit/icon.tsx'
import { usePage } from '../kit/page.tsx'
import { Basis } from './basis.tsx'

/** longest count that is drawn day by day; longer ones (60 days, 6 months) are told in sentences */
const drawn = 12 * 7

/**
 * 怎么算出来的: the count itself, as law tells it and day by day, each day that did not count by its name. A <details>, so it
 * opens without script. Nothing when the due time brings no derivation.
 */
export function DerivationBox(p: { of: Due; open?: boolean }) {
  const { words } = usePage()
  const t = words.derivation
  const d = p.of.derivation
  if (!d) return null
  const sameDay = d.hours && d.startedAt && p.of.dueAt && d.startedAt.slice(0, 10) === p.of.due
  const told = d.lines?.length ? d.lines : sameDay ? [] : tellDerivation(d.count)
  return (
    <details className="derivation" open={p.open}>
      <summary><Icon of={CalendarDays} />{t.title}</summary>
      <div className="derivation-body stack">
        {sameDay ? <Hours from={d.startedAt!} to={p.of.dueAt!} hours={d.hours!} /> : d.count.days.length <= drawn && d.count.unit !== 'month' && <Calendar of={d.count} />}
        {told.length > 0 && <ol className="told">{told.map((x) => <li key={x}>{x}</li>)}</ol>}
        <Footing of={d} />
      </div>
    </details>
  )
}

function Footing(p: { of: DueDerivation }) {
  const { words } = usePage()
  const t = words.derivation
  const c = p.of.count
  return (
    <div className="small second">
      <p>{t.calendar(versionFor(c))}{c.basis && c.basis.length > 0 && <> <Basis of={[...c.basis]} /></>}</p>
      {!p.of.hours && c.n > 0 && <p>{t.replay}<code>npx yichuang deadline --from {c.start} --days {c.n} --unit {c.unit}</code></p>}
    </div>
  )
}

/** of the calendar's version only the years that this count went through */
function versionFor(c: Derivation): string {
  const years = c.calendarVersion.split('/').filter((v) => v.slice(0, 4) >= c.start.slice(0, 4) && v.slice(0, 4) <= c.due.slice(0, 4))
  return years.join('、') || c.calendarVersion
}

function monday(date: string): number {
  const at = Date.parse(date + 'T00:00Z')
  return at - ((new Date(at).getUTCDay() + 6) % 7) * 86_400_000
}

/** Weeks from the start's to the due day's; a table, so that it can be read aloud row by row. */
function Calendar(p: { of: Derivation }) {
  const { words } = usePage()
  const t = words.derivation
  const d = p.of
  const byDate = new Map(d.days.map((x) => [x.date, x]))
  const weeks: string[][] = []
  for (let at = monday(d.start); at <= Date.parse(d.due + 'T00:00Z'); at += 7 * 86_400_000) {
    weeks.push(Array.from({ length: 7 }, (_, i) => new Date(at + i * 86_400_000).toISOString().slice(0, 10)))
  }
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t.tableCaption}>
      <table className="calendar">
        <caption className="away">{t.tableCaption}</caption>
        <thead><tr>{t.week.map((w) => <th key={w} scope="col">{w}</th>)}</tr></thead>
        <tbody>{weeks.map((week) => <tr key={week[0]}>{week.map((date) => <Cell key={date} date={date} day={byDate.get(date)} of={d} first={date === weeks[0]![0]} />)}</tr>)}</tbody>
      </table>
    </div>
  )
}

function Cell(p: { date: string; day?: DerivedDay; of: Derivation; first: boolean }) {
  const { words } = usePage()
  const t = words.derivation
  const { start, due } = p.of
  const number = Number(p.date.slice(8))
  const label = number === 1 || p.first ? `${Number(p.date.slice(5, 7))}月${number}日` : String(number)
  const kind = p.date === due ? 'due' : p.date === start ? 'start' : p.date < start || p.date > due ? 'out' : p.day?.counted ? 'counts' : 'skip'
  const word = kind === 'start' ? t.start : p.day?.counted ? t.day(p.day.counted) : p.day?.skipped
  return (
    <td className={`day day-${kind}`}>
      <span className="day-date">{label}</span>
      {word && <span className="day-word">{word}</span>}
      {p.day?.note && kind !== 'due' && <span className="day-word">{p.day.note}</span>}
      {kind === 'due' && <b className="day-word">{t.due}</b>}
    </td>
  )
}

/** The stretches of one day between two instants: inside the opening hours they count. Minutes from midnight. */
export function stretches(from: string, to: string, hours: OfficeHours): { from: number; to: number; counts: boolean }[] {
  const [start, end] = [minuteOf(timeOf(from)), minuteOf(timeOf(to))]
  const out: { from: number; to: number; counts: boolean }[] = []
  let at = start
  for (const span of hours.spans) {
    const [opens, shuts] = [Math.max(start, minuteOf(span.from)), Math.min(end, minuteOf(span.to))]
    if (opens >= shuts) continue
    if (opens > at) out.push({ from: at, to: opens, counts: false })
    out.push({ from: opens, to: shuts, counts: true })
    at = shuts
  }
  return out
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** The hours of one day: a ruler, and the same in words. */
function Hours(p: { from: string; to: string; hours: OfficeHours }) {
  const { words } = usePage()
  const t = words.derivation
  const all = stretches(p.from, p.to, p.hours)
  const start = all[0]?.from ?? 0
  const width = (all.at(-1)?.to ?? 1) - start
  return (
    <div className="stretches">
      <p>{t.clock(sayExactly(p.from))}</p>
      <svg viewBox={`0 0 ${width} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {all.map((s) => <rect key={s.from} x={s.from - start} y={s.counts ? 0 : 4} width={s.to - s.from} height={s.counts ? 10 : 2} className={s.counts ? 'counts' : 'skip'} />)}
      </svg>
      <ol>
        {all.map((s) => <li key={s.from} className={s.counts ? 'counts' : 'skip'}><span className="number">{clock(s.from)}–{clock(s.to)}</span><span>{s.counts ? t.counted(s.to - s.from) : t.shut}</span></li>)}
        <li className="due-line"><b className="number">{timeOf(p.to)}</b><b>{t.due}</b></li>
      </ol>
    </div>
  )
}
