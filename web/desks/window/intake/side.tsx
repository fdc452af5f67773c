import { Button, Input } from 'antd'
import { Eye } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { reveal } from '../../../../contract/casework.ts'
import type { OutputOf } from '../../../../contract/client.ts'
import { sayDue, sayInstant } from '../../../../contract/say.ts'
import { Basis } from '../../../case/basis.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Lamp } from '../../../kit/lamp.tsx'
import { usePage } from '../../../kit/page.tsx'
import { Trouble, useDo } from '../../../shell/staff/index.ts'
import { intake as t } from '../../../text/zh-CN/window.ts'
import { PrintLink } from '../print.tsx'
import type { CaseOut, Member } from './rows.ts'

/** Right: what runs against whom, what has happened, what was issued. */
export function Side(p: { members: Member[]; at: CaseOut }) {
  const { mode } = usePage()
  const running = p.members.flatMap((m) => m.view.clocks.filter((c) => c.status === 'running' || c.status === 'paused').map((c) => ({ c, view: m.view })))
  // several members run the same clock: said once
  const clocks = running.filter((x, i) => running.findIndex((y) => y.c.name === x.c.name && y.c.due === x.c.due && y.c.dueAt === x.c.dueAt) === i)
  const documents = [...new Map(p.members.flatMap((m) => m.view.acts.flatMap((a) => a.documents.map((d) => [d.id, { d, id: m.view.id }] as const)))).values()]
  return (
    <aside className="wb-side" aria-label={t.clocks}>
      <section>
        <h2>{t.clocks}</h2>
        {clocks.length ? <ul className="list-plain side-clocks">{clocks.map(({ c, view }) => (
          <li key={`${view.id} ${c.id}`}>{c.lamp !== 'none' && <Lamp kind={c.lamp} />}<b>{c.name}</b>{p.members.length > 1 && <span className="second small">{view.name}</span>}<span>{sayDue({ due: c.due, ...(c.dueAt ? { dueAt: c.dueAt } : {}) }, mode.now)}</span>{c.basis.length > 0 && <Basis of={c.basis.slice(0, 1)} bare />}</li>
        ))}</ul> : <p className="second small">{t.noClocks}</p>}
      </section>
      <section>
        <h2>{t.history}</h2>
        <ol className="list-plain side-history">{[...p.at.acts].reverse().map((a) => (
          <li key={a.seq}><b>{a.name}</b><span className="second small">{sayInstant(a.at, mode.now)}　{a.by}{a.byOrgan && a.byOrgan !== a.by ? ` ${a.byOrgan}` : ''}</span></li>
        ))}</ol>
      </section>
      {documents.length > 0 && <section><h2>{t.documents}</h2><ul className="list-plain stack-tight small">{documents.map(({ d, id }) => <li key={d.id}><PrintLink case={id} of={d} short /></li>)}</ul></section>}
    </aside>
  )
}

export type Revealed = OutputOf<typeof reveal>

/** 查看: what is masked is shown after a purpose was written, and that look is on record. */
export function Reveal(p: { members: Member[]; shown: boolean; show: (all: Map<string, Revealed>) => void }) {
  const [open, setOpen] = useState(false)
  const [purpose, setPurpose] = useState('')
  const look = useDo(reveal)
  const go = async (e: FormEvent) => {
    e.preventDefault()
    const all = new Map<string, Revealed>()
    for (const m of p.members) {
      const one = await look.run({ params: { id: m.view.id }, body: { purpose } })
      if (!one) return
      all.set(m.view.id, one)
    }
    setOpen(false)
    p.show(all)
  }
  if (p.shown) return <span className="second small" role="status">{t.revealed}</span>
  if (!open) return <Button size="small" icon={<Icon of={Eye} />} onClick={() => setOpen(true)}>{t.reveal}</Button>
  return (
    <form onSubmit={(e) => void go(e)} className="reveal">
      <Input size="small" autoFocus aria-label={t.revealPurpose} placeholder={t.revealPurpose} value={purpose} onChange={(e) => setPurpose(e.target.value)} maxLength={200} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); setOpen(false) } }} />
      <Button size="small" htmlType="submit" loading={look.busy}>{t.revealGo}</Button>
      <span className="second small">{t.revealNote}</span>
      <Trouble of={look.problem} />
    </form>
  )
}
