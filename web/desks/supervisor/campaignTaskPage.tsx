import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { bodies, confirmable, confirmRemove, correct, overview, restore, signOnPaper, task as endpoint } from '../../../contract/campaigns.ts'
import { sayDate, sayExactly } from '../../../contract/say.ts'
import { FlaggedPerson, type RowOut, type TaskOut } from '../../case/cleanUp.tsx'
import { upload } from '../../case/upload.ts'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { perhapsLater } from '../../text/zh-CN/case.ts'
import { common, task as t } from '../../text/zh-CN/campaign.ts'

/** One body with its people: why each is here, what the body said, and what the supervisor decides of those chosen. */
export default function CampaignTaskPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(endpoint, { params: { id } })
  return <div className="cu-page"><Asked of={asked} lines={10}>{(v) => <One key={v.seq} of={v} />}</Asked></div>
}

function One(p: { of: TaskOut }) {
  const v = p.of
  const refresh = useRefresh()
  const fresh = () => refresh(endpoint, bodies, overview, confirmable)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const [byName, setByName] = useState('')
  const [openOnly, setOpenOnly] = useState(false)
  const removing = useDo(confirmRemove)
  const restoring = useDo(restore)
  const may = (act: string) => v.allowed.includes(act)
  const open = v.rows.filter((r) => !r.decided)
  const keys = [...chosen]
  const params = { id: v.id }
  const toggle = (key: string) => { const next = new Set(chosen); if (!next.delete(key)) next.add(key); setChosen(next) }
  const done = async (r: object | undefined) => { if (r) { setChosen(new Set()); setReason(''); setByName(''); await fresh() } }
  const nameOf = (at: string) => v.rows.find((r) => r.key === at)?.name
  return (
    <>
      <p><Link to={`/supervisor/campaigns/${v.campaign}` as never}>{t.back}</Link></p>
      <header className="cu-head">
        <h1>{v.name}</h1>
        <p className="lead">{t.rows(v.open, v.rows.length)}</p>
        <p className="second"><span className="cu-tag">{v.stateName}</span>　{v.divisionName}　{common.officers} {v.officers}　{common.supervisors} {v.supervisors}{v.due ? `　${common.due(perhapsLater(sayDate(v.due), v.provisional))}` : ''}</p>
        {v.state === 'TOLD' && v.due && <p>{t.notYet(sayDate(v.due))}</p>}
        <p className="cu-row">{v.documents.map((d) => <a key={d.id} href={`/api/v1/clean-up-tasks/${v.id}/documents/${d.id}`}>{d.title} {d.number}</a>)}</p>
      </header>
      {may('signOnPaper') && !v.organ && <Paper of={v} done={fresh} />}
      <section className="cu-sheet">
        <div className="cu-row">
          <label><input type="checkbox" checked={openOnly} onChange={(e) => setOpenOnly(e.target.checked)} />{t.only}</label>
          {may('restore') && open.length > 0 && <button type="button" className="button" onClick={() => setChosen(new Set(open.map((r) => r.key)))}>{t.chooseAll}</button>}
        </div>
        <ul className="cu-people">
          {(openOnly ? open : v.rows).map((r) => (
            <FlaggedPerson key={r.key} of={r} before={!r.decided && may('restore') ? <input type="checkbox" aria-label={`${t.choose} ${r.name} ${common.row(r.list, r.row)}`} checked={chosen.has(r.key)} onChange={() => toggle(r.key)} /> : undefined}>
              {!r.decided && may('correct') && <Correct task={v} of={r} done={done} />}
            </FlaggedPerson>
          ))}
        </ul>
        {v.rows.length === 0 && <p>{common.emptyRows}</p>}
        {keys.length > 0 && (
          <div className="cu-stick">
            <p><b>{t.chosen(keys.length)}</b></p>
            <div className="field"><label htmlFor="t-reason"><b>{t.reason}</b>　<span className="second small">{t.reasonHint}</span></label><input id="t-reason" className="input" value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} /></div>
            {(v.askedToTypeName || removing.problem?.code === 'B4') && <div className="field"><label htmlFor="t-name"><b>{t.byName(v.name)}</b></label><input id="t-name" className="input" value={byName} autoComplete="off" onChange={(e) => setByName(e.target.value)} /></div>}
            <p className="cu-row">
              {may('confirmRemove') && <button type="button" className="button destroy" disabled={removing.busy} onClick={() => void removing.run({ params, body: { rows: keys, ...(reason.trim() ? { reason: reason.trim() } : {}), ...(byName.trim() ? { byName: byName.trim() } : {}) } }, { ifMatch: v.seq }).then(done)}>{t.confirm(keys.length)}</button>}
              <button type="button" className="button" disabled={restoring.busy} onClick={() => void restoring.run({ params, body: { rows: keys, reason: reason.trim() } }, { ifMatch: v.seq }).then(done)}>{t.restore(keys.length)}</button>
            </p>
            <Trouble of={removing.problem ?? restoring.problem} name={nameOf} again={() => void fresh()} />
          </div>
        )}
      </section>
      <section className="cu-sheet"><h2>{common.history}</h2><ol>{v.acts.map((a) => <li key={a.seq}>{sayExactly(a.at)}　<b>{a.name}</b>　<span className="second">{a.by}</span></li>)}</ol></section>
    </>
  )
}

/** a correction is confirmed by a person: the audit's proposal or the body's stands in the field, and may be changed */
function Correct(p: { task: TaskOut; of: RowOut; done: (r: object | undefined) => Promise<void> }) {
  const r = p.of
  const wanted = [...r.corrections.map((c) => ({ field: c.field, value: c.masked ? '' : c.expected ?? '', masked: c.masked })), ...(r.answer?.how === 'correct' && r.answer.field ? [{ field: r.answer.field, value: r.answer.value ?? '', masked: false }] : [])].filter((x, i, all) => all.findIndex((y) => y.field === x.field) === i)
  const doing = useDo(correct)
  const [values, setValues] = useState<Record<string, string>>(Object.fromEntries(wanted.map((w) => [w.field, w.value])))
  if (!wanted.length) return null
  return (
    <div>
      <div className="cu-row">
        {wanted.map((w) => <label key={w.field}>{t.valueOf(w.field)}<input className="input" value={values[w.field] ?? ''} maxLength={200} placeholder={w.masked ? t.asProposed : undefined} onChange={(e) => setValues({ ...values, [w.field]: e.target.value })} /></label>)}
        <button type="button" className="button" disabled={doing.busy} aria-label={`${t.correct} ${r.name}`} onClick={() => void doing.run({ params: { id: p.task.id }, body: { corrections: wanted.map((w) => ({ key: r.key, field: w.field, ...(values[w.field]?.trim() || !w.masked ? { value: values[w.field] ?? '' } : {}) })) } }, { ifMatch: p.task.seq }).then(p.done)}>{t.correct}</button>
      </div>
      <Trouble of={doing.problem} />
    </div>
  )
}

function Paper(p: { of: TaskOut; done: () => Promise<void> }) {
  const doing = useDo(signOnPaper)
  const send = async (file: File) => { if (await doing.run({ params: { id: p.of.id }, body: { paper: await upload(file) } }, { ifMatch: p.of.seq })) await p.done() }
  return (
    <section className="cu-sheet">
      <h2>{t.paper}</h2>
      <p className="second">{t.paperLead}</p>
      <label htmlFor="t-paper"><b>{t.upload}</b></label>
      <input id="t-paper" type="file" className="input" accept="image/*,.pdf,.ofd" disabled={doing.busy} onChange={(e) => { if (e.target.files?.[0]) void send(e.target.files[0]) }} />
      <Trouble of={doing.problem} />
    </section>
  )
}
