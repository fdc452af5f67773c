import { useRef, useState } from 'react'
import { acceptBundle, acts, getBundle, overview, window as windowQueue } from '../../../../contract/casework.ts'
import type { OutputOf } from '../../../../contract/client.ts'
import { sayDue } from '../../../../contract/say.ts'
import { CaseNumber } from '../../../case/number.tsx'
import { usePage } from '../../../kit/page.tsx'
import { KeyButton, Trouble, useDo, useKeys, useRefresh } from '../../../shell/staff/index.ts'
import { intake as ti, supply as t } from '../../../text/zh-CN/window.ts'
import { errorsOf } from '../findings.ts'
import { print } from '../print.tsx'
import { askedOf, atFirst, isIn, owes, type Asked, type Brought } from './asked.ts'
import { AskedList } from './askedList.tsx'
import { Finished, type Outcome } from './finished.tsx'
import type { BundleOut, Member } from './rows.ts'
import { Reveal, Side } from './side.tsx'

type Done = OutputOf<(typeof acts)[number]['endpoint']>
const endpointOf = (type: (typeof acts)[number]['type']) => acts.find((a) => a.type === type)!.endpoint

/**
 * A correction brought to the window: what the one notice listed, or what was left open on tolerant acceptance, and nothing
 * else. F8 takes in what is ticked and prints the receipt; with the last of it the case is accepted in the same press (XK-03).
 */
export function SupplyBench(p: { members: Member[]; bundle: BundleOut | null; leave: () => void; fresh: () => void; reload: () => void }) {
  const { mode } = usePage()
  const refresh = useRefresh()
  const [brought, setBrought] = useState<Record<string, Brought>>({})
  const [told, tell] = useState('')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [revealed, setRevealed] = useState('')
  const seqs = useRef(new Map<string, number>())
  const takeButton = useRef<HTMLButtonElement>(null)
  const supply = useDo(endpointOf('supply')), later = useDo(endpointOf('supplyTolerated')), second = useDo(endpointOf('oneTimeNotice')), acceptAll = useDo(acceptBundle)
  const all = [supply, later, second, acceptAll]
  const problem = all.find((x) => x.problem)?.problem
  const busy = all.some((x) => x.busy)
  const clear = () => all.forEach((x) => x.clear())

  const waiting = p.members.filter(owes)
  const first = (waiting[0] ?? p.members[0]!).view
  const asked = askedOf(waiting)
  const open = asked.filter((a) => !a.supplied)
  const ready = open.filter((a) => isIn(a, brought[a.key]))
  const left = open.filter((a) => !ready.includes(a))
  const tolerant = waiting.every((m) => !m.view.notice)
  const filing = first.regime === 'filing'
  const until = waiting.map((m) => m.view.notice?.until ?? m.view.tolerated?.until ?? null).filter((d) => d !== null).sort()[0] ?? null
  const seqOf = (id: string) => Math.max(seqs.current.get(id) ?? 0, p.members.find((m) => m.view.id === id)!.view.seq)
  const nameOf = (id: string) => asked.find((a) => a.parts.some((x) => x.id === id))?.name
  const reload = () => { clear(); p.reload() }
  const set = (a: Asked, b: Brought) => { tell(''); setBrought((x) => ({ ...x, [a.key]: b })) }

  const take = async () => {
    clear()
    tell('')
    if (!ready.length) return tell(t.nothing)
    const papers: Outcome['papers'] = []
    let last: Done | undefined
    for (const { view } of waiting) {
      const mine = ready.flatMap((a) => a.parts.filter((x) => x.caseId === view.id).map((x) => ({ a, id: x.id, b: brought[a.key] ?? atFirst(a) })))
      if (!mine.length) continue
      const materials = Object.fromEntries(mine.filter((x) => x.a.kind === 'material').map((x) => [x.id, x.b.form]))
      const form = Object.fromEntries(mine.filter((x) => x.a.kind === 'field').map((x) => [x.id, x.b.value]))
      const personal = Object.keys(form).length ? { form } : {}
      const done = (await (view.notice ? supply : later).run({ params: { id: view.id }, body: { payload: { items: mine.map((x) => x.id), ...(Object.keys(materials).length ? { materials } : {}) }, personal } } as never, { ifMatch: seqOf(view.id) })) as Done | undefined
      // what was taken in before the refusal stays taken in; the rest is still ticked
      if (!done) return last && p.reload()
      seqs.current.set(done.id, done.seq)
      papers.push(...done.documents.map((d) => ({ case: done.id, ...d })))
      last = done
    }
    let due = last!.promiseAt?.slice(0, 10) ?? last!.due
    let promiseAt = last!.promiseAt
    const rest = p.members.filter((m) => m.view.state === 'received')
    if (p.bundle && !left.length && rest.length) {
      const whole = await acceptAll.run({ params: { id: p.bundle.id }, body: {} })
      // the papers are taken in already; the checklist says what stands against the acceptance
      if (!whole) return p.reload()
      papers.push(...whole.documents.map((d) => ({ case: p.bundle!.id, ...d })))
      due = whole.due
      promiseAt = whole.promiseAt
    }
    const kind = left.length || tolerant ? 'supplied' : last!.state === 'filed' ? 'filed' : 'accepted'
    setOutcome({ kind, id: p.bundle?.id ?? first.id, bundle: !!p.bundle, due: kind === 'accepted' ? due : left.length ? until : null, promiseAt: kind === 'accepted' ? promiseAt : null, papers, members: waiting.map((m) => m.view.name), number: p.bundle?.number ?? first.number, open: left.map((a) => a.name) })
    await refresh(windowQueue, overview, getBundle)
    for (const d of papers) print(d.case, d.id)
  }
  /** the law is asked, and says why not: what could be seen the first time cannot be demanded later */
  const noticeAgain = async () => {
    clear()
    tell('')
    const items = open.flatMap((a) => a.parts.filter((x) => x.caseId === first.id).map((x) => ({ kind: a.kind, id: x.id, problem: 'missing' as const })))
    await second.run({ params: { id: first.id }, body: { payload: { items, periodDays: 15 }, personal: {} } } as never, { ifMatch: seqOf(first.id) })
  }
  useKeys({ Escape: p.leave, F2: p.fresh, F8: outcome ? undefined : () => void take(), F4: outcome || filing || tolerant ? undefined : () => void noticeAgain() })
  const word = left.length || tolerant ? t.take : filing ? t.takeFile : t.takeAccept
  return (
    <>
      <section className="wb-main">
        <header className="wb-head">
          <div>
            <h2>{p.bundle?.name ?? first.name}</h2>
            <p className="w-row small"><b>{revealed || first.applicant}</b><span className="second">{first.stateName}</span><span className="second"><CaseNumber of={p.bundle?.number ?? first.number} /></span></p>
          </div>
          {!outcome && <Reveal members={p.members} shown={!!revealed} show={(x) => setRevealed([...x.values()][0]?.applicant ?? '')} />}
        </header>
        <div className="wb-scroll">
          {outcome ? <Finished of={outcome} next={p.leave} /> : (
            <>
              <p className="asked-head"><b>{tolerant ? t.leadTolerant(open.length) : t.lead(open.length)}</b>{until && <span>{t.until(sayDue({ due: until }, mode.now))}</span>}<span className="second">{tolerant ? t.ruleTolerant : t.rule}</span></p>
              <Trouble of={problem} again={reload} name={nameOf} />
              <AskedList of={asked} brought={brought} set={set} owner={first.applicantId} errors={errorsOf(problem)} finished={() => takeButton.current?.focus()} uploaded={p.reload} locked={busy} />
            </>
          )}
        </div>
      </section>
      <Side members={p.members} at={first} />
      <div className="wb-bar" role="toolbar" aria-label={ti.title}>
        <KeyButton k="F2" onClick={p.fresh}>{ti.bar.new}</KeyButton>
        {outcome ? <span className="wb-told" /> : <>
          {!filing && !tolerant && <KeyButton k="F4" onClick={() => void noticeAgain()}>{ti.bar.notice}</KeyButton>}
          <span className="wb-told" role="status">{told || (busy ? ti.busy : t.progress(ready.length, left.length))}</span>
          <KeyButton k="F8" type="primary" loading={busy} ref={takeButton} onClick={() => void take()}>{word}</KeyButton>
        </>}
        <KeyButton k="Escape" onClick={p.leave}>{ti.bar.back}</KeyButton>
      </div>
    </>
  )
}
