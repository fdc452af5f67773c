import { Link, useParams } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { useRef, useState } from 'react'
import { bodies as bodiesEndpoint, close as closeEndpoint, correctMany, drop, list as listEndpoint, overview as endpoint, report as reportEndpoint, tell } from '../../../contract/campaigns.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDate } from '../../../contract/say.ts'
import { CountsLine } from '../../case/cleanUp.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { board as t, bulk, common } from '../../text/zh-CN/campaign.ts'
import { Bodies, Places } from './campaignBoard.tsx'

export type Campaign = OutputOf<typeof endpoint>

/** 哪些单位还没有核对完？ One clean-up: its answer as a sentence, the numbers, what can be done now, the bodies by stage and place. */
export default function CampaignPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(endpoint, { params: { id } }, { every: 20_000 })
  return <div className="cu-page"><p className="cu-noprint"><Link to="/supervisor/campaigns">{t.back}</Link></p><Asked of={asked} lines={10}>{(c) => <Board of={c} />}</Asked></div>
}

const unfinished = new Set(['FLAGGED', 'TOLD', 'SILENT', 'REPLIED', 'DECIDED', 'SIGNED_BY_BODY'])

function Board(p: { of: Campaign }) {
  const c = p.of
  const lines = useAsk(bodiesEndpoint, { params: { id: c.id } }, { every: 20_000 })
  const [division, setDivision] = useState('')
  const at = (state: string) => c.stages.find((s) => s.state === state)?.bodies ?? 0
  const open = c.stages.filter((s) => unfinished.has(s.state)).reduce((n, s) => n + s.bodies, 0)
  return (
    <>
      <header className="cu-head">
        <h1>{t.question}</h1>
        <p className="lead">{c.reportedAt ? t.reported(sayDate(c.reportedAt)) : c.state === 'FROZEN' ? t.frozen(c.officers.pending + c.supervisors.pending + corrections(c), at('FLAGGED')) : t.told(open, at('TOLD'), at('SILENT'))}</p>
        <p className="second">{c.name}　{c.profileName}　{common.bodiesCount(c.bodies)}　{c.lastDue ? `${sayDate(c.lastDue)} 答复截止` : ''}　<span className="cu-tag">{c.stateName}</span></p>
      </header>
      <Steps of={c} openTasks={lines.data?.items.filter((x) => x.open).map((x) => ({ id: x.id, seq: x.seq })) ?? []} />
      <section className="cu-sheet">
        <h2>{t.figures}</h2>
        <CountsLine name={common.officers} of={c.officers} />
        <CountsLine name={common.supervisors} of={c.supervisors} />
        <p className="second small">{common.neverAdded}</p>
      </section>
      <Places of={c} chosen={division} choose={setDivision} />
      <Bodies of={lines} division={division} clear={() => setDivision('')} />
      <Often title={t.byReason} of={c.byReason} />
      <Often title={t.corrections} of={c.corrections} />
      <Lists of={c} />
    </>
  )
}

const corrections = (c: Campaign): number => c.byAction.find((a) => a.name === '建议更正')?.count ?? 0

/** what can be done now with the whole clean-up, each asked twice where it cannot be taken back */
function Steps(p: { of: Campaign; openTasks: { id: string; seq: number }[] }) {
  const c = p.of
  const refresh = useRefresh()
  const fresh = () => refresh(endpoint, bodiesEndpoint, listEndpoint)
  const [said, setSaid] = useState('')
  const telling = useDo(tell)
  const dropping = useDo(drop)
  const correcting = useDo(correctMany)
  const reporting = useDo(reportEndpoint)
  const closing = useDo(closeEndpoint)
  const [reason, setReason] = useState('')
  const params = { id: c.id }
  const flagged = c.stages.find((s) => s.state === 'FLAGGED')?.bodies ?? 0
  const done = async (words: string | null | undefined) => { if (words) { setSaid(words); await fresh() } }
  return (
    <section className="cu-noprint">
      {said && <p className="cu-done" role="status">{said}</p>}
      <div className="cu-row">
        {(c.state === 'FROZEN' || c.state === 'TOLD') && flagged > 0 && (
          <Sure word={t.tell(flagged)} primary says={t.tellSure(c.settings['replyDays'] ?? '5')} yes={t.sure} no={t.not} go={async () => { const r = await telling.run({ params, body: {} }, { ifMatch: c.seq }); await done(r && t.told1(r.told, r.due ? sayDate(r.due) : '')) }} />
        )}
        {c.state === 'TOLD' && <Link className="button primary" to={`/supervisor/campaigns/${c.id}/confirm` as never}>{t.confirm}</Link>}
        {c.state === 'TOLD' && p.openTasks.length > 0 && <button type="button" className="button" disabled={correcting.busy} onClick={() => void (async () => { const r = await correcting.run({ params, body: { tasks: p.openTasks } }); await done(r && bulk.corrected(r.confirmed)) })()}>{t.correct}</button>}
        {c.state === 'TOLD' && <Sure word={t.report} says={t.reportSure} yes={t.yes} no={t.no} go={async () => { const r = await reporting.run({ params, body: {} }, { ifMatch: c.seq }); await done(r && r.document.number) }} />}
        {c.state === 'REPORTED' && <button type="button" className="button" onClick={() => void (async () => { const r = await closing.run({ params, body: {} }, { ifMatch: c.seq }); await done(r && t.close) })()}>{t.close}</button>}
        {c.documents.map((d) => <a key={d.id} className="button" href={`/api/v1/campaigns/${c.id}/documents/${d.id}`}>{d.title} {d.number}</a>)}
        <button type="button" className="button" onClick={() => window.print()}><Icon of={Printer} />{common.print}</button>
        {c.state === 'FROZEN' && (
          <Sure word={t.drop} destroy says="" yes={t.drop} no={t.no} go={async () => { const r = await dropping.run({ params, body: { reason } }, { ifMatch: c.seq }); await done(r && t.drop) }}>
            <div className="field"><label htmlFor="drop-reason"><b>{t.dropReason}</b></label><input id="drop-reason" className="input" value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} /></div>
          </Sure>
        )}
      </div>
      {[telling, dropping, correcting, reporting, closing].map((d, i) => <Trouble key={i} of={d.problem} again={() => void fresh()} />)}
    </section>
  )
}

/** a button that says what will follow before it is pressed for good */
function Sure(p: { word: string; says: string; yes: string; no: string; go: () => Promise<void>; primary?: boolean; destroy?: boolean; children?: React.ReactNode }) {
  const box = useRef<HTMLDialogElement>(null)
  return (
    <>
      <button type="button" className={`button ${p.primary ? 'primary' : p.destroy ? 'destroy' : ''}`.trim()} onClick={() => box.current?.showModal()}>{p.word}</button>
      <dialog ref={box} aria-label={p.word}>
        <h2>{p.word}</h2>
        {p.says && <p>{p.says}</p>}
        {p.children}
        <p className="cu-row"><button type="button" className={`button ${p.destroy ? 'destroy' : 'primary'}`} onClick={() => { box.current?.close(); void p.go() }}>{p.yes}</button><button type="button" className="button" onClick={() => box.current?.close()}>{p.no}</button></p>
      </dialog>
    </>
  )
}

export function Often(p: { title: string; of: readonly { code: string; name: string; count: number }[] }) {
  if (!p.of.length) return null
  return (
    <section className="cu-sheet">
      <h2>{p.title}</h2>
      <ul className="cu-often">
        {p.of.map((r) => <li key={r.code + r.name}><span className="number">{common.people(r.count)}</span><span><span className="second small">{r.code}</span> {r.name}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width={(r.count * 100) / p.of[0]!.count} height="8" /></svg></li>)}
      </ul>
    </section>
  )
}

function Lists(p: { of: Campaign }) {
  const c = p.of
  const href = (what: string, only = 'all', as = 'xlsx') => `/api/v1/campaigns/${c.id}/export?what=${what}&only=${only}&as=${as}`
  return (
    <section className="cu-sheet">
      <h2>{t.lists}</h2>
      {(['officers', 'bodies', 'supervisors'] as const).map((l) => { const f = c.lists[l]; return f && <p key={l}><b>{common[l]}</b>　{f.name}　{t.rows(f.rows, f.broken)}<br /><span className="second small hash">SHA-256 {f.sha256}</span></p> })}
      {c.unread > 0 && <p><a href={href('errors', 'all', 'csv')}>{t.errors}</a></p>}
      <p className="cu-row cu-noprint"><b>{t.export}</b>{Object.entries(t.exports).map(([what, word]) => <a key={what} href={href(what)}>{word}</a>)}<a href={href('officers', 'removed')}>{t.removedOnly}</a><a href={href('officers', 'removed', 'csv')}>{t.removedOnly} CSV</a></p>
      {Object.keys(c.settings).length > 0 && <p className="second small">{t.settingsOf}：{Object.entries(c.settings).map(([k, v]) => `${k} = ${v}`).join('；')}</p>}
    </section>
  )
}
