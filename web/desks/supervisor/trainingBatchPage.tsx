import { Button, Input, Select } from 'antd'
import { Link, useParams } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { organs as organsEndpoint } from '../../../contract/city.ts'
import { batch, cancel, enrol, move, open, seats } from '../../../contract/training.ts'
import { BatchFacts, whenOf, type BatchOf } from '../../case/training.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Asked, Trouble, useAsk, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { batchPage as t } from '../../text/zh-CN/training.ts'
import { WhenWhereFields, whenWhereOf } from './trainingParts.tsx'
import { SeatList } from './trainingSeats.tsx'

/** One sitting: what it is, what can be done with it now, who is there. The list keeps itself fresh while people sign. */
export default function TrainingBatchPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const now = useNow() ?? ''
  const asked = useAsk(batch, { params: { id } }, { every: 5_000 })
  const refresh = useRefresh()
  const opening = useDo(open)
  const cancelling = useDo(cancel)
  const [said, setSaid] = useState('')
  const [reason, setReason] = useState<string>()
  const reasonId = useId()
  return (
    <div className="tr">
      <p className="tr-bar"><Link to="/supervisor/training">{t.back}</Link></p>
      <Asked of={asked} lines={8}>
        {(b) => (
          <>
            <header className="tr-head">
              <h1>{b.course.title}</h1>
              <p className="lead">{b.stateName}　{t.figures(b.present, b.enrolled, b.left)}</p>
            </header>
            {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
            <Trouble of={opening.problem ?? cancelling.problem} />
            <section className="tr-sheet tr-next">
              <BatchFacts of={b} now={now} />
              {b.state === 'cancelled' && <p>{t.cancelled(b.reason)}</p>}
              <p className="tr-bar">
                {b.state === 'planned' && <Button type="primary" loading={opening.busy} onClick={() => void opening.run({ params: { id }, body: {} }).then((d) => { if (d) { setSaid(t.opened); void refresh(batch) } })}>{t.open}</Button>}
                {(b.state === 'open' || b.state === 'running' || b.state === 'planned') && (
                  <>
                    <Link className={`button ${b.state === 'running' ? 'primary' : ''}`.trim()} to="/supervisor/training/batches/$id/screen" params={{ id } as never} search={{ kind: 'in' } as never}>{t.screenIn}</Link>
                    <Link className="button" to="/supervisor/training/batches/$id/screen" params={{ id } as never} search={{ kind: 'out' } as never}>{t.screenOut}</Link>
                  </>
                )}
                {(b.state === 'planned' || b.state === 'open') && reason === undefined && <Button onClick={() => setReason('')}>{t.cancel}</Button>}
              </p>
              {reason !== undefined && b.state !== 'cancelled' && (
                <form className="tr-inline" onSubmit={(e) => { e.preventDefault(); void cancelling.run({ params: { id }, body: { reason } }).then((d) => { if (d) void refresh(batch) }) }}>
                  <div className="tr-field"><label htmlFor={reasonId}>{t.reason}</label><Input id={reasonId} value={reason} onChange={(e) => setReason(e.target.value)} /></div>
                  <Button danger htmlType="submit" loading={cancelling.busy}>{t.cancelGo}</Button><Button onClick={() => setReason(undefined)}>{t.close}</Button>
                </form>
              )}
            </section>
            {(b.state === 'planned' || b.state === 'open') && <Move key={b.startsAt + b.place} of={b} now={now} said={setSaid} />}
            {b.state !== 'cancelled' && b.state !== 'closed' && <Enrol id={id} team={b.course.kind === 'lecture' || b.course.kind === 'leaders'} />}
            <SeatList id={id} />
          </>
        )}
      </Asked>
    </div>
  )
}

function Move(p: { of: BatchOf; now: string; said: (s: string) => void }) {
  const doing = useDo(move)
  const refresh = useRefresh()
  const [f, set] = useState({ day: p.of.startsAt.slice(0, 10), from: p.of.startsAt.slice(11, 16), to: p.of.endsAt.slice(11, 16), place: p.of.place, address: p.of.address })
  const go = async () => {
    const done = await doing.run({ params: { id: p.of.id }, body: whenWhereOf(f) })
    if (!done) return
    p.said(t.moved(whenOf(done, p.now), done.place))
    await refresh(batch)
  }
  return (
    <details className="tr-sheet">
      <summary>{t.move}</summary>
      <p className="second">{t.moveLead}</p>
      <Trouble of={doing.problem} />
      <form className="tr-form" onSubmit={(e) => { e.preventDefault(); void go() }}>
        <WhenWhereFields of={f} on={(changed) => set({ ...f, ...changed })} />
        <p className="wide-cell"><Button htmlType="submit" loading={doing.busy}>{t.moveGo}</Button></p>
      </form>
    </details>
  )
}

function Enrol(p: { id: string; team: boolean }) {
  const id = useId()
  const organs = useAsk(organsEndpoint, {})
  const doing = useDo(enrol)
  const refresh = useRefresh()
  const [picked, setPicked] = useState<string[]>([])
  const [list, setList] = useState('')
  const [done, setDone] = useState<Awaited<ReturnType<typeof doing.run>>>()
  const go = async () => {
    const table = /身份证/.test(list.split('\n')[0] ?? '')
    const numbers = list.split(/\s+/).filter((x) => x)
    const out = await doing.run({ params: { id: p.id }, body: { ...(picked.length ? (p.team ? { teams: picked } : { organs: picked }) : {}), ...(table ? { csv: list } : numbers.length ? { idNumbers: numbers } : {}) } })
    if (!out) return
    setDone(out)
    if (!out.errors.length) setList('')
    await refresh(batch, seats)
  }
  return (
    <details className="tr-sheet">
      <summary>{t.enrol}</summary>
      <p className="second">{t.enrolLead}</p>
      <Trouble of={doing.problem} />
      {done && <div className="tr-said" role="status"><p><Icon of={CircleCheck} />{t.enrolled(done.enrolled, done.waiting, done.already)}</p>{done.errors.length > 0 && <ul>{done.errors.map((e, i) => <li key={i}>{t.line(e.line, e.message)}</li>)}</ul>}</div>}
      <form className="tr-form" onSubmit={(e) => { e.preventDefault(); void go() }}>
        <div className="wide-cell"><label htmlFor={`${id}o`}>{p.team ? t.teams : t.organs}</label>
          <Select id={`${id}o`} mode="multiple" className="wide-select" aria-label={p.team ? t.teams : t.organs} placeholder={t.pickOrgan} value={picked} onChange={setPicked} optionFilterProp="label" options={(organs.data?.items ?? []).map((o) => ({ value: o.key, label: o.name }))} /></div>
        <div className="wide-cell"><label htmlFor={`${id}l`}>{t.list}</label><Input.TextArea id={`${id}l`} rows={3} value={list} onChange={(e) => setList(e.target.value)} /></div>
        <p className="wide-cell"><Button htmlType="submit" loading={doing.busy}>{t.enrolGo}</Button></p>
      </form>
    </details>
  )
}
