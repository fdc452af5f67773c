import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { bodies, confirmable as endpoint, confirmMany, overview, task } from '../../../contract/campaigns.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { bulk as t } from '../../text/zh-CN/campaign.ts'
import { Often } from './campaignPage.tsx'
import '../../case/cleanUp.css'

type Preview = OutputOf<typeof endpoint>

/** Many removals at once, with care: how many, why, which bodies are to be named, what follows; then one press, and what became of each body. */
export default function CampaignConfirmPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(endpoint, { params: { id } })
  return (
    <div className="cu-page">
      <p><Link to={`/supervisor/campaigns/${id}` as never}>{t.close}</Link></p>
      <Asked of={asked} lines={8}>{(v) => <Confirm id={id} of={v} />}</Asked>
    </div>
  )
}

function Confirm(p: { id: string; of: Preview }) {
  const v = p.of
  const refresh = useRefresh()
  const doing = useDo(confirmMany)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [out, setOut] = useState<OutputOf<typeof confirmMany>>()
  const many = v.bodies.filter((b) => b.byName)
  const going = v.bodies.filter((b) => !b.byName || typed[b.id]?.trim() === b.name)
  const rows = going.reduce((n, b) => n + b.rows, 0)
  const go = async () => {
    const done = await doing.run({ params: { id: p.id }, body: { tasks: going.map((b) => ({ id: b.id, seq: b.seq, ...(b.byName ? { byName: b.name } : {}) })) } })
    if (done) { setOut(done); await refresh(endpoint, overview, bodies, task) }
  }
  return (
    <>
      <header className="cu-head"><h1>{t.title}</h1><p className="lead">{v.rows ? t.count(v.rows, v.bodies.length) : t.none}</p><p className="second">{t.lead}</p><p>{[t.waiting(v.waiting), t.objected(v.objected)].filter(Boolean).join('　')}</p></header>
      {out && (
        <div className="cu-done" role="status">
          <p>{t.done(out.confirmed)}</p>
          {out.results.some((r) => !r.ok) && <><p>{t.refused(out.results.filter((r) => !r.ok).length)}</p><ul>{out.results.filter((r) => !r.ok).map((r) => <li key={r.id}><b>{r.name}</b>　{r.findings.map((f) => f.message).join('；')}</li>)}</ul></>}
        </div>
      )}
      {v.rows > 0 && (
        <>
          <Often title={t.reasons} of={v.byReason} />
          {many.length > 0 && (
            <section className="cu-sheet">
              <h2>{t.many(v.share)}</h2>
              {many.map((b) => (
                <div key={b.id} className="field"><label htmlFor={`n-${b.id}`}><b>{b.name}</b>　{t.share(b.share)}　{b.rows} 人</label><input id={`n-${b.id}`} className="input" value={typed[b.id] ?? ''} placeholder={t.type(b.name)} autoComplete="off" onChange={(e) => setTyped({ ...typed, [b.id]: e.target.value })} /></div>
              ))}
            </section>
          )}
          <section className="cu-sheet">
            <h2>{t.body}</h2>
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t.body}>
              <table>
                <thead><tr><th scope="col">{t.body}</th><th scope="col" className="num">{t.rows}</th><th scope="col" className="num">%</th></tr></thead>
                <tbody>{v.bodies.map((b) => <tr key={b.id}><th scope="row"><Link to={`/supervisor/clean-up-tasks/${b.id}` as never}>{b.name}</Link></th><td className="num number">{b.rows}</td><td className="num number">{b.share}</td></tr>)}</tbody>
              </table>
            </div>
          </section>
          <div className="cu-stick">
            <p className="second">{t.consequence}</p>
            <p className="cu-row"><button type="button" className="button destroy" disabled={doing.busy || rows === 0} onClick={() => void go()}>{t.go(rows, going.length)}</button></p>
          </div>
        </>
      )}
      <Trouble of={doing.problem} again={() => void refresh(endpoint)} />
    </>
  )
}
