import { Button, Input, InputNumber } from 'antd'
import { useState, type FormEvent } from 'react'
import type { Problem } from '../../../../contract/problem.ts'
import { FieldInput } from '../../../form/field.tsx'
import { Kbd, KeyButton, Trouble, useKeys } from '../../../shell/staff/index.ts'
import { fix as tf, notice as tn, tolerant as tt, turnAway as ta } from '../../../text/zh-CN/window.ts'
import { errorsOf } from '../findings.ts'
import { shownDigest, SignPad, type Strokes } from '../signPad.tsx'
import type { Row } from './rows.ts'

type Fault = Row & { problem: 'missing' | 'faulty' }
interface Common { busy: boolean; problem: Problem | undefined; reload: () => void; name: (at: string) => string | undefined }

/** F4: everything at once, each with a line that the applicant understands, and one period. */
export function NoticePanel(p: Common & { faults: Fault[]; added: number; go: (explanations: Record<string, string>, days: number) => void }) {
  const [said, say] = useState<Record<string, string>>({})
  const [days, setDays] = useState(15)
  const send = (e: FormEvent) => {
    e.preventDefault()
    p.go(said, days)
  }
  return (
    <form className="panel stack" onSubmit={send} aria-labelledby="panel-title">
      <h2 id="panel-title">{tn.title}</h2>
      <p>{tn.lead(p.faults.length)}</p>
      {p.added > 0 && <p role="status"><b>{tn.added(p.added)}</b></p>}
      <Trouble of={p.problem} again={p.reload} name={p.name} />
      <ol className="notice-lines">
        {p.faults.map((f, i) => (
          <li key={f.key}>
            <span><b>{f.name}</b>　{tn.problem[f.problem]}{f.of.length > 1 && <span className="second small">　{f.of.join('、')}</span>}</span>
            <Input.TextArea autoFocus={i === 0} rows={2} maxLength={500} aria-label={`${f.name} ${tn.explain}`} placeholder={f.hint || tn.explain} value={said[f.key] ?? ''} onChange={(e) => say((all) => ({ ...all, [f.key]: e.target.value }))} />
          </li>
        ))}
      </ol>
      <p className="w-row"><label htmlFor="days">{tn.period}</label><InputNumber id="days" min={1} max={60} value={days} onChange={(v) => setDays(v ?? 15)} />{tn.days}</p>
      <div><Button type="primary" size="large" htmlType="submit" loading={p.busy}>{tn.go}<Kbd>F4</Kbd></Button></div>
    </form>
  )
}

/** F6: what is wrong in the form is put right here and now, signed by the applicant; no notice, no second visit (S3). By Tab: field, signature, done; the applicant's own way (F9) comes after. */
export function FixPanel(p: Common & { fields: Row[]; toApplicant: (notes: Record<string, string>) => void; go: (changes: Record<string, unknown>, strokes: Strokes, shown: string) => void; who: string }) {
  const [changes, set] = useState<Record<string, unknown>>({})
  const [notes, note] = useState<Record<string, string>>({})
  useKeys({ F9: () => p.toApplicant(notes) })
  const [strokes, setStrokes] = useState<Strokes>([])
  const [paper, setPaper] = useState(false)
  const send = async (e: FormEvent) => {
    e.preventDefault()
    if (p.fields.some((f) => changes[f.key] === undefined) || (!strokes.length && !paper)) return
    p.go(changes, strokes, await shownDigest(p.fields.map((f) => [f.name, f.value, changes[f.key]])))
  }
  const ready = p.fields.every((f) => changes[f.key] !== undefined && changes[f.key] !== '') && (strokes.length > 0 || paper)
  return (
    <form className="panel stack" onSubmit={(e) => void send(e)} aria-labelledby="panel-title" noValidate>
      <h2 id="panel-title">{tf.title}</h2>
      <p>{tf.lead}</p>
      <Trouble of={p.problem} again={p.reload} name={p.name} />
      {p.fields.map((f, i) => (
        <div key={f.key}>
          <FieldInput of={f.field!} value="" errors={errorsOf(p.problem)} onChange={(_, v) => set((all) => ({ ...all, [f.key]: v }))} />
          {f.value && <p className="second small">{tf.was(f.value)}</p>}
        </div>
      ))}
      <SignPad strokes={strokes} onChange={setStrokes} who={p.who} paper={{ checked: paper, onChange: setPaper }} />
      <div className="w-row"><Button type="primary" size="large" htmlType="submit" disabled={!ready} loading={p.busy}>{tf.go}<Kbd>F6</Kbd></Button></div>
      <p className="plan-line">{tf.orApplicant}</p>
      {p.fields.map((f, i) => <div key={f.key} className="fix-why"><label htmlFor={`why-${i}`}>{tf.why(f.name)}</label><Input id={`why-${i}`} maxLength={300} value={notes[f.key] ?? ''} onChange={(e) => note((all) => ({ ...all, [f.key]: e.target.value }))} /></div>)}
      <div className="w-row"><KeyButton k="F9" disabled={p.busy} onClick={() => p.toApplicant(notes)}>{tf.toApplicant}</KeyButton><span className="second small">{tf.toApplicantNote}</span></div>
    </form>
  )
}

/** F7: accepted now, the lesser materials later, promised by signature. Which ones may be left open is the guide's word. */
export function TolerantPanel(p: Common & { missing: Fault[]; go: (supplyBy: string, strokes: Strokes, shown: string) => void; who: string }) {
  const [supplyBy, setBy] = useState('')
  const [strokes, setStrokes] = useState<Strokes>([])
  const [paper, setPaper] = useState(false)
  const send = async (e: FormEvent) => {
    e.preventDefault()
    if (supplyBy && (strokes.length || paper)) p.go(supplyBy, strokes, await shownDigest([p.missing.map((m) => m.name), supplyBy]))
  }
  return (
    <form className="panel stack" onSubmit={(e) => void send(e)} aria-labelledby="panel-title">
      <h2 id="panel-title">{tt.title}</h2>
      <p>{tt.lead}</p>
      <Trouble of={p.problem} again={p.reload} name={p.name} />
      <ul className="list-plain">{p.missing.map((m) => <li key={m.key}><b>{m.name}</b>{m.hint && <span className="second small">　{m.hint}</span>}</li>)}</ul>
      <div><label htmlFor="supply-by">{tt.supplyBy}</label><input id="supply-by" className="input short" type="date" autoFocus value={supplyBy} onChange={(e) => setBy(e.target.value)} /></div>
      <p className="second">{tt.commit}</p>
      <SignPad strokes={strokes} onChange={setStrokes} who={p.who} paper={{ checked: paper, onChange: setPaper }} />
      <div><Button type="primary" size="large" htmlType="submit" disabled={!supplyBy || (!strokes.length && !paper)} loading={p.busy}>{tt.go}<Kbd>F7</Kbd></Button></div>
    </form>
  )
}

export interface TurnedAway { kind: 'prohibited' | 'needsApproval' | 'notNeeded' | 'notCompetent'; body: string; reason: string }

/** F9 (a filing: F7): told at once and in writing why it is not taken in, and where to go (许可法 32; 673号令 15). */
export function TurnAwayPanel(p: Common & { filing: boolean; go: (t: TurnedAway) => void }) {
  const kinds = p.filing ? ['prohibited', 'needsApproval'] as const : ['notNeeded', 'notCompetent'] as const
  const [kind, setKind] = useState<TurnedAway['kind']>(kinds[0])
  const [body, setBody] = useState('')
  const [reason, setReason] = useState('')
  const of = p.filing ? 'filing' : 'other'
  const asksBody = ta.body[kind]
  const send = (e: FormEvent) => {
    e.preventDefault()
    p.go({ kind, body: body.trim(), reason: reason.trim() })
  }
  return (
    <form className="panel stack" onSubmit={send} aria-labelledby="panel-title" noValidate>
      <h2 id="panel-title">{ta.title[of]}</h2>
      <p>{ta.lead[of]}</p>
      <Trouble of={p.problem} again={p.reload} name={p.name} />
      <fieldset className="field"><legend>{ta.which}</legend><div className="choices">{kinds.map((k) => <label key={k} className="choice"><input type="radio" name="which" value={k} checked={kind === k} onChange={() => setKind(k)} /><span>{ta.kinds[k]}</span></label>)}</div></fieldset>
      {asksBody && <div><label htmlFor="body">{asksBody}</label><Input id="body" maxLength={80} autoComplete="off" value={body} onChange={(e) => setBody(e.target.value)} /></div>}
      <div><label htmlFor="reason">{ta.reason}</label><Input.TextArea id="reason" rows={3} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} /></div>
      <div><Button type="primary" danger size="large" htmlType="submit" loading={p.busy}>{ta.go[of]}<Kbd>{p.filing ? 'F7' : 'F9'}</Kbd></Button></div>
    </form>
  )
}
