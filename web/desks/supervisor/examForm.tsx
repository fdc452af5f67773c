import { useNavigate, useParams } from '@tanstack/react-router'
import { useId, useState, type ReactNode } from 'react'
import { bank, change, get, list, make, type Exam } from '../../../contract/exams.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { fullMarks, usualTerms, type ExamKind, type ExamTerms } from '../../../law/credential/exam.ts'
import { NDX } from '../../../law/kernel/dates.ts'
import { Asked, Trouble, useAsk, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { kinds, subjects, supervisor } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import './exam.css'

const t = supervisor.form
type Counts = OutputOf<typeof bank>['counts']
interface Filled { name: string; terms: ExamTerms; topics: string[]; opens: string; closes: string }

/** New or changed: the same form, with what is usual filled in. */
export default function ExamFormPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const questions = useAsk(bank, { query: { limit: 1 } })
  const before = useAsk(get, { params: { id: id ?? '' } }, { enabled: id !== undefined })
  const now = useNow()!
  return (
    <div className="x-page">
      <header className="x-head"><h1>{id ? t.titleChange : t.titleNew}</h1></header>
      <Asked of={questions} lines={10}>{({ counts }) => (id ? <Asked of={before}>{(e) => <Form key={e.id} id={e.id} counts={counts} from={filledOf(e)} />}</Asked> : <Form counts={counts} from={usual(now)} />)}</Asked>
    </div>
  )
}

const filledOf = (e: Exam): Filled => ({ name: e.name, terms: e.terms, topics: e.topics, opens: e.opens.slice(0, 16), closes: e.closes.slice(0, 16) })
const usual = (now: string): Filled => {
  const day = NDX(now.slice(0, 10), 1)
  return { name: '', terms: usualTerms, topics: [], opens: `${day}T09:00`, closes: `${day}T10:30` }
}

function Form(p: { id?: string; counts: Counts; from: Filled }) {
  const [f, set] = useState(p.from)
  const go = useNavigate()
  const refresh = useRefresh()
  const making = useDo(make)
  const changing = useDo(change)
  const terms = (more: Partial<ExamTerms>) => set({ ...f, terms: { ...f.terms, ...more } })
  const topics = [...new Set(p.counts.filter((c) => c.subject === f.terms.subject).map((c) => c.topic))]
  const there = (kind: ExamKind) => p.counts.filter((c) => c.subject === f.terms.subject && c.kind === kind && (!f.topics.length || f.topics.includes(c.topic))).reduce((n, c) => n + c.count, 0)
  const part = (kind: ExamKind) => f.terms.parts.find((x) => x.kind === kind)
  const setPart = (kind: ExamKind, count: number, marks: number) =>
    terms({ parts: (Object.keys(kinds) as ExamKind[]).flatMap((k) => { const x = k === kind ? { kind, count, marks } : part(k); return x && x.count > 0 ? [x] : [] }) })
  const send = async () => {
    const body = { ...f, terms: { ...f.terms, parts: [...f.terms.parts] } }
    const done = p.id ? await changing.run({ params: { id: p.id }, body }) : await making.run({ body })
    if (!done) return
    await refresh(list, get)
    await go({ to: paths.one, params: { id: done.id } })
  }
  const tick = (key: 'own' | 'shuffle' | 'showAnswers' | 'idCheck', label: string) => <label className="tick x-whole"><input type="checkbox" checked={f.terms[key]} onChange={(e) => terms({ [key]: e.target.checked })} />{label}</label>
  const number = (key: 'passMarks' | 'minutes' | 'signInMinutes' | 'graceSeconds' | 'appealDays', label: string) => <Field label={label}>{(id) => <input id={id} className="input short" type="number" min={0} step={key === 'passMarks' ? 0.5 : 1} value={f.terms[key]} onChange={(e) => terms({ [key]: Number(e.target.value) })} />}</Field>
  return (
    <form className="x-sheet" onSubmit={(e) => { e.preventDefault(); void send() }}>
      <div className="x-fields">
        <Field label={supervisor.name} whole>{(id) => <input id={id} className="input" value={f.name} maxLength={80} required onChange={(e) => set({ ...f, name: e.target.value })} />}</Field>
        <Field label={t.subject}>{(id) => <select id={id} className="input" value={f.terms.subject} onChange={(e) => set({ ...f, topics: [], terms: { ...f.terms, subject: e.target.value as ExamTerms['subject'] } })}>{Object.entries(subjects).map(([k, s]) => <option key={k} value={k}>{s}</option>)}</select>}</Field>
        <Field label={t.opens}>{(id) => <input id={id} className="input" type="datetime-local" required value={f.opens} onChange={(e) => set({ ...f, opens: e.target.value })} />}</Field>
        {topics.length > 1 && (
          <fieldset className="field x-whole"><legend className="legend">{t.topics}</legend><p className="hint">{t.topicsHint}</p>
            {topics.map((x) => <label key={x} className="tick"><input type="checkbox" checked={f.topics.includes(x)} onChange={(e) => set({ ...f, topics: e.target.checked ? [...f.topics, x] : f.topics.filter((y) => y !== x) })} />{x || '—'}</label>)}
          </fieldset>
        )}
        <Field label={t.minutes}>{(id) => <input id={id} className="input short" type="number" min={1} max={480} value={f.terms.minutes} onChange={(e) => terms({ minutes: Number(e.target.value) })} />}</Field>
        <Field label={t.closes}>{(id) => <input id={id} className="input" type="datetime-local" required value={f.closes} onChange={(e) => set({ ...f, closes: e.target.value })} />}</Field>
      </div>
      <h2>{t.parts}</h2>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t.parts}>
        <table className="x-parts">
          <thead><tr><th scope="col">{t.kind}</th><th scope="col">{t.count}</th><th scope="col">{t.marks}</th><th scope="col"><span className="away">{supervisor.bank}</span></th></tr></thead>
          <tbody>{(Object.keys(kinds) as ExamKind[]).map((k) => (
            <tr key={k}>
              <th scope="row">{kinds[k]}</th>
              <td><input className="input" type="number" min={0} max={500} aria-label={`${kinds[k]}${t.count}`} value={part(k)?.count ?? 0} onChange={(e) => setPart(k, Number(e.target.value), part(k)?.marks ?? 1)} /></td>
              <td><input className="input" type="number" min={0} step={0.5} aria-label={`${kinds[k]}${t.marks}`} value={part(k)?.marks ?? 1} disabled={!part(k)} onChange={(e) => setPart(k, part(k)!.count, Number(e.target.value))} /></td>
              <td className="second small">{t.there(there(k))}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      <p><b>{t.full(fullMarks(f.terms))}</b></p>
      <div className="x-fields">
        {number('passMarks', t.passMarks)}
        <Field label={t.multi}>{(id) => <select id={id} className="input" value={f.terms.multi} onChange={(e) => terms({ multi: e.target.value as ExamTerms['multi'] })}><option value="all">{t.all}</option><option value="half">{t.half}</option></select>}</Field>
        {number('signInMinutes', t.signInMinutes)}
        <Field label={t.late} hint={t.lateHint}>{(id) => <input id={id} className="input short" type="number" min={0} aria-describedby={`${id}h`} value={f.terms.lateMinutes ?? ''} onChange={(e) => terms({ lateMinutes: e.target.value === '' ? null : Number(e.target.value) })} />}</Field>
        {number('graceSeconds', t.grace)}
        {number('appealDays', t.appealDays)}
        {tick('own', t.own)}{tick('shuffle', t.shuffle)}{tick('showAnswers', t.showAnswers)}{tick('idCheck', t.idCheck)}
      </div>
      <Trouble of={making.problem ?? changing.problem} />
      <p><button type="submit" className="button primary" aria-busy={making.busy || changing.busy}>{t.save}</button></p>
    </form>
  )
}

function Field(p: { label: string; hint?: string; whole?: boolean; children: (id: string) => ReactNode }) {
  const id = useId()
  return <div className={`field ${p.whole ? 'x-whole' : ''}`}><label htmlFor={id}>{p.label}</label>{p.hint && <p className="hint" id={`${id}h`}>{p.hint}</p>}{p.children(id)}</div>
}
