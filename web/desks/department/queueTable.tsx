import { Link } from '@tanstack/react-router'
import { Layers, Zap } from 'lucide-react'
import { Fragment, useEffect, useRef } from 'react'
import { sayDay, sayInstant } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { queue as t, left as leftWords } from '../../text/zh-CN/department.ts'
import { useKeys } from '../../shell/staff/index.ts'
import { paths } from './paths.ts'
import type { QueueLine } from './queries.ts'
import { timeLeft, type Span } from './timeLeft.ts'

/**
 * The queue as a table of 40 px rows. Where one is, is where the focus is: each row's item is a link, J and K move between
 * them, Enter opens it as any link, E takes the case up.
 */
export function QueueTable(p: {
  lines: readonly QueueLine[]; now: string; hours: readonly Span[]; start: string | undefined
  open: (line: QueueLine) => void; takeUp: (line: QueueLine) => void; at: (id: string) => void
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  const links = () => [...(body.current?.querySelectorAll<HTMLAnchorElement>('a[data-case]') ?? [])]
  useEffect(() => {
    if (p.start && (document.activeElement === document.body || document.activeElement === null)) links().find((a) => a.dataset['case'] === p.start)?.focus({ preventScroll: true })
  }, [p.start])
  const move = (by: number) => {
    const all = links()
    const here = all.findIndex((a) => a === document.activeElement)
    const next = all[here < 0 ? Math.max(0, all.findIndex((a) => a.dataset['case'] === p.start)) : Math.min(all.length - 1, Math.max(0, here + by))]
    next?.focus({ preventScroll: true })
    next?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }
  const takeUp = () => {
    const here = p.lines[links().findIndex((a) => a === document.activeElement)]
    if (here) p.takeUp(here)
  }
  useKeys({ j: () => move(1), J: () => move(1), k: () => move(-1), K: () => move(-1), e: takeUp, E: takeUp })
  const c = t.columns
  return (
    <table className="d-table by-rows">
      <caption className="away">{t.table}</caption>
      <thead>
        <tr><th scope="col" className="d-c-lamp">{c.lamp}</th><th scope="col" className="d-c-due">{c.due}</th><th scope="col">{c.item}</th><th scope="col" className="d-c-who">{c.applicant}</th><th scope="col" className="d-c-state">{c.state}</th><th scope="col" className="d-c-holder">{c.holder}</th></tr>
      </thead>
      <tbody ref={body}>
        {p.lines.map((l, i) => {
          const due = dueOf(l)
          const group = p.lines[0]?.signs && (i === 0 || l.signs !== p.lines[i - 1]!.signs)
          return (
            <Fragment key={l.id}>
              {group && <tr className="d-group"><th scope="rowgroup" colSpan={6}>{l.signs ? t.toSign : t.others}</th></tr>}
              <tr onClick={(e) => { if (!(e.target as HTMLElement).closest('a')) p.open(l) }}>
                <td>{l.lamp !== 'none' && <Lamp kind={l.lamp} />}</td>
                <td className="d-due">{due && <><span className="number">{l.lamp === 'paused' ? leftWords.paused : timeLeft(due, p.now, p.hours)}</span> <span className="second small number" title={l.lampFor?.name}>{l.lamp !== 'paused' && <>{l.lampFor && `${t.clocks[l.lampFor.clock] ?? l.lampFor.name} `}{shortDue(due, p.now)}</>}</span></>}</td>
                <th scope="row">
                  <Link to={paths.case as never} params={{ id: l.id } as never} data-case={l.id} onClick={() => p.at(l.id)}>{l.name}</Link>
                  {l.green && <span className="d-mark"><Icon of={Zap} />{t.green}</span>}
                  {l.bundle && <span className="d-mark"><Icon of={Layers} />{t.bundle}</span>}
                </th>
                <td className="d-cut" title={l.applicant}>{l.applicant}</td>
                <td>{l.stateName}</td>
                <td className={l.takenBy ? '' : 'second'}>{l.takenBy ?? t.nobody}</td>
              </tr>
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

/** 今天 16:00; 1月4日（周一）: the year is said in the case itself */
function shortDue(due: { due: string; dueAt?: string }, now: string): string {
  return (due.dueAt ? sayInstant(due.dueAt, now) : sayDay(due.due, now)).replace(/^\d{4}年/, '')
}

/** what binds first, which is what the lamp is about: a promise with its time of day, or the day of another clock */
export function dueOf(l: { due: string | null; promiseAt: string | null; lampFor: { clock: string } | null }): { due: string; dueAt?: string } | undefined {
  if (l.promiseAt && l.lampFor?.clock === 'promise') return { due: l.promiseAt.slice(0, 10), dueAt: l.promiseAt }
  return l.due ? { due: l.due } : undefined
}
