import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import type { bodies as bodiesEndpoint } from '../../../contract/campaigns.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDate } from '../../../contract/say.ts'
import { Lamp } from '../../kit/lamp.tsx'
import { Asked, type Asking } from '../../shell/staff/index.ts'
import { board as t, common } from '../../text/zh-CN/campaign.ts'
import type { Campaign } from './campaignPage.tsx'

type Lines = OutputOf<typeof bodiesEndpoint>
type Line = Lines['items'][number]

const shapes = { red: <rect x="2" y="2" width="12" height="12" />, yellow: <path d="M8 1.6 15.2 14H.8z" />, green: <circle cx="8" cy="8" r="6" />, none: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" /> } as const

/** counties and zones as cards in the city's order: shape, colour and word say how each stands; pressing one filters the bodies */
export function Places(p: { of: Campaign; chosen: string; choose: (code: string) => void }) {
  return (
    <section className="cu-sheet">
      <h2>{t.map}</h2>
      <p className="second small">{t.mapLead}</p>
      <ul className="cu-places">
        {p.of.divisions.map((d) => {
          const kind = d.overdue ? 'red' : d.waiting ? 'yellow' : d.done === d.bodies ? 'green' : 'none'
          return (
            <li key={d.code}>
              <button type="button" className="cu-place" aria-pressed={p.chosen === d.code} onClick={() => p.choose(p.chosen === d.code ? '' : d.code)}>
                <b><span><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" className={`cu-${kind}`}>{shapes[kind]}</svg>{d.name}</span><span className="number">{d.done} / {d.bodies}</span></b>
                <span className="second small">{common.officers} {d.officers.total}　{common.removed} {d.officers.removed}　{common.pending} {d.officers.pending}</span><br />
                <span className="small">{d.overdue ? `逾期 ${d.overdue} 个单位` : d.waiting ? `核对期内 ${d.waiting} 个单位` : d.done === d.bodies ? '已核对完' : '待处理'}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** every body with its stage; by stage, by place, by name */
export function Bodies(p: { of: Asking<Lines>; division: string; clear: () => void }) {
  const [state, setState] = useState('')
  const [q, setQ] = useState('')
  const wanted = useDeferredValue(q.trim())
  return (
    <section className="cu-sheet">
      <h2>{common.bodies}</h2>
      <Asked of={p.of} lines={10}>
        {({ items }) => {
          const stages = [...new Map(items.map((x) => [x.state, x.stateName]))]
          const shown = items.filter((x) => (!state || x.state === state) && (!p.division || x.division === p.division) && (!wanted || x.name.includes(wanted) || x.uscc.includes(wanted)))
          return (
            <>
              <div className="cu-row cu-noprint">
                <label>{t.stage}<select className="input" value={state} onChange={(e) => setState(e.target.value)}><option value="">{common.all}</option>{stages.map(([k, name]) => <option key={k} value={k}>{name}（{items.filter((x) => x.state === k).length}）</option>)}</select></label>
                <label>{t.find}<input className="input" type="search" value={q} placeholder={t.findHint} onChange={(e) => setQ(e.target.value)} /></label>
                <span className="second" role="status">{t.shown(shown.length, items.length)}</span>
                {p.division && <button type="button" className="button" onClick={p.clear}>{common.all}{t.place}</button>}
              </div>
              {shown.length === 0 ? <p>{t.nothing}</p> : (
                <div className="table-wrap" tabIndex={0} role="group" aria-label={t.tableOf}>
                  <table className="by-rows">
                    <thead><tr><th scope="col">{t.body}</th><th scope="col">{t.place}</th><th scope="col">{t.stage}</th><th scope="col">{t.left}</th><th scope="col" className="num">{t.flagged}</th><th scope="col" className="num">{t.open}</th><th scope="col" className="num">{t.objected}</th><th scope="col" className="num">{t.removed}</th></tr></thead>
                    <tbody>
                      {shown.map((x) => (
                        <tr key={x.id}>
                          <th scope="row">{x.flagged ? <Link to={`/supervisor/clean-up-tasks/${x.id}` as never}>{x.name}</Link> : x.name}</th><td className="nowrap">{x.divisionName}</td><td className="nowrap">{x.stateName}</td><td className="nowrap"><Left of={x} /></td>
                          <td className="num number" data-head={t.flagged}>{x.flagged}</td><td className="num number" data-head={t.open}>{x.open}</td><td className="num number" data-head={x.objected ? t.objected : undefined}>{x.objected || ''}</td><td className="num number" data-head={x.removed ? t.removed : undefined}>{x.removed || ''}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
            </>
          )
        }}
      </Asked>
    </section>
  )
}

/** the lamp of the reply day, while a reply is waited for or was missed */
function Left(p: { of: Line }) {
  const x = p.of
  if (x.state === 'SILENT') return <Lamp kind="red" left={t.overdue} />
  if (x.daysLeft === null || x.lamp === 'none') return <span className="second small">{x.due ? sayDate(x.due) : ''}</span>
  return <Lamp kind={x.lamp} left={t.daysLeft(x.daysLeft)} />
}
