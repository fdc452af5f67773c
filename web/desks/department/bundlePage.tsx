import { Link, useParams } from '@tanstack/react-router'
import { ArrowRight, ChevronLeft, CircleCheck, ExternalLink, Hourglass } from 'lucide-react'
import { sayDue } from '../../../contract/say.ts'
import { CaseNumber } from '../../case/number.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { Asked, useClock, useNow, useSession } from '../../shell/staff/index.ts'
import { bundle as t, caseOf } from '../../text/zh-CN/department.ts'
import { paths } from './paths.ts'
import { lastFilter } from './queueMemory.ts'
import { useBundle, type BundleOut } from './queries.ts'
import { dueOf } from './queueTable.tsx'
import { timeLeft } from './timeLeft.ts'
import './department.css'

type Member = BundleOut['members'][number]

/** 一件事: who is waiting for whom, and the one instant that was promised for all of it. */
export default function BundlePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const bundle = useBundle(id)
  const queue = useSession().has('examiner', 'head', 'gov')
  return <div className="d-case">{queue && <nav className="d-nav" aria-label={caseOf.back}><Link to={paths.queue as never} search={lastFilter() as never} resetScroll={false}><Icon of={ChevronLeft} />{caseOf.back}</Link></nav>}<Asked of={bundle} lines={10}>{(of) => <Whole of={of} />}</Asked></div>
}

function Whole(p: { of: BundleOut }) {
  const b = p.of
  const now = useNow() ?? ''
  const hours = useClock()?.hours ?? []
  // a bundle's lamp is about its one promise
  const due = dueOf({ ...b, lampFor: { clock: 'promise' } })
  return (
    <>
      <header className="d-sheet d-case-head">
        <div className="d-case-name"><h1>{b.name}</h1><p className="second">{t.lead}</p><p className="second small"><CaseNumber of={b.number} /></p></div>
        {due ? (
          <div className="d-time">
            {b.lamp !== 'none' && <Lamp kind={b.lamp as 'green'} />}
            <p className="d-left number">{b.done ? t.decided : timeLeft(due, now, hours)}</p>
            <p>{t.promise} <span className="nowrap">{sayDue(due, now)}</span></p>
          </div>
        ) : <p className="d-time second">{t.none}</p>}
      </header>
      <section className="d-sheet">
        <h2>{t.diagram}</h2>
        <ol className="d-stages">
          {stagesOf(b.members).map((stage, i, all) => (
            <li key={i} className={stage.length > 2 ? 'd-many' : ''}>
              <p className="second small">{t.stage(i + 1)}</p>
              <ul>{stage.map((m) => <One key={m.id} of={m} on={b.path.includes(m.item)} now={now} hours={hours} />)}</ul>
              {i < all.length - 1 && <Icon of={ArrowRight} />}
            </li>
          ))}
        </ol>
        {b.path.length > 0 && <p className="second small d-legend"><i aria-hidden="true" />{t.longest}</p>}
      </section>
      {b.said.length > 0 && <section className="d-sheet"><h2>{t.lines}</h2><ol className="told d-told">{b.said.map((x) => <li key={x}>{x}</li>)}</ol></section>}
    </>
  )
}

function One(p: { of: Member; on: boolean; now: string; hours: { from: string; to: string }[] }) {
  const session = useSession()
  const m = p.of
  const mine = session.has('gov', 'supervisor') || session.grants.some((g) => g.organ === m.organ)
  const due = dueOf(m)
  return (
    <li className={`d-member ${p.on ? 'd-on-path' : ''} ${m.decided ? 'd-decided' : ''}`.trim()}>
      <p className="d-member-name">{mine ? <Link to={paths.case as never} params={{ id: m.id } as never}>{m.name}<Icon of={ExternalLink} /></Link> : m.name}</p>
      <p className="second small">{m.organName}</p>
      <p className="d-member-state">
        {m.decided ? <><Icon of={CircleCheck} />{m.stateName}</> : <>{m.lamp !== 'none' && <Lamp kind={m.lamp as 'green'} />}<span>{m.stateName}</span></>}
      </p>
      {!m.decided && due && <p className="small number">{timeLeft(due, p.now, p.hours)}</p>}
      {!m.decided && <p className="small">{m.waitsFor.length ? <><Icon of={Hourglass} />{t.waiting(m.waitsFor.join('、'))}</> : t.free}</p>}
    </li>
  )
}

/** Members in the order in which they can be done: each stands after all that it waited for at the start. */
function stagesOf(members: readonly Member[]): Member[][] {
  const byItem = new Map(members.map((m) => [m.item, m]))
  const depth = new Map<string, number>()
  const of = (m: Member, guard = 0): number => {
    if (guard > members.length) return 0
    const known = depth.get(m.id)
    if (known !== undefined) return known
    const d = m.after.length ? 1 + Math.max(...m.after.map((k) => (byItem.get(k) ? of(byItem.get(k)!, guard + 1) : -1))) : 0
    depth.set(m.id, d)
    return d
  }
  const out: Member[][] = []
  for (const m of members) (out[of(m)] ??= []).push(m)
  return out.filter(Boolean)
}
