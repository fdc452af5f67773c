import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useId, useState } from 'react'
import { appeal, result } from '../../../contract/exams.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDate } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { perhapsLater } from '../../text/zh-CN/case.ts'
import { candidate, howTo, kinds, outcome as t } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import './exam.css'

type Result = OutputOf<typeof result>
type Part = Result['parts'][number]

/** 成绩: the marks first, then question by question own and right answers, each with its objection. */
export default function ResultPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const asked = useAsk(result, { params: { id } })
  return (
    <div className="e-page">
      <p><Link to={paths.one} params={{ id }} className="e-back"><Icon of={ArrowLeft} />{candidate.title}</Link></p>
      <Asked of={asked} lines={10}>{(r) => <Whole id={id} of={r} />}</Asked>
    </div>
  )
}

function Whole(p: { id: string; of: Result }) {
  const r = p.of
  const [only, setOnly] = useState(false)
  const parts = only ? r.parts.filter((x) => x.share < 1) : r.parts
  return (
    <>
      <header className="e-head">
        <h1>{t.title}：{r.passed ? t.passed : t.failed}</h1>
        <p className="e-marks">{t.marks(r.marks, r.fullMarks)}</p>
        <p className="second">{t.pass(r.passMarks)}</p>
        {r.remarked && <p>{t.remarked}</p>}
        <p>{r.mayAppeal ? t.appealUntil(perhapsLater(sayDate(r.appealDue), r.appealProvisional)) : t.appealOver(sayDate(r.appealDue))}</p>
      </header>
      {r.parts.length === 0 ? <p className="second">{t.noParts}</p> : (
        <section>
          <h2>{t.parts}</h2>
          <p><label className="tick"><input type="checkbox" checked={only} onChange={(e) => setOnly(e.target.checked)} />{t.onlyWrong}</label></p>
          <ol className="e-parts">{parts.map((x) => <One key={x.no} exam={p.id} of={x} may={r.mayAppeal} made={r.appeals.find((a) => a.no === x.no)} />)}</ol>
        </section>
      )}
    </>
  )
}

const named = (q: Part, letters: string[]) => letters.map((l) => `${l} ${q.options[l.charCodeAt(0) - 65]}`)

function One(p: { exam: string; of: Part; may: boolean; made: Result['appeals'][number] | undefined }) {
  const q = p.of
  return (
    <li className="e-sheet" value={q.no}>
      <p className="second small">{q.no}　{kinds[q.kind]}，{howTo[q.kind]}</p>
      {q.facts && <p className="second">{q.facts}</p>}
      <h3>{q.stem}</h3>
      <dl className="facts">
        <dt>{t.yours}</dt><dd>{q.chosen.length ? named(q, q.chosen).map((x) => <span key={x} className="e-choice">{x}</span>) : t.none}　<b>{q.share === 1 ? t.gotAll : q.share > 0 ? t.gotHalf : t.gotNone}</b></dd>
        <dt>{t.right}</dt><dd>{q.void ? t.void : named(q, q.right).map((x) => <span key={x} className="e-choice">{x}</span>)}</dd>
        {p.made && <><dt>{t.answers[p.made.state]}</dt><dd>{p.made.answer ?? t.appealed}</dd></>}
      </dl>
      {p.may && !p.made && <Objection exam={p.exam} no={q.no} />}
    </li>
  )
}

function Objection(p: { exam: string; no: number }) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const doing = useDo(appeal)
  const refresh = useRefresh()
  if (!open) return <p><button type="button" className="linklike" onClick={() => setOpen(true)}>{t.appeal}<span className="away">（{p.no}）</span></button></p>
  const go = async () => { if (await doing.run({ params: { id: p.exam }, body: { no: p.no, reason } })) await refresh(result) }
  return (
    <form onSubmit={(e) => { e.preventDefault(); void go() }}>
      <div className="field">
        <label htmlFor={id}>{t.reason}</label>
        <p className="hint" id={`${id}h`}>{t.reasonHint}</p>
        <textarea id={id} aria-describedby={`${id}h`} className="input" rows={3} value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} />
      </div>
      <Trouble of={doing.problem} />
      <p className="actions"><button type="submit" className="button primary" aria-busy={doing.busy}>{t.send}</button><button type="button" className="button" onClick={() => setOpen(false)}>{t.cancel}</button></p>
    </form>
  )
}
