import { useQueries } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { overview, window as windowQueue } from '../../../../contract/casework.ts'
import { item } from '../../../../contract/catalogue.ts'
import type { ItemTerms } from '../../../../law/item/item.ts'
import { Asked, call, KeyButton, Trouble, useAsk, useKeys, useRefresh, Waiting } from '../../../shell/staff/index.ts'
import { intake as t } from '../../../text/zh-CN/window.ts'
import { Queue } from './queue.tsx'
import type { BundleOut, CaseOut, Member } from './rows.ts'
import { owes } from './asked.ts'
import { SupplyBench } from './supply.tsx'
import { Workbench } from './workbench.tsx'
import { ProblemError } from '../../../../contract/client.ts'
import '../window.css'

/** 综合窗口: left who waits, middle the checklist, right clocks and history, below one bar of acts. What is open stands in the address. */
export default function Intake() {
  const { id, list } = useSearch({ strict: false }) as { id?: string; list?: string }
  const desk = list === 'supply' ? 'supply' as const : 'intake' as const
  const navigate = useNavigate()
  const refresh = useRefresh()
  const choose = (next?: string) => {
    if (!next) void refresh(windowQueue)
    // open already: to its first line, with all that was marked
    else if (next === id) document.querySelector<HTMLElement>('.wb-main :is([data-asked], [data-row], button)')?.focus()
    void navigate({ to: '/window/intake', search: { ...(desk === 'supply' ? { list: desk } : {}), ...(next ? { id: next } : {}) } as never })
  }
  // from where the desk is going, not from where it was: Enter may have closed the case a moment ago
  const other = () => void navigate({ to: '/window/intake', search: ((s: { list?: string; id?: string }) => ({ ...(s.list === 'supply' ? {} : { list: 'supply' }), ...(s.id ? { id: s.id } : {}) })) as never })
  const fresh = () => void navigate({ to: '/window/new' })
  // the key leads to the field of the other list, a click only to the list
  const byKey = useRef(false)
  useKeys({ F2: fresh, F3: () => { byKey.current = true; other() } })
  // without anything open the keys begin in the queue
  useEffect(() => {
    if (id) return
    const timer = setInterval(() => {
      const first = document.querySelector<HTMLElement>('[data-first]')
      if (!first) return
      clearInterval(timer)
      if (document.activeElement === document.body || document.activeElement?.id === 'main') first.focus()
    }, 100)
    return () => clearInterval(timer)
  }, [id, desk])
  return (
    <div className="workbench">
      <h1 className="away">{t.title}</h1>
      <Queue key={desk} find={byKey.current} desk={desk} other={other} chosen={id} choose={choose} />
      {id ? <Subject key={id} id={id} leave={() => choose()} fresh={fresh} /> : (
        <>
          <section className="wb-main wb-nothing"><p className="w-lead">{t.pick}</p><p className="second">{t.pickNew}</p></section>
          <div className="wb-side" />
          <div className="wb-bar"><KeyButton k="F2" onClick={fresh}>{t.bar.new}</KeyButton></div>
        </>
      )}
    </div>
  )
}

function Subject(p: { id: string; leave: () => void; fresh: () => void }) {
  const seen = useAsk(overview, { params: { id: p.id } })
  // which screen the case needs is said once, so by how it stands now: not by what was kept from when it was open last
  const known = useRef(false)
  known.current ||= seen.isFetchedAfterMount || !seen.isStale
  if (!seen.data || !known.current) return <><section className="wb-main"><Asked of={seen} lines={8}>{() => <Waiting lines={8} />}</Asked></section><div className="wb-side" /><div className="wb-bar"><KeyButton k="Escape" onClick={p.leave}>{t.bar.back}</KeyButton></div></>
  const views = seen.data.case ? [seen.data.case] : staying(seen.data.bundle!.members)
  return <WithTerms views={views} bundle={seen.data.bundle} leave={p.leave} fresh={p.fresh} reload={() => void seen.refetch()} />
}

/** a member that left before anybody accepted it is not worked on any more; of a bundle that has left as a whole all are shown */
function staying(members: CaseOut[]): CaseOut[] {
  const left = members.filter((m) => m.acceptedOn || !m.closed)
  return left.length ? left : members
}

/** the guide of each case, in the revision that the case was begun with: nothing else may be asked for (E-ITM-05) */
function WithTerms(p: { views: CaseOut[]; bundle: BundleOut | null; leave: () => void; fresh: () => void; reload: () => void }) {
  const terms = useQueries({
    queries: p.views.map((v) => {
      const input = { params: { key: v.item }, query: { revision: v.revision } }
      return { queryKey: [item.id, input], staleTime: Infinity, queryFn: () => call(item, input) }
    }),
  })
  const wrong = terms.find((x) => x.error)?.error
  if (wrong instanceof ProblemError) return <section className="wb-main"><Trouble of={wrong.problem} again={() => terms.forEach((x) => void x.refetch())} /></section>
  if (terms.some((x) => !x.data)) return <section className="wb-main"><Waiting lines={8} /></section>
  const members = p.views.map((view, i) => ({ view, terms: terms[i]!.data!.terms as ItemTerms }))
  return <Bench members={members} bundle={p.bundle} leave={p.leave} fresh={p.fresh} reload={p.reload} />
}

/** What was asked for once is taken in on a screen of its own. Which one is said when the case is opened: the outcome stays on the screen that gave it. */
function Bench(p: { members: Member[]; bundle: BundleOut | null; leave: () => void; fresh: () => void; reload: () => void }) {
  const waits = useRef(p.members.some(owes))
  return waits.current ? <SupplyBench {...p} /> : <Workbench {...p} />
}
