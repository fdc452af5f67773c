import { useState } from 'react'
import { sayDate } from '../../../contract/say.ts'
import type { Due } from '../../../contract/views.ts'
import type { Derivation } from '../../../law/kernel/deadlineCount.ts'
import { Basis } from '../../case/basis.tsx'
import { DerivationBox } from '../../case/derivation.tsx'
import { DueWords } from '../../case/promise.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { clocks as t } from '../../text/zh-CN/department.ts'
import { Asked, useClock } from '../../shell/staff/index.ts'
import { useDerivation, type CaseOut } from './queries.ts'

type Clock = CaseOut['clocks'][number]
const runs = (c: Clock) => c.status === 'running' || c.status === 'paused'

/** Every time limit of the case: what still runs first, what was met after it. Each says how it was counted. */
export function Clocks(p: { of: CaseOut }) {
  const all = p.of.clocks.filter((c) => c.status !== 'cancelled').sort((a, b) => Number(runs(b)) - Number(runs(a)) || (a.due < b.due ? -1 : 1))
  return <ul className="d-clocks">{all.map((c) => <One key={c.id} of={c} in={p.of} />)}</ul>
}

function One(p: { of: Clock; in: CaseOut }) {
  const [open, setOpen] = useState(false)
  const c = p.of
  const due: Due = { kind: c.kind === 'promised' ? 'promised' : 'statutory', name: c.name, due: c.due, ...(c.dueAt ? { dueAt: c.dueAt } : {}) }
  return (
    <li className={runs(c) ? 'd-runs' : 'd-met'}>
      <div className="d-clock-head">
        <b>{c.name}</b>
        {runs(c) ? c.lamp !== 'none' && <Lamp kind={c.lamp} /> : <span className="second">{t.met(sayDate(c.metAt ?? c.due))}</span>}
      </div>
      <p>{runs(c) && <DueWords of={due} />} {c.provisional && <span className="second">{t.provisional}</span>}</p>
      <p className="second small">{t.from(c.event, sayDate(c.start))} {c.basis.length > 0 && <Basis of={c.basis} bare />}</p>
      {!open ? <button type="button" className="linklike small" onClick={() => setOpen(true)} aria-label={`${c.name}，${t.how}`}>{t.how}</button> : <How of={c} due={due} in={p.in} />}
    </li>
  )
}

function How(p: { of: Clock; due: Due; in: CaseOut }) {
  const asked = useDerivation(p.in.id, p.of.id)
  const clock = useClock()
  const accepted = p.in.acts.find((a) => a.type === 'accept' || a.type === 'acceptTolerant' || a.type === 'supply')?.at
  const timed = p.of.dueAt && accepted && clock ? { startedAt: accepted, hours: { days: 'workday' as const, spans: clock.hours, roundUpMinutes: 1 } } : {}
  return <Asked of={asked}>{(d) => <DerivationBox of={{ ...p.due, derivation: { count: d.derivation as unknown as Derivation, ...timed } }} open />}</Asked>
}
