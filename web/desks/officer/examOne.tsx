import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowLeft, CircleCheck, RefreshCw } from 'lucide-react'
import { useId, useState } from 'react'
import { own, signIn, type OwnExam } from '../../../contract/exams.ts'
import { sayExactly, sayInstant } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Asked, Trouble, useAsk, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { candidate as t, kinds, subjects } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import './exam.css'

/** One examination before and after it: what it is, its rules, signing in, the way to the paper, the result. */
export default function ExamPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const asked = useAsk(own, { params: { id } })
  return (
    <div className="e-page">
      <p><Link to={paths.list} className="e-back"><Icon of={ArrowLeft} />{t.all}</Link></p>
      <Asked of={asked} lines={8}>{(e) => <One of={e} again={() => void asked.refetch()} />}</Asked>
    </div>
  )
}

function One(p: { of: OwnExam; again: () => void }) {
  const e = p.of
  const now = useNow()!
  const over = e.mine === 'handedIn' || e.state !== 'set'
  return (
    <>
      <header className="e-head"><h1>{e.name}</h1><p className="second">{subjects[e.subject]}</p></header>
      <section className="e-sheet">
        <Step of={e} again={p.again} />
        <dl className="facts">
          <dt>{t.when}</dt><dd>{sayInstant(e.opens, now)} – {sayInstant(e.closes, now)}</dd>
          <dt>{t.time}</dt><dd>{t.minutes(e.minutes, e.extraMinutes)}</dd>
          <dt>{t.pass}</dt><dd>{t.passed(e.passMarks, e.fullMarks)}</dd>
          <dt>{t.questions}</dt><dd><ul className="list-plain">{e.parts.map((x) => <li key={x.kind}>{t.part(kinds[x.kind], x.count, x.marks)}</li>)}</ul></dd>
        </dl>
      </section>
      {!over && (
        <section className="e-sheet">
          <h2>{t.rulesTitle}</h2>
          <ol className="e-rules">{t.rules({ signIn: e.signInMinutes, late: e.lateMinutes, half: e.multi === 'half' }).map((r) => <li key={r}>{r}</li>)}</ol>
          {e.mine === 'admitted' && e.notYet === null && <SignIn of={e} />}
        </section>
      )}
    </>
  )
}

/** what comes next for this candidate */
function Step(p: { of: OwnExam; again: () => void }) {
  const e = p.of
  const go = useNavigate()
  if (e.state === 'cancelled') return <p className="e-step"><b>{t.cancelled}</b></p>
  if (e.result) return <div className="e-step"><p className="e-marks">{t.result(e.result.marks, e.result.passed)}</p><p><Link className="button" to={paths.result} params={{ id: e.id }}>{t.toResult}</Link></p></div>
  if (e.mine === 'handedIn') return <p className="e-step"><Icon of={CircleCheck} />{t.handedIn(sayExactly(e.handedInAt!), e.handedBy!)}{t.waiting}</p>
  if (e.notYet) return <div className="e-step"><p>{e.mine === 'signedIn' && t.signedInAt}{e.notYet}。</p><p><button type="button" className="button" onClick={p.again}><Icon of={RefreshCw} />{t.refresh}</button></p></div>
  if (e.mine === 'admitted') return null
  return (
    <div className="e-step">
      {e.mine === 'signedIn' && <p><Icon of={CircleCheck} />{t.signedInAt}</p>}
      <p><button type="button" className="button primary" onClick={() => void go({ to: paths.sit, params: { id: e.id } })}>{e.mine === 'writing' ? t.goOn : t.open}</button></p>
    </div>
  )
}

function SignIn(p: { of: OwnExam }) {
  const id = useId()
  const doing = useDo(signIn)
  const refresh = useRefresh()
  const [tail, setTail] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [told, setTold] = useState(false)
  const go = async () => {
    setTold(!agreed)
    if (agreed && await doing.run({ params: { id: p.of.id }, body: { idTail: tail } })) await refresh(own)
  }
  return (
    <form className="e-sign-in" onSubmit={(e) => { e.preventDefault(); void go() }}>
      {p.of.idCheck && (
        <div className="field">
          <label htmlFor={id}>{t.idTail}</label>
          <p className="hint" id={`${id}h`}>{t.idHint}</p>
          <input id={id} aria-describedby={`${id}h`} className="input short" value={tail} maxLength={4} autoComplete="off" autoCapitalize="characters" onChange={(e) => setTail(e.target.value)} />
        </div>
      )}
      {told && <p className="error-text" role="alert">{t.mustAgree}</p>}
      <label className="tick"><input type="checkbox" checked={agreed} onChange={(e) => setAgreed(e.target.checked)} />{t.agree}</label>
      <Trouble of={doing.problem} />
      <p className="actions"><button type="submit" className="button primary" aria-busy={doing.busy}>{t.signIn}</button></p>
    </form>
  )
}
