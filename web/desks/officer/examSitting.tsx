import { Link, useParams } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { handIn, open, own, save, type ExamSitting } from '../../../contract/exams.ts'
import { ProblemError } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { call, Trouble, useKeys, useRefresh, useSession, Waiting } from '../../shell/staff/index.ts'
import { candidate, sitting as t } from '../../text/zh-CN/exam.ts'
import { Answers, deviceOf } from './examAnswers.ts'
import { paths } from './examPaths.ts'
import { Question, type Asked } from './examQuestion.tsx'
import { Map as QuestionMap, Summary } from './examSummary.tsx'
import { Head, useLeft } from './examTime.tsx'
import './exam.css'

/** Opens the paper at this machine; nothing of it is asked for again by itself, since opening takes the sitting over. */
export default function SittingPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const device = useMemo(() => deviceOf(sessionStorage), [])
  const asked = useQuery({
    queryKey: [open.id, id, device], queryFn: () => call(open, { params: { id }, body: { device } }), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false,
  })
  if (asked.error) {
    const problem = asked.error instanceof ProblemError ? asked.error.problem : undefined
    if (!problem) throw asked.error
    return <div className="e-page"><Trouble of={problem} again={() => void asked.refetch()} /><p className="actions"><Link className="button" to={paths.one} params={{ id }}>{t.toExam}</Link></p></div>
  }
  if (!asked.data) return <div className="e-page"><span className="away">{t.loading}</span><Waiting lines={8} /></div>
  return <Sitting key={asked.dataUpdatedAt} of={asked.data} device={device} again={() => void asked.refetch()} />
}

function Sitting(p: { of: ExamSitting; device: string; again: () => void }) {
  const { of, device } = p
  const session = useSession()
  const refresh = useRefresh()
  const answers = useAnswers(of, device, session.person.id)
  useSyncExternalStore(answers.listen, () => answers.version)
  const asked = useMemo<Asked[]>(() => of.items.flatMap((i) => i.asked.map((a) => ({ ...a, kind: i.kind, marks: i.marks, facts: i.facts, several: i.asked.length > 1 }))), [of])
  const [at, setAt] = useState(0)
  const [checking, setChecking] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [done, setDone] = useState(false)
  const [busy, setBusy] = useState(false)
  const q = asked[at]!
  const kept = answers.get(q.no)
  const ahead = useMemo(() => Date.parse(of.now) - Date.now(), [of])

  const finish = useCallback(async () => {
    setBusy(true)
    setProblem(undefined)
    await answers.flush()
    try {
      await call(handIn, { params: { id: of.id }, body: { device } })
      answers.forget()
      setDone(true)
      await refresh(own)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setProblem(error.problem)
    } finally {
      setBusy(false)
    }
  }, [answers, of.id, device, refresh])

  /** more time may have been given since this machine last heard of it */
  const timeUp = useCallback(async () => {
    const now = await call(own, { params: { id: of.id } }).catch(() => undefined)
    if (now?.endsAt && Date.parse(now.endsAt) > Date.now() + ahead) answers.endsAt = now.endsAt
    else await finish()
  }, [answers, of.id, ahead, finish])

  const left = useLeft(() => Date.parse(answers.endsAt) - Date.now() - ahead)
  const stopped = done || answers.state === 'moved' || answers.state === 'ended'
  const over = left <= 0 && !stopped
  useEffect(() => { if (over) void timeUp() }, [over, timeUp])

  const choose = (letter: string) => {
    const now = kept?.chosen ?? []
    const one = q.kind === 'single' || q.kind === 'judge'
    answers.put(q.no, one ? [letter] : now.includes(letter) ? now.filter((l) => l !== letter) : [...now, letter].sort(), kept?.flagged ?? false)
  }
  const flag = () => answers.put(q.no, kept?.chosen ?? [], !kept?.flagged)
  const go = (to: number) => { if (to >= 0 && to < asked.length) setAt(to); else if (to === asked.length) setChecking(true) }
  const letters = q.options.flatMap((_, i) => { const l = String.fromCharCode(65 + i); return [[l, l], [l.toLowerCase(), l], [String(i + 1), l]] as const })
  useKeys({ ...Object.fromEntries(letters.map(([k, l]) => [k, () => choose(l)])), ArrowLeft: () => go(at - 1), ArrowRight: () => go(at + 1), ...(letters.some(([k]) => k === 'f') ? {} : { f: flag, F: flag }) }, !checking && !stopped && !over)

  if (done || answers.state === 'ended') return <End id={of.id} said={done ? candidate.mine.handedIn : t.ended} />
  if (answers.state === 'moved') return <div className="e-page"><section className="e-sheet" role="alert"><h1>{t.moved}</h1><p className="actions"><button type="button" className="button primary" onClick={p.again}>{t.moveHere}</button></p></section></div>
  const answered = asked.filter((a) => answers.get(a.no)?.chosen.length).length
  const jump = (no: number) => { setAt(asked.findIndex((a) => a.no === no)); setChecking(false) }
  return (
    <div className="e-sitting">
      <Head name={of.name} left={left} state={answers.state} />
      <div className="e-columns">
        <div>
          <Trouble of={problem} {...(over ? { again: () => void timeUp() } : {})} />
          {over && !problem ? <section className="e-sheet" role="status"><p className="lead">{t.over}</p></section>
            : checking ? <Summary asked={asked} answers={answers} busy={busy} jump={jump} back={() => setChecking(false)} handIn={() => void finish()} />
              : (
                <>
                  <Question of={q} at={at} all={asked.length} chosen={kept?.chosen ?? []} flagged={kept?.flagged ?? false} choose={choose} flag={flag} />
                  <nav className="e-moves" aria-label={t.map}>
                    <button type="button" className="button" disabled={at === 0} onClick={() => go(at - 1)}>{t.before}</button>
                    <button type="button" className="button primary" onClick={() => go(at + 1)}>{at + 1 === asked.length ? t.toSummary : t.next}</button>
                  </nav>
                </>
              )}
        </div>
        <aside className="e-side">
          <QuestionMap asked={asked} answers={answers} here={checking ? null : q.no} jump={jump} answered={answered} />
          {!checking && <p><button type="button" className="button e-hand-in" onClick={() => setChecking(true)}>{t.toSummary}</button></p>}
          <p className="second small e-keys">{t.keys}</p>
        </aside>
      </div>
    </div>
  )
}

/** the answers of this sitting, one for as long as it is open here */
function useAnswers(of: ExamSitting, device: string, person: string): Answers {
  const ref = useRef<Answers>(null)
  ref.current ??= new Answers({
    name: `yc-exam:${person}:${of.id}`, shelf: localStorage, sitting: of,
    send: async (no, answer) => call(save, { params: { id: of.id, no }, body: { device, ...answer } }),
  })
  const answers = ref.current
  useEffect(() => {
    const now = () => void answers.flush()
    window.addEventListener('online', now)
    return () => { window.removeEventListener('online', now); answers.stop() }
  }, [answers])
  return answers
}

function End(p: { id: string; said: string }) {
  return <div className="e-page"><section className="e-sheet" role="status"><h1>{p.said}</h1><p>{t.publishedLater}</p><p className="actions"><Link className="button primary" to={paths.one} params={{ id: p.id }}>{t.toExam}</Link></p></section></div>
}
