import { CalendarDays } from 'lucide-react'
import { sayDate, sayExactly, timeOf, weekday } from '../../contract/say.ts'
import type { Derivation, DerivedDay } from '../../contract/views.ts'
import { Icon } from '../kit/icon.tsx'
import { usePage } from '../kit/page.tsx'
import { Basis } from './basis.tsx'

/** 怎么算出来的: the count itself, day by day, each day that did not count by name. A <details>, so it opens without script. */
export function DerivationBox(p: { of: Derivation; open?: boolean }) {
  const { words } = usePage()
  const t = words.derivation
  const d = p.of
  const skipped = d.days.filter((x) => !x.counts && x.date > d.start.slice(0, 10) && x.date < d.due)
  const makeUp = d.days.filter((x) => x.counts && x.why)
  return (
    <details className="derivation" open={p.open}>
      <summary><Icon of={CalendarDays} />{t.title}</summary>
      <div className="derivation-body stack">
        <p>{opening(d, t)}{t.n[d.unit](d.n)}。</p>
        {d.stretches ? <Stretches of={d} /> : d.days.length > 1 && <Calendar of={d} />}
        {!d.stretches && d.unit === 'workday' && (skipped.length ? <Named title={t.skipped} days={skipped} /> : <p>{t.none}</p>)}
        {makeUp.length > 0 && <Named title={t.makeUp} days={makeUp} />}
        {d.criticalPath && d.criticalPath.length > 1 && <p>{t.path}{d.criticalPath.join(' → ')}</p>}
        {d.provisional && <p>{t.provisional}</p>}
        <p className="small second">{t.calendar(d.calendarVersion)}</p>
        <p className="small"><Basis of={d.basis} /></p>
        {(d.unit === 'workday' || d.unit === 'calendar' || d.unit === 'month') && (
          <p className="small second">{t.replay}<code>npx yichuang deadline --from {d.start.slice(0, 10)} --days {d.n} --unit {d.unit}</code></p>
        )}
      </div>
    </details>
  )
}

function opening(d: Derivation, t: ReturnType<typeof usePage>['words']['derivation']): string {
  if (d.unit === 'officeMinutes') return t.eventMinutes(d.event, sayExactly(d.start))
  if (d.unit === 'sameDayBy') return t.eventSameDay(d.event, sayExactly(d.start), d.dueAt ? timeOf(d.dueAt) : '')
  return t.event(d.event, sayDate(d.start))
}

function Named(p: { title: string; days: DerivedDay[] }) {
  return (
    <div>
      <h3>{p.title}</h3>
      <ul className="named-days">{p.days.map((x) => <li key={x.date}><time dateTime={x.date}>{sayDate(x.date)}</time> {weekday(x.date)}<span className="second">{x.why === weekday(x.date) ? '' : ` ${x.why ?? ''}`}</span></li>)}</ul>
    </div>
  )
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
  const start = d.start.slice(0, 10)
  const byDate = new Map(d.days.map((x) => [x.date, x]))
  const weeks: string[][] = []
  for (let at = monday(start); at <= Date.parse(d.due + 'T00:00Z'); at += 7 * 86_400_000) {
    weeks.push(Array.from({ length: 7 }, (_, i) => new Date(at + i * 86_400_000).toISOString().slice(0, 10)))
  }
  return (
    <div className="table-wrap">
      <table className="calendar">
        <caption className="away">{t.tableCaption}</caption>
        <thead><tr>{t.week.map((w) => <th key={w} scope="col">{w}</th>)}</tr></thead>
        <tbody>{weeks.map((week) => <tr key={week[0]}>{week.map((date, i) => <Cell key={date} date={date} day={byDate.get(date)} start={start} due={d.due} first={i === 0 && week === weeks[0]} />)}</tr>)}</tbody>
      </table>
    </div>
  )
}

function Cell(p: { date: string; day?: DerivedDay; start: string; due: string; first: boolean }) {
  const { words } = usePage()
  const t = words.derivation
  const number = Number(p.date.slice(8))
  const label = number === 1 || p.first ? `${Number(p.date.slice(5, 7))}月${number}日` : String(number)
  const kind = p.date === p.due ? 'due' : p.date === p.start ? 'start' : !p.day || p.date < p.start || p.date > p.due ? 'out' : p.day.counts ? 'counts' : 'skip'
  const word = kind === 'start' ? t.start : kind === 'out' ? '' : kind === 'skip' ? p.day?.why : p.day?.n ? t.day(p.day.n) : ''
  return (
    <td className={`day day-${kind}`}>
      <span className="day-date">{label}</span>
      {word && <span className="day-word">{word}</span>}
      {kind === 'due' && <b className="day-word">{t.due}</b>}
    </td>
  )
}

/** The hours of one day: a ruler, and the same in words. */
function Stretches(p: { of: Derivation }) {
  const { words } = usePage()
  const t = words.derivation
  const all = p.of.stretches ?? []
  const minute = (at: string) => Number(timeOf(at).slice(0, 2)) * 60 + Number(timeOf(at).slice(3))
  const from = minute(all[0]!.from)
  const width = minute(all.at(-1)!.to) - from
  return (
    <div className="stretches">
      <svg viewBox={`0 0 ${width} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {all.map((s) => <rect key={s.from} x={minute(s.from) - from} y={s.counts ? 0 : 4} width={minute(s.to) - minute(s.from)} height={s.counts ? 10 : 2} className={s.counts ? 'counts' : 'skip'} />)}
      </svg>
      <ol>
        {all.map((s) => (
          <li key={s.from} className={s.counts ? 'counts' : 'skip'}>
            <span className="number">{timeOf(s.from)}–{timeOf(s.to)}</span>
            <span>{s.counts ? `${t.counted} ${t.minutes(s.minutes)}` : `${t.notCounted}${s.why ? `：${s.why}` : ''}`}</span>
          </li>
        ))}
        <li className="due-line"><b className="number">{timeOf(p.of.dueAt ?? all.at(-1)!.to)}</b><b>{t.due}</b></li>
      </ol>
    </div>
  )
}
