import { CircleCheck } from 'lucide-react'
import { derivation, getBundle } from '../../../../contract/casework.ts'
import { sayDue } from '../../../../contract/say.ts'
import type { Due } from '../../../../contract/views.ts'
import { DerivationBox } from '../../../case/derivation.tsx'
import { CaseNumber } from '../../../case/number.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { usePage } from '../../../kit/page.tsx'
import { KeyButton, useAsk } from '../../../shell/staff/index.ts'
import { done as t, notice as tn } from '../../../text/zh-CN/window.ts'
import { PrintLink } from '../print.tsx'

export interface Outcome {
  kind: 'accepted' | 'notice' | 'filed' | 'supplied' | 'turnedAway'
  id: string
  bundle: boolean
  due: string | null
  promiseAt: string | null
  papers: { case: string; id: string; template: string; title: string; number: string | null; at: string }[]
  members: string[]
  number: string
  /** what is still missing after a part was taken in */
  open?: string[]
}

/** What the person at the window is told and takes along: the time in the largest type, then the paper. */
export function Finished(p: { of: Outcome; next: () => void }) {
  const { mode } = usePage()
  const o = p.of
  const word = { accepted: t.accepted, notice: t.noticeDone, filed: t.filed, supplied: t.supplied, turnedAway: t.turnedAway }[o.kind]
  const great = { accepted: t.noPromise, notice: t.noticeDone, filed: t.filed, supplied: t.suppliedAll, turnedAway: t.turnedAway }[o.kind]
  const due = o.due ? { due: o.due, ...(o.promiseAt ? { dueAt: o.promiseAt } : {}) } : null
  return (
    <section className="panel finished" aria-live="polite" aria-labelledby="panel-title">
      <p className="with-icon finished-word"><Icon of={CircleCheck} />{word}</p>
      <h2 id="panel-title" className="w-promise">{due ? (o.kind === 'notice' || o.kind === 'supplied' ? tn.until(sayDue(due, mode.now).replace(/ ?前$/, '').replace(/^最晚 ?/, '')) : t.before(sayDue(due, mode.now))) : great}</h2>
      {!!o.open?.length && <p className="still-open"><b>{t.stillOpen(o.open.length)}</b>　{o.open.join('、')}</p>}
      <p><CaseNumber of={o.number} /></p>
      {o.members.length > 1 && <p className="second">{t.members}　{o.members.join('、')}</p>}
      <ul className="list-plain stack-tight">{o.papers.map((d) => <li key={d.id}><PrintLink case={d.case} of={d} word={t.print} /></li>)}</ul>
      {o.kind === 'accepted' && due && (o.bundle ? <BundleWhy id={o.id} /> : <CaseWhy id={o.id} due={due} />)}
      <div><KeyButton k="Escape" type="primary" size="large" autoFocus onClick={p.next}>{t.next}</KeyButton></div>
    </section>
  )
}

function BundleWhy(p: { id: string }) {
  const bundle = useAsk(getBundle, { params: { id: p.id } })
  if (!bundle.data?.said.length) return null
  return <details className="derivation"><summary>{t.why}</summary><div className="derivation-body"><ol className="told">{bundle.data.said.map((s) => <li key={s}>{s}</li>)}</ol></div></details>
}

function CaseWhy(p: { id: string; due: { due: string; dueAt?: string } }) {
  const asked = useAsk(derivation, { params: { id: p.id, clock: 'promise' } })
  if (!asked.data) return null
  const of: Due = { kind: 'promised', name: asked.data.clock.name, ...p.due, derivation: { count: asked.data.derivation as never } }
  return <DerivationBox of={of} />
}
