import { ListChecks, Printer } from 'lucide-react'
import { useState } from 'react'
import { list, overview } from '../../../contract/campaigns.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDate } from '../../../contract/say.ts'
import { CountsLine } from '../../case/cleanUp.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { board, common, leader as t } from '../../text/zh-CN/campaign.ts'

type Campaign = OutputOf<typeof overview>

/** The clean-up of the whole city on one page: every number is computed from the frozen roster and what was decided of each person. */
export default function LeaderCampaignPage() {
  const all = useAsk(list, {}, { every: 60_000 })
  const [chosen, setChosen] = useState('')
  return (
    <div className="cu-page">
      <Asked of={all} lines={8}>
        {({ items }) => {
          const known = items.filter((c) => c.state !== 'DROPPED')
          const id = chosen || known[0]?.id
          return id ? (
            <>
              {known.length > 1 && <p className="cu-noprint"><label>{board.question}<select className="input" value={id} onChange={(e) => setChosen(e.target.value)}>{known.map((c) => <option key={c.id} value={c.id}>{c.name}</option>)}</select></label></p>}
              <Page id={id} />
            </>
          ) : <><header className="cu-head"><h1>{t.nav}</h1></header><Empty icon={ListChecks}>{t.none}</Empty></>
        }}
      </Asked>
    </div>
  )
}

function Page(p: { id: string }) {
  const asked = useAsk(overview, { params: { id: p.id } }, { every: 60_000, keep: true })
  return <Asked of={asked} lines={10}>{(c) => <One of={c} />}</Asked>
}

function One(p: { of: Campaign }) {
  const c = p.of
  const reasons = c.officers.removed ? c.removedByReason : c.byReason
  return (
    <>
      <header className="cu-head">
        <h1>{t.question(c.name)}</h1>
        <p className="lead">{t.answer(c.bodies, c.officers.approved, c.officers.removed, c.officers.pending)}</p>
        <p><span className="cu-tag">{c.stateName}</span>　{c.reportedAt ? t.finished(sayDate(c.reportedAt)) : c.lastDue ? t.until(sayDate(c.lastDue)) : ''}</p>
        <p className="cu-row cu-noprint">{c.documents.map((d) => <a key={d.id} className="button" href={`/api/v1/campaigns/${c.id}/documents/${d.id}`}>{d.title} {d.number}</a>)}<button type="button" className="button" onClick={() => window.print()}><Icon of={Printer} />{common.print}</button></p>
      </header>
      <section className="cu-sheet"><CountsLine name={common.officers} of={c.officers} /><CountsLine name={common.supervisors} of={c.supervisors} /><p className="second small">{common.neverAdded}</p></section>
      <section className="cu-sheet">
        <h2>{t.places}</h2>
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t.places}>
          <table className="by-rows">
            <thead><tr><th scope="col">{t.places}</th><th scope="col" className="num">{t.body}</th><th scope="col" className="num">{t.done}</th><th scope="col" className="num">{t.waiting}</th><th scope="col" className="num">{t.overdue}</th><th scope="col" className="num">{common.approved}</th><th scope="col" className="num">{common.removed}</th><th scope="col" className="num">{common.pending}</th></tr></thead>
            <tbody>{c.divisions.map((d) => <tr key={d.code}><th scope="row" className="nowrap">{d.name}</th><td className="num number" data-head={t.body}>{d.bodies}</td><td className="num number" data-head={t.done}>{d.done}</td><td className="num number" data-head={d.waiting ? t.waiting : undefined}>{d.waiting || ''}</td><td className="num number" data-head={d.overdue ? t.overdue : undefined}>{d.overdue || ''}</td><td className="num number" data-head={common.approved}>{d.officers.approved}</td><td className="num number" data-head={common.removed}>{d.officers.removed}</td><td className="num number" data-head={d.officers.pending ? common.pending : undefined}>{d.officers.pending || ''}</td></tr>)}</tbody>
          </table>
        </div>
      </section>
      <section className="cu-sheet">
        <h2>{c.officers.removed ? t.reasons : t.proposed}</h2>
        <ul className="cu-often">{reasons.map((r) => <li key={r.code + r.name}><span className="number">{common.people(r.count)}</span><span>{r.name}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width={(r.count * 100) / reasons[0]!.count} height="8" /></svg></li>)}</ul>
      </section>
    </>
  )
}
