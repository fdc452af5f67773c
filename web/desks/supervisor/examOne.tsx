import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, ChartColumn, MessageCircleQuestion, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { cancel, get, list, preview, publish, set, type Exam } from '../../../contract/exams.ts'
import { sayDate, sayExactly, sayInstant } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Asked, Trouble, useAsk, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { perhapsLater } from '../../text/zh-CN/case.ts'
import { candidate, kinds, subjects, supervisor as t } from '../../text/zh-CN/exam.ts'
import { Admit, Candidates } from './examCandidates.tsx'
import { paths } from './examPaths.ts'
import { Options } from './examQuestion.tsx'
import './exam.css'

/** One examination: how it is arranged, how far everybody is, what comes next. Counted again by itself only while somebody writes. */
export default function ExamPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const [live, setLive] = useState(false)
  const asked = useAsk(get, { params: { id } }, live ? { every: 20_000 } : {})
  const writing = asked.data?.state === 'set' && asked.data.counts.signedIn + asked.data.counts.writing > 0
  if (writing !== live) setLive(writing)
  return (
    <div className="x-page">
      <p><Link to={paths.list} className="x-back"><Icon of={ArrowLeft} />{t.title}</Link></p>
      <Asked of={asked} lines={10}>{(e) => <One of={e} again={() => void asked.refetch()} at={asked.dataUpdatedAt} live={live} />}</Asked>
    </div>
  )
}

function One(p: { of: Exam; again: () => void; at: number; live: boolean }) {
  const e = p.of
  const now = useNow()!
  return (
    <>
      <header className="x-head">
        <div><h1>{e.name}</h1><p className="second">{subjects[e.terms.subject]}　{t.states[e.state]}{e.publishedAt && e.appealDue && `　${t.published(sayExactly(e.publishedAt), perhapsLater(sayDate(e.appealDue), e.appealProvisional))}`}</p></div>
        {e.state !== 'draft' && e.state !== 'cancelled' && (
          <div className="x-row">
            <Link className="button" to={paths.statistics} params={{ id: e.id }}><Icon of={ChartColumn} />{t.statistics}</Link>
            {e.state === 'published' && <Link className="button" to={paths.appeals} params={{ id: e.id }}><Icon of={MessageCircleQuestion} />{t.toAppeals}{e.openAppeals > 0 && `（${e.openAppeals}）`}</Link>}
          </div>
        )}
      </header>
      <section className="x-sheet">
        <h2>{t.arrangement}</h2>
        <dl className="facts">
          <dt>{t.hours}</dt><dd>{sayInstant(e.opens, now)} – {sayInstant(e.closes, now)}</dd>
          <dt>{candidate.time}</dt><dd>{candidate.minutes(e.terms.minutes, 0)}</dd>
          <dt>{candidate.pass}</dt><dd>{candidate.passed(e.terms.passMarks, e.fullMarks)}</dd>
          <dt>{candidate.questions}</dt><dd>{e.terms.parts.map((x) => candidate.part(kinds[x.kind], x.count, x.marks)).join('；')}</dd>
          {e.poolDigest && <><dt>{t.digest}</dt><dd className="x-hash small number">{e.poolDigest}</dd></>}
        </dl>
        <Arranging of={e} />
      </section>
      {e.state !== 'cancelled' && (
        <>
          <section className="x-sheet">
            <div className="x-head"><h2>{t.progress}</h2><button type="button" className="button" onClick={p.again}><Icon of={RefreshCw} />{t.refresh}</button></div>
            <ul className="x-stages">{(Object.keys(t.stages) as (keyof typeof t.stages)[]).map((s) => <li key={s}><b className="number">{e.counts[s]}</b>{t.stages[s]}</li>)}</ul>
            {p.live && <p className="second small">{t.asOf(new Date(p.at).toLocaleTimeString('zh-CN'))}</p>}
            {e.state === 'set' && <Publish of={e} />}
          </section>
          {(e.state === 'draft' || (e.state === 'set' && e.closes > now)) && <Admit exam={e.id} />}
          <Candidates of={e} />
        </>
      )}
    </>
  )
}

function Arranging(p: { of: Exam }) {
  const e = p.of
  const refresh = useRefresh()
  const setting = useDo(set)
  const cancelling = useDo(cancel)
  const [sure, setSure] = useState(false)
  const [seen, setSeen] = useState(false)
  const done = () => refresh(get, list)
  return (
    <>
      {e.state === 'draft' && <p className="second">{t.setNote}</p>}
      <div className="x-row">
        {(e.state === 'draft' || e.state === 'set') && <button type="button" className="button" aria-expanded={seen} onClick={() => setSeen(!seen)}>{seen ? t.close : t.preview}</button>}
        {e.state === 'draft' && <Link className="button" to={paths.change} params={{ id: e.id }}>{t.edit}</Link>}
        {e.state === 'draft' && <button type="button" className="button primary" aria-busy={setting.busy} onClick={() => void setting.run({ params: { id: e.id }, body: {} }).then((x) => x && done())}>{t.set}</button>}
        {(e.state === 'draft' || (e.state === 'set' && e.counts.writing + e.counts.handedIn === 0)) && (
          <span className="x-cancel"><button type="button" className="button" onBlur={() => setSure(false)} onClick={() => (sure ? void cancelling.run({ params: { id: e.id }, body: {} }).then((x) => x && done()) : setSure(true))}>{sure ? t.cancelSure : t.cancel}</button></span>
        )}
      </div>
      <Trouble of={setting.problem ?? cancelling.problem} />
      {seen && <Preview id={e.id} />}
    </>
  )
}

function Preview(p: { id: string }) {
  const asked = useAsk(preview, { params: { id: p.id } })
  return (
    <section>
      <h3>{t.previewTitle}</h3>
      <Asked of={asked} lines={8}>
        {({ items }) => (
          <ol className="x-questions">{items.map((q) => (
            <li key={q.id}>
              <p className="second small">{kinds[q.kind]}　{q.marks} 分</p>
              {q.facts && <p>{q.facts}</p>}
              {q.parts.map((x, i) => <div key={x.stem}><p>{x.stem}</p><Options of={x.options} right={q.key[i]!} /></div>)}
            </li>
          ))}</ol>
        )}
      </Asked>
    </section>
  )
}

function Publish(p: { of: Exam }) {
  const doing = useDo(publish)
  const refresh = useRefresh()
  return (
    <>
      <p className="second">{t.publishNote}</p>
      <p><button type="button" className="button" aria-busy={doing.busy} onClick={() => void doing.run({ params: { id: p.of.id }, body: {} }).then((x) => x && refresh(get, list))}>{t.publish}</button></p>
      <Trouble of={doing.problem} />
    </>
  )
}
