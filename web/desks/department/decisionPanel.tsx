import { Button } from 'antd'
import { useState } from 'react'
import { newKey, ProblemError } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { acts as words, caseOf, panel as t } from '../../text/zh-CN/department.ts'
import { ActForm } from './acts/actForm.tsx'
import { Trouble } from '../../shell/staff/index.ts'
import { Findings } from './findings.tsx'
import { perform, useActDone, type CaseOut, type Done, type Prospects } from './queries.ts'

/** ends when what the act changed is on the screen: until then nothing else can be pressed, so that nobody acts on what he no longer sees */
export type OnDone = (type: string, name: string, answer: Done) => Promise<void>

/** the acts that come next as a rule, first one first: it is the one primary button */
function usual(p: Prospects): string[] {
  return ['takeUp', 'resume', 'grant', ...(p.inspection ? [p.inspectors.length ? 'inspect' : 'assignInspectors'] : [])]
}
/** steps that this case is past, or has no reason for: nobody asks why */
const idle = (type: string, of: CaseOut) => (type === 'takeUp' && of.state !== 'accepted') || (type === 'resume' && of.state !== 'special') || (type === 'suspend' && of.state === 'special')
const destructive = ['refuse', 'terminate']

/**
 * What may be done now, as buttons; what may not, each with its reason when asked. An act with something to fill in opens
 * here, in the place of the buttons, beside the materials.
 */
export function DecisionPanel(p: { of: CaseOut; prospects: Prospects; today: string; done: OnDone }) {
  const [form, setForm] = useState<string | null>(null)
  const open = p.prospects.acts.filter((a) => a.open)
  const shut = p.prospects.acts.filter((a) => !a.open && !idle(a.type, p.of))
  const first = usual(p.prospects).find((u) => open.some((a) => a.type === u))
  const chosen = p.prospects.acts.find((a) => a.type === form)
  const sorted = [...open].sort((a, b) => Number(b.type === first) - Number(a.type === first) || Number(destructive.includes(a.type)) - Number(destructive.includes(b.type)))
  if (chosen) {
    return (
      <section className="d-sheet d-panel" aria-label={chosen.name}>
        <ActForm type={chosen.type} name={chosen.name} of={p.of} prospects={p.prospects} today={p.today} cancel={() => setForm(null)} done={async (answer) => { await p.done(chosen.type, chosen.name, answer); setForm(null) }} />
      </section>
    )
  }
  return (
    <section className="d-sheet d-panel">
      <h2>{t.title}</h2>
      {p.of.waitsFor.length > 0 && <p className="d-note">{caseOf.waits(p.of.waitsFor.map((w) => w.name).join('、'))}</p>}
      {open.length === 0 && <p className="second">{p.of.closed || p.of.decidedOn ? caseOf.closed : p.prospects.as === 'supervisor' ? t.readOnly : t.nothing}</p>}
      <div className="d-buttons">
        {sorted.map((a) => a.type === 'takeUp'
          ? <TakeUp key={a.type} of={p.of} name={a.name} done={p.done} />
          : <Button key={a.type} block className={a.type === first ? 'd-first' : ''} type={a.type === first ? 'primary' : 'default'} danger={destructive.includes(a.type)} onClick={() => setForm(a.type)}>{a.name}</Button>)}
      </div>
      {shut.length > 0 && !p.of.closed && !p.of.decidedOn && (
        <div className="d-shut">
          <h3>{t.notNow}</h3>
          {shut.map((a) => <details key={a.type}><summary><span>{a.name}</span><span className="d-why">{t.why}</span></summary><Findings of={a.findings} /></details>)}
        </div>
      )}
    </section>
  )
}

/** Nothing to fill in: one press. */
function TakeUp(p: { of: CaseOut; name: string; done: OnDone }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const refresh = useActDone()
  const go = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await p.done('takeUp', p.name, await perform(p.of.id, 'takeUp', { payload: {}, personal: {} }, p.of.seq, newKey()))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setProblem(error.problem)
    }
    setBusy(false)
  }
  return (
    <>
      {problem && <div className="d-first"><Trouble of={problem} {...(problem.kind === 'conflict' ? { again: () => void refresh() } : {})} /></div>}
      <Button block className="d-first" type="primary" loading={busy} onClick={() => void go()}>{words.go['takeUp']}</Button>
    </>
  )
}
