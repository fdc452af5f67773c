import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Asked, useClock, useKeys, useNow } from '../../shell/staff/index.ts'
import { Icon } from '../../kit/icon.tsx'
import { caseOf as t } from '../../text/zh-CN/department.ts'
import { Application } from './application.tsx'
import { CaseHead } from './caseHead.tsx'
import { Clocks } from './clocks.tsx'
import { JustDecided, rememberDecided } from './decided.tsx'
import { DecisionPanel } from './decisionPanel.tsx'
import { History } from './history.tsx'
import { MaterialViewer } from './materialViewer.tsx'
import { paths } from './paths.ts'
import { lastFilter, movePlace } from './queueMemory.ts'
import { queueSeen, useActDone, useCase, useProspects, type CaseOut, type Done } from './queries.ts'
import './department.css'

/** One case: what was handed in, what the law allows now, what was done. */
export default function CasePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <div className="d-case" key={id}><CaseOfQueue id={id} /></div>
}

function CaseOfQueue(p: { id: string }) {
  const view = useCase(p.id)
  const prospects = useProspects(p.id)
  const now = useNow() ?? ''
  const hours = useClock()?.hours ?? []
  const cache = useQueryClient()
  const navigate = useNavigate()
  const refresh = useActDone()
  // the queue as it was when the case was opened: its order must not change under the hand
  const [line] = useState(() => queueSeen(cache, lastFilter()))
  const here = line.findIndex((l) => l.id === p.id)
  const next = line[here + 1] ?? line.find((l) => l.id !== p.id)
  const back = () => void navigate({ to: paths.queue, search: lastFilter(), resetScroll: false } as never)
  // the next case takes the place of this one: the browser's own way back leads to the queue too
  const go = (id: string | undefined) => void (id ? navigate({ to: paths.case, params: { id }, replace: true } as never) : back())
  useEffect(() => movePlace(p.id, here), [p.id, here])
  // an article beside takes Escape first, and a form that is open is left only by itself
  useKeys({ Escape: () => { if (!document.querySelector('.ant-drawer-open, .d-form')) back() } })

  const done = async (type: string, name: string, answer: Done, of: CaseOut) => {
    const final = ['grant', 'refuse', 'terminate'].includes(type)
    if (final) rememberDecided({ name: of.name, applicant: of.applicant, act: name, done: answer })
    await refresh()
    if (final) go(next?.id)
  }
  return (
    <>
      <Nav next={next && next.id !== p.id ? next : undefined} />
      <JustDecided />
      <Asked of={view} lines={14}>
        {(of) => (
          <>
            <CaseHead of={of} prospects={prospects.data} now={now} hours={hours} />
            <div className="d-columns">
              <div className="d-main">
                <MaterialViewer of={of} />
                {!of.decidedOn && !!prospects.data?.reviewStandard.length && <section className="d-sheet d-standard"><h2>{t.standard}</h2><ul>{prospects.data.reviewStandard.map((x) => <li key={x}>{x}</li>)}</ul></section>}
                <Application of={of} mayReveal={prospects.data !== undefined && prospects.data.as !== 'gov'} />
                <section className="d-sheet"><h2>{t.history}</h2><History of={of} /></section>
              </div>
              <div className="d-side">
                <Asked of={prospects} lines={6}>{(pr) => <DecisionPanel of={of} prospects={pr} today={now.slice(0, 10)} done={(type, name, answer) => done(type, name, answer, of)} />}</Asked>
                <section className="d-sheet"><h2>{t.clocks}</h2><Clocks of={of} /></section>
              </div>
            </div>
          </>
        )}
      </Asked>
    </>
  )
}

function Nav(p: { next: { id: string; name: string } | undefined }) {
  return (
    <nav className="d-nav" aria-label={t.back}>
      <Link to={paths.queue as never} search={lastFilter() as never} resetScroll={false}><Icon of={ChevronLeft} />{t.back}</Link>
      {p.next && <Link to={paths.case as never} params={{ id: p.next.id } as never} replace>{t.next}<span className="second">{p.next.name}</span><Icon of={ChevronRight} /></Link>}
    </nav>
  )
}
