import { Segmented } from 'antd'
import { useState } from 'react'
import { window as windowQueue } from '../../../contract/casework.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayInstant, sayDay } from '../../../contract/say.ts'
import { CaseNumber } from '../../case/number.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { usePage } from '../../kit/page.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { hall as t } from '../../text/zh-CN/window.ts'
import './window.css'

type Line = OutputOf<typeof windowQueue>['items'][number]
const order = { red: 0, yellow: 1, green: 2, paused: 3, none: 4 }

/** 值班长: one question, its answer in a sentence, and the lines behind it, the one that is due first on top. */
export default function Hall() {
  const intake = useAsk(windowQueue, { query: { desk: 'intake', limit: 100 } }, { every: 10_000 })
  const counter = useAsk(windowQueue, { query: { desk: 'handOut', limit: 100 } }, { every: 10_000 })
  return (
    <div className="w-page">
      <h1>{t.title}</h1>
      <Asked of={intake} lines={6}>{(a) => <Asked of={counter} lines={6}>{(b) => <Waiting window={a.items} counter={b.items} />}</Asked>}</Asked>
    </div>
  )
}

function Waiting(p: { window: Line[]; counter: Line[] }) {
  const { mode } = usePage()
  const [where, setWhere] = useState<'all' | 'window' | 'counter'>('all')
  const all = [...p.window, ...p.counter]
  const late = all.filter((l) => l.lamp === 'red').length
  const soon = all.filter((l) => l.lamp === 'yellow').length
  const rows = (where === 'all' ? all : all.filter((l) => l.holder === where)).sort((a, b) => order[a.lamp] - order[b.lamp] || (a.due ?? '9').localeCompare(b.due ?? '9') || a.receivedAt.localeCompare(b.receivedAt))
  const minutes = (l: Line) => Math.max(0, Math.round((Date.parse(mode.now) - Date.parse(l.receivedAt)) / 60_000))
  return (
    <>
      <p className="w-lead">{all.length ? <>{t.answer(p.window.length, p.counter.length)}{late ? <b>{t.late(late)}</b> : null}{soon ? t.soon(soon) : null}{!late && !soon ? t.fine : null}</> : t.nobody}</p>
      <section className="sheet w-sheet">
        <div className="w-row"><Segmented aria-label={t.filter} value={where} onChange={(v) => setWhere(v as typeof where)} options={[{ value: 'all', label: t.all }, { value: 'window', label: t.holder.window }, { value: 'counter', label: t.holder.counter }]} /></div>
        {rows.length ? (
          <table className="w-table">
            <caption className="away">{t.caption}</caption>
            <thead><tr>{Object.values(t.columns).map((c) => <th key={c} scope="col">{c}</th>)}</tr></thead>
            <tbody>
              {rows.map((l) => (
                <tr key={l.id}>
                  <td>{l.lamp === 'none' ? <span className="second">{t.noDue}</span> : <Lamp kind={l.lamp} />}</td>
                  <td>{l.promiseAt ? sayInstant(l.promiseAt, mode.now) : l.due ? sayDay(l.due, mode.now) : t.noDue}</td>
                  <th scope="row"><b>{l.name}</b></th>
                  <td>{l.applicant}</td><td>{t.holder[l.holder] ?? l.holder}</td><td>{t.minutes(minutes(l))}</td>
                  <td className="small second" title={l.number}>…<CaseNumber of={l.number.slice(-8)} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : <p className="second">{t.empty}</p>}
      </section>
    </>
  )
}
