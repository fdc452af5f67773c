import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { statistics } from '../../../contract/exams.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { isDoubtful } from '../../../law/credential/examStatistics.ts'
import { rate } from '../../../law/kernel/oneDayRate.ts'
import { Icon } from '../../kit/icon.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { kinds, statistics as t, supervisor } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import { Options } from './examQuestion.tsx'
import './exam.css'

type Figures = OutputOf<typeof statistics>

/** 考得怎么样，哪些题有问题？ The answer, the marks, the organs, and each question with what was chosen. */
export default function StatisticsPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const asked = useAsk(statistics, { params: { id } })
  return (
    <div className="x-page">
      <p><Link to={paths.one} params={{ id }} className="x-back"><Icon of={ArrowLeft} />{supervisor.title}</Link></p>
      <Asked of={asked} lines={12}>{(f) => <Whole of={f} />}</Asked>
    </div>
  )
}

function Whole(p: { of: Figures }) {
  const f = p.of
  const most = Math.max(1, ...f.distribution.map((d) => d.count))
  return (
    <>
      <header className="x-head"><div><h1>{t.question}</h1><p className="lead">{t.answer(f.sat, f.passed, rate(f.passed, f.sat).text, f.average)}{t.absent(f.absent)}</p></div></header>
      {f.sat > 0 && (
        <section className="x-sheet">
          <h2>{t.distribution}</h2>
          <dl>{f.distribution.map((d) => (
            <div key={d.from} className="x-barred"><dt className="number">{d.from}–{d.to}</dt><dd><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="1000" height="10" /><rect width={(d.count * 1000) / most} height="10" /></svg></dd><dd className="number">{d.count}</dd></div>
          ))}</dl>
        </section>
      )}
      <section className="x-sheet">
        <h2>{t.organs}</h2>
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t.organs}>
          <table>
            <thead><tr><th scope="col">{t.organ}</th><th scope="col" className="num">{t.admitted}</th><th scope="col" className="num">{t.sat}</th><th scope="col" className="num">{t.passed}</th><th scope="col" className="num">{t.rate}</th></tr></thead>
            <tbody>{f.organs.map((o) => <tr key={o.organ ?? ''}><th scope="row">{o.name ?? t.noOrgan}</th><td className="num">{o.admitted}</td><td className="num">{o.sat}</td><td className="num">{o.passed}</td><td className="num">{o.sat > 0 && rate(o.passed, o.sat).text}</td></tr>)}</tbody>
          </table>
        </div>
      </section>
      {f.questions.length > 0 && (
        <section className="x-sheet">
          <h2>{t.questions}</h2>
          <p className="second">{t.questionsNote}</p>
          <ol className="x-questions">{f.questions.map((q) => <One key={`${q.question} ${q.part}`} of={q} />)}</ol>
        </section>
      )}
    </>
  )
}

function One(p: { of: Figures['questions'][number] }) {
  const q = p.of
  const weak = !q.void && isDoubtful(q)
  return (
    <li>
      <p className="second small">{kinds[q.kind]}　{t.shown} {q.shown}　{t.right} {Math.round(q.rate * 100)}%　{q.discrimination !== null && `${t.discrimination} ${q.discrimination.toFixed(2)}`}　{q.void ? t.void : weak && <b className="x-weak">{t.weak}</b>}</p>
      <p>{q.stem}</p>
      <Options of={q.options} right={q.key} beside={(l) => String(q.chosen[l] ?? 0)} />
      {q.chosen[''] && <p className="second small">{t.open} {q.chosen['']}</p>}
    </li>
  )
}
