import { sitting as t } from '../../text/zh-CN/exam.ts'
import type { Answers } from './examAnswers.ts'
import type { Asked } from './examQuestion.tsx'

/** every number with what became of it; a press leads there */
export function Map(p: { asked: Asked[]; answers: Answers; here: number | null; jump: (no: number) => void; answered: number }) {
  return (
    <details className="e-map" open>
      <summary>{t.map}　<span className="second">{t.answered(p.answered, p.asked.length)}</span></summary>
      <ol>{p.asked.map((a) => <li key={a.no}><Dot of={a.no} answers={p.answers} here={p.here === a.no} jump={p.jump} /></li>)}</ol>
    </details>
  )
}

function Dot(p: { of: number; answers: Answers; here: boolean; jump: (no: number) => void }) {
  const a = p.answers.get(p.of)
  const answered = !!a?.chosen.length
  return (
    <button type="button" className={`e-dot ${answered ? 'e-done' : ''} ${a?.flagged ? 'e-flagged' : ''}`} aria-current={p.here ? 'step' : undefined} aria-label={t.mapOf(p.of, answered, !!a?.flagged)} onClick={() => p.jump(p.of)}>{p.of}</button>
  )
}

/** before handing in: what is still open, what was marked; then once and for good */
export function Summary(p: { asked: Asked[]; answers: Answers; busy: boolean; jump: (no: number) => void; back: () => void; handIn: () => void }) {
  const open = p.asked.filter((a) => !p.answers.get(a.no)?.chosen.length)
  const flagged = p.asked.filter((a) => p.answers.get(a.no)?.flagged)
  const waiting = p.answers.unsent > 0
  const dots = (of: Asked[]) => <ol className="e-dots">{of.map((a) => <li key={a.no}><Dot of={a.no} answers={p.answers} here={false} jump={p.jump} /></li>)}</ol>
  return (
    <section className="e-sheet">
      <h1>{t.summaryTitle}</h1>
      <p>{t.summary(open.length)}</p>
      {open.length > 0 && dots(open)}
      {flagged.length > 0 && <><p>{t.flaggedOnes}</p>{dots(flagged)}</>}
      {waiting && <p role="status">{t.unsent}</p>}
      <p>{t.sure}</p>
      <p className="actions">
        <button type="button" className="button primary" disabled={waiting} aria-busy={p.busy} onClick={p.handIn}>{t.confirm}</button>
        <button type="button" className="button" onClick={p.back}>{t.back}</button>
      </p>
    </section>
  )
}
