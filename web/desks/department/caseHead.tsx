import { Link } from '@tanstack/react-router'
import { Layers, Zap } from 'lucide-react'
import { sayDate, sayInstant } from '../../../contract/say.ts'
import { CaseNumber } from '../../case/number.tsx'
import { DueWords } from '../../case/promise.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { Facts } from '../../kit/sheet.tsx'
import { caseOf as t, queue } from '../../text/zh-CN/department.ts'
import { paths } from './paths.ts'
import type { CaseOut, Prospects } from './queries.ts'
import { dueOf } from './queueTable.tsx'
import { timeLeft, type Span } from './timeLeft.ts'

/** What this is, how much time is left, and what was promised: the first thing on the page. */
export function CaseHead(p: { of: CaseOut; prospects: Prospects | undefined; now: string; hours: readonly Span[] }) {
  const c = p.of
  const { now } = p
  // what binds first has its name said; the promise and the statute stand behind it
  const running = c.clocks.filter((k) => k.status === 'running' && ['promise', 'decision', 'outerLimit', 'onTheSpot', 'assignInspectors', 'specialProcedure', 'issue'].includes(k.id)).sort((a, b) => ((a.dueAt ?? a.due) < (b.dueAt ?? b.due) ? -1 : 1))
  const first = running[0]
  const due = first ? { due: first.due, ...(first.dueAt ? { dueAt: first.dueAt } : {}) } : dueOf(c)
  const shown = running.filter((k, i) => i === 0 || k.id === 'promise' || k.id === 'decision').slice(0, 3)
  return (
    <header className="d-sheet d-case-head">
      <div className="d-case-name">
        <h1>{c.name}</h1>
        <p className="second">
          {c.stateName}{c.decidedOn && `，${t.decided(sayDate(c.decidedOn, now))}`}
          {c.green && <span className="d-mark"><Icon of={Zap} />{queue.green}</span>}
          {c.bundle && <Link className="d-mark" to={paths.bundle as never} params={{ id: c.bundle } as never}><Icon of={Layers} />{t.bundle}</Link>}
        </p>
      </div>
      {due && !c.decidedOn && !c.closed && (
        <div className="d-time">
          {c.lamp !== 'none' && <Lamp kind={c.lamp} />}
          <p className="d-left number">{c.lamp === 'paused' ? '' : timeLeft(due, now, p.hours)}</p>
          {shown.map((k) => <p key={k.id} className={k === first ? '' : 'second small'}>{k.id === 'promise' ? t.promise : k.name} <DueWords of={{ kind: k.kind === 'promised' ? 'promised' : 'statutory', name: k.name, due: k.due, ...(k.dueAt ? { dueAt: k.dueAt } : {}) }} /></p>)}
        </div>
      )}
      <Facts of={[
        [t.applicant, c.applicant], [t.number, <CaseNumber key="n" of={c.number} />],
        [t.receivedAt, `${sayInstant(c.receivedAt, now)}　${t.channel[c.channel] ?? ''}`], c.acceptedOn && [t.acceptedOn, sayDate(c.acceptedOn, now)],
        c.helper && [t.helper, c.helper], p.prospects?.takenBy && [t.holder, p.prospects.takenBy],
      ]} />
    </header>
  )
}
