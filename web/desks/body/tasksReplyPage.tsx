import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { reply, task as endpoint, tasks } from '../../../contract/campaigns.ts'
import { ProblemError } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { sayDate, sayExactly } from '../../../contract/say.ts'
import { FlaggedPerson, type RowOut, type TaskOut } from '../../case/cleanUp.tsx'
import { upload } from '../../case/upload.ts'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { perhapsLater } from '../../text/zh-CN/case.ts'
import { common, mine as t } from '../../text/zh-CN/campaign.ts'

interface Answer { how?: 'agree' | 'object' | 'correct'; reason: string; field: string; value: string; evidence: { name: string; sha256: string }[] }
const blank: Answer = { reason: '', field: '', value: '', evidence: [] }

/** Who of one's own people is on the list and why; an answer for each, sent at once; afterwards what was decided. */
export default function TasksReplyPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(endpoint, { params: { id } })
  return <div className="cu-page"><p><Link to="/body/clean-up">{t.nav}</Link></p><Asked of={asked} lines={10}>{(v) => <One key={v.id} of={v} />}</Asked></div>
}

const before = (r: RowOut): Answer => (r.answer ? { how: r.answer.how, reason: r.answer.reason, field: r.answer.field ?? '', value: r.answer.value ?? '', evidence: r.answer.evidence.map(({ name, sha256 }) => ({ name, sha256 })) } : blank)

function One(p: { of: TaskOut }) {
  const v = p.of
  const refresh = useRefresh()
  const doing = useDo(reply)
  const open = v.rows.filter((r) => !r.decided)
  const [changing, setChanging] = useState(!v.rows.some((r) => r.answer))
  const [answers, setAnswers] = useState<Record<string, Answer>>(() => Object.fromEntries(open.map((r) => [r.key, before(r)])))
  const [sent, setSent] = useState(false)
  const may = v.allowed.includes('reply') && open.length > 0
  const put = (key: string, more: Partial<Answer>) => setAnswers((a) => ({ ...a, [key]: { ...(a[key] ?? blank), ...more } }))
  const missing = open.filter((r) => !answers[r.key]?.how).length
  const rest = () => setAnswers((a) => ({ ...a, ...Object.fromEntries(open.filter((r) => !a[r.key]?.how).map((r) => [r.key, { ...(a[r.key] ?? blank), how: 'agree' as const }])) }))
  const go = async () => {
    const list = open.flatMap((r) => { const a = answers[r.key]; return a?.how ? [{ key: r.key, how: a.how, evidence: a.evidence, ...(a.how === 'object' && a.reason.trim() ? { reason: a.reason.trim() } : {}), ...(a.how === 'correct' ? { ...(a.field ? { field: a.field } : {}), ...(a.value.trim() ? { value: a.value.trim() } : {}) } : {}) }] : [] })
    if (await doing.run({ params: { id: v.id }, body: { answers: list } }, { ifMatch: v.seq })) { setSent(true); setChanging(false); await refresh(endpoint, tasks) }
  }
  const nameOf = (at: string) => v.rows.find((r) => r.key === at)?.name
  return (
    <>
      <header className="cu-head">
        <h1>{t.title(v.name)}</h1>
        {v.state === 'TOLD' && v.daysLeft !== null && <p className="cu-big">{t.left(v.daysLeft)}</p>}
        {v.state === 'SILENT' && <p className="cu-big">{t.over}</p>}
        <p>{v.due && v.state === 'TOLD' ? t.until(perhapsLater(sayDate(v.due), v.provisional)) : ''}　<span className="cu-tag">{v.stateName}</span></p>
        {may && changing && <p className="second">{t.lead}</p>}
        <p className="cu-row">{v.documents.map((d) => <a key={d.id} href={`/api/v1/clean-up-tasks/${v.id}/documents/${d.id}`}>{d.title} {d.number}</a>)}</p>
        {sent && <p className="cu-done" role="status">{t.sent}</p>}
        {may && !changing && <p><button type="button" className="button" onClick={() => setChanging(true)}>{t.change}</button></p>}
      </header>
      <form className="cu-sheet" onSubmit={(e) => { e.preventDefault(); void go() }}>
        <ul className="cu-people">
          {v.rows.map((r) => <FlaggedPerson key={r.key} of={r}>{may && changing && !r.decided && <Ask of={r} answer={answers[r.key] ?? blank} put={(more) => put(r.key, more)} />}</FlaggedPerson>)}
        </ul>
        {v.rows.length === 0 && <p>{common.emptyRows}</p>}
        {may && changing && (
          <div className="cu-stick">
            <p className="cu-row"><button type="submit" className="button primary" disabled={doing.busy || missing > 0}>{t.go(open.length)}</button>{missing > 0 && <><button type="button" className="button" onClick={rest}>{t.allAgree}</button><span role="status">{t.left2(missing)}</span></>}</p>
          </div>
        )}
        <Trouble of={doing.problem} name={nameOf} again={() => void refresh(endpoint)} />
      </form>
      <section className="cu-sheet"><h2>{common.history}</h2><ol>{v.acts.map((a) => <li key={a.seq}>{sayExactly(a.at)}　<b>{a.name}</b>　<span className="second">{a.by}</span></li>)}</ol></section>
    </>
  )
}

function Ask(p: { of: RowOut; answer: Answer; put: (more: Partial<Answer>) => void }) {
  const { of: r, answer: a, put } = p
  const [problem, setProblem] = useState<Problem>()
  const fields = [...new Set([...r.corrections.map((c) => c.field), ...r.reasons.flatMap((x) => (x.field ? [x.field] : []))])].filter((f) => f)
  const attach = async (files: FileList) => {
    try {
      const added = []
      for (const f of files) added.push(await upload(f))
      put({ evidence: [...a.evidence, ...added] })
      setProblem(undefined)
    } catch (e) {
      if (!(e instanceof ProblemError)) throw e
      setProblem(e.problem)
    }
  }
  return (
    <fieldset>
      <legend className="away">{t.choose(r.name)}</legend>
      <div className="cu-row">
        {(['agree', 'object', 'correct'] as const).map((how) => <label key={how}><input type="radio" name={`how-${r.key}`} checked={a.how === how} onChange={() => put({ how, ...(how === 'correct' && !a.field ? { field: fields[0] ?? '', value: r.corrections[0]?.expected ?? '' } : {}) })} />{common.hows[how]}</label>)}
      </div>
      {a.how === 'object' && <div className="field"><label htmlFor={`why-${r.key}`}><b>{t.reason}</b></label><textarea id={`why-${r.key}`} className="input" rows={2} maxLength={1000} value={a.reason} onChange={(e) => put({ reason: e.target.value })} /></div>}
      {a.how === 'correct' && (
        <div className="cu-row">
          <label>{t.field}{fields.length ? <select className="input" value={a.field} onChange={(e) => put({ field: e.target.value })}>{fields.map((f) => <option key={f}>{f}</option>)}</select> : <input className="input" value={a.field} maxLength={40} onChange={(e) => put({ field: e.target.value })} />}</label>
          <label>{t.value}<input className="input" value={a.value} maxLength={200} onChange={(e) => put({ value: e.target.value })} /></label>
        </div>
      )}
      {(a.how === 'object' || a.how === 'correct') && <div className="field"><label htmlFor={`file-${r.key}`}><b>{t.evidence}</b>　{a.evidence.length > 0 && <span className="second small" role="status">{t.attached(a.evidence.length)}：{a.evidence.map((f) => f.name).join('、')}</span>}</label><input id={`file-${r.key}`} type="file" multiple className="input" onChange={(e) => { if (e.target.files?.length) void attach(e.target.files) }} /></div>}
      <Trouble of={problem} />
    </fieldset>
  )
}
