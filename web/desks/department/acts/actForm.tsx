import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { newKey, ProblemError } from '../../../../contract/client.ts'
import type { Problem } from '../../../../contract/problem.ts'
import { acts as words, panel as t } from '../../../text/zh-CN/department.ts'
import { Trouble } from '../../../shell/staff/index.ts'
import { perform, type CaseOut, type Done, type Prospects } from '../queries.ts'
import { Changed } from './changed.tsx'
import { fieldsOf, startOf, type Values } from './fields.tsx'

/**
 * The form of one act. Its key is made when it opens, and it acts on the case as it was seen then: when somebody else was
 * quicker, what happened is shown beside what was typed, and the person chooses. Nothing typed is lost by a refusal.
 */
export function ActForm(p: { type: string; name: string; of: CaseOut; prospects: Prospects; today: string; cancel: () => void; done: (answer: Done) => Promise<void> }) {
  const [values, setValues] = useState<Values>(() => startOf(p.type, p))
  const [seen, setSeen] = useState(p.of.seq)
  const [key, setKey] = useState(newKey)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [conflict, setConflict] = useState(false)
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const { Fields, attempt } = fieldsOf(p.type)

  const send = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await p.done(await perform(p.of.id, p.type, attempt(values), seen, key))
    } catch (error) {
      setBusy(false)
      if (!(error instanceof ProblemError)) throw error
      if (error.status === 412) setConflict(true)
      else setProblem(error.problem)
    }
  }
  // what is being mended is no longer wrong until the server has looked again
  const set = (part: Values) => {
    setValues({ ...values, ...part })
    const left = problem?.findings.filter((f) => !f.at || !Object.hasOwn(part, f.at)) ?? []
    if (problem && left.length < problem.findings.length) setProblem(left.length ? { ...problem, findings: left } : null)
  }
  // Escape gives up the form, but never out of a field in which something is being written
  const leave = (e: React.KeyboardEvent) => {
    // an article that is open beside takes Escape first
    if (e.key !== 'Escape' || e.defaultPrevented || document.querySelector('.ant-drawer-open')) return
    e.preventDefault()
    if (!(e.target as HTMLElement).matches('input:not([type="radio"], [type="checkbox"]), textarea')) p.cancel()
  }
  // one finding is said once, above; several are also marked at their fields
  const at = (name: string) => (problem && problem.findings.length > 1 ? problem.findings : []).filter((f) => f.at === name).map((f) => f.message)
  return (
    <form className="d-form" noValidate onSubmit={(e) => { e.preventDefault(); void send() }} onKeyDown={leave}>
      <h2 tabIndex={-1} ref={head}>{p.name}</h2>
      {words.lead[p.type] && <p className="second">{words.lead[p.type]}</p>}
      {conflict && <Changed id={p.of.id} seen={seen} type={p.type} keep={(seq) => { setSeen(seq); setKey(newKey()); setConflict(false) }} drop={p.cancel} />}
      <Trouble of={problem ?? undefined} />
      {Fields && <Fields values={values} set={set} of={p.of} prospects={p.prospects} today={p.today} at={at} />}
      <div className="d-actions">
        <Button type="primary" danger={p.type === 'refuse' || p.type === 'terminate'} size="large" htmlType="submit" loading={busy} disabled={conflict}>{words.go[p.type] ?? p.name}</Button>
        <Button size="large" onClick={p.cancel}>{t.cancel}</Button>
      </div>
    </form>
  )
}
