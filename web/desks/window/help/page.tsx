import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { plan as planEndpoint } from '../../../../contract/catalogue.ts'
import type { OutputOf } from '../../../../contract/client.ts'
import { assistDraft, assistSubmit, getAssistance } from '../../../../contract/hall.ts'
import { sayExactly, timeOf } from '../../../../contract/say.ts'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../../shell/staff/index.ts'
import { card, create, fill, find, help as t, situation } from '../../../text/zh-CN/window.ts'
import { FillForm, GivenMaterials, givenAtFirst, type Given, type Values } from '../fillForm.tsx'
import { errorsOf } from '../findings.ts'
import { FindItem, type Chosen } from '../findItem.tsx'
import { Situation, type Answers } from '../situation.tsx'
import { cards } from './cards.ts'
import { Confirmation } from './readBack.tsx'
import { Submitted } from './submitted.tsx'
import { Button } from 'antd'
import '../window.css'

export type Assistance = OutputOf<typeof getAssistance>
type Sent = OutputOf<typeof assistSubmit>
type Stage = 'find' | 'situation' | 'fill' | 'materials' | 'readBack'
const stages: Stage[] = ['find', 'situation', 'fill', 'materials', 'readBack']

/** One assistance, from the citizen's sentence to the sent application. It stands in the address; both people stand on the screen. */
export default function HelpDesk() {
  const { id } = useParams({ strict: false }) as { id: string }
  const assistance = useAsk(getAssistance, { params: { id } })
  return <Asked of={assistance} lines={6}>{(a) => <Work key={a.id} of={a} />}</Asked>
}

function Work(p: { of: Assistance }) {
  const a = p.of
  const draft = a.draft
  const refresh = useRefresh()
  const [chosen, choose] = useState<Chosen | null>(draft ? { kind: draft.kind, key: draft.key, name: '' } : null)
  const [answers, setAnswers] = useState<Answers>(draft?.answers ?? {})
  const [stage, setStage] = useState<Stage>(!draft ? 'find' : a.readBack === 'rejected' ? 'fill' : a.readBack === 'none' ? 'fill' : 'readBack')
  const [startAt, setStart] = useState<string | undefined>(a.wrong[0]?.group)
  const [sent, setSent] = useState<Sent | null>(null)
  const save = useDo(assistDraft)
  const submit = useDo(assistSubmit)

  const store = async (body: { answers?: Answers; form?: Values; materials?: Record<string, Given> }, what = chosen!, replies = answers) => {
    const done = await save.run({ params: { id: a.id }, body: { kind: what.kind, key: what.key, answers: replies, ...body } })
    if (done) await refresh(getAssistance)
    return !!done
  }
  const send = async () => {
    const done = await submit.run({ params: { id: a.id }, body: {} })
    if (!done) return
    setSent(done)
    await refresh(getAssistance)
  }
  // the answers are read back as a group of their own, which no page of the form has
  const change = (group?: string) => { setStart(group); setStage(group === situation.readBack ? 'situation' : 'fill') }
  const at = sent || draft?.sentAs ? 5 : stages.indexOf(stage)
  return (
    <div className="help-desk">
      <aside className="help-side" aria-label={t.applicant}>
        <h1>{t.title}</h1>
        <dl className="side-facts">
          <dt>{t.applicant}</dt><dd className="w-lead"><b>{a.applicant.name}</b></dd>
          {a.applicant.phone && <dd className="number second">{a.applicant.phone}</dd>}
          {a.applicant.age60 && <dd className="second small">{card.age60}</dd>}
          <dt>{t.helper}</dt><dd>{a.helper}</dd>
          <dt>{t.scope}</dt><dd>{a.mandate.scope.join('、')}</dd>
          <dd className="second small" title={sayExactly(a.expires)}>{t.hours(timeOf(a.expires))}</dd>
        </dl>
        <ol className="side-steps">{t.steps.map((s, i) => <li key={s} className={i < at ? 'done' : i === at ? 'here' : ''} aria-current={i === at ? 'step' : undefined}>{s}</li>)}</ol>
        {a.changed.length > 0 && <p className="small second">{t.filled(a.changed.length)}</p>}
      </aside>
      <div className="help-main">
        {sent || draft?.sentAs ? <Submitted sent={sent} kind={draft?.kind ?? 'item'} id={draft?.sentAs ?? ''} answers={answers} chosen={chosen} assistance={a.id} papers={a.papers} /> : (
          <>
            {stage === 'find' && <section className="sheet w-sheet"><h2>{find.title}</h2><FindItem choose={(c) => { choose(c); setAnswers({}); setStage('situation') }} /></section>}
            {stage === 'situation' && chosen && (
              <section className="sheet w-sheet stack">
                <h2>{chosen.name || situation.title}</h2>
                <Trouble of={save.problem} />
                <Situation of={chosen} answers={answers} busy={save.busy} done={(x) => { setAnswers(x); void store({}, chosen, x).then((ok) => ok && setStage('fill')) }} />
                <div><Button onClick={() => setStage('find')}>{create.choose}</Button></div>
              </section>
            )}
            {(stage === 'fill' || stage === 'materials' || stage === 'readBack') && chosen && (
              <Filling a={a} chosen={chosen} answers={answers} stage={stage} setStage={setStage} store={store} save={save} submit={submit} send={send} change={change} {...(startAt ? { startAt } : {})} />
            )}
          </>
        )}
      </div>
    </div>
  )
}

function Filling(p: {
  a: Assistance; chosen: Chosen; answers: Answers; stage: Stage; setStage: (s: Stage) => void; startAt?: string; change: (group?: string) => void
  store: (body: { form?: Values; materials?: Record<string, Given> }) => Promise<boolean>; send: () => Promise<void>
  save: { busy: boolean; problem: Parameters<typeof errorsOf>[0] }; submit: { busy: boolean; problem: Parameters<typeof errorsOf>[0] }
}) {
  const { a } = p
  const plan = useAsk(planEndpoint, { body: { kind: p.chosen.kind, key: p.chosen.key, answers: p.answers } })
  const [given, setGiven] = useState<Record<string, Given>>(a.draft?.materials ?? {})
  return (
    <Asked of={plan} lines={8}>
      {(x) => {
        const known = prefill(x.fields.map((f) => f.field), a)
        const materials = { ...givenAtFirst(x), ...given }
        const label = (at: string) => x.fields.find((f) => f.field.id === at)?.field.label ?? x.materials.find((m) => m.material.id === at)?.material.name
        if (p.stage === 'readBack') return <Confirmation of={a} busy={p.submit.busy} problem={p.submit.problem} name={label} submit={() => void p.send()} change={p.change} />
        if (p.stage === 'materials') return (
          <section className="sheet w-sheet stack">
            <h2>{fill.materials}</h2>
            <p className="second">{fill.materialsNote}</p>
            <Trouble of={p.save.problem} />
            <GivenMaterials plan={x} given={materials} onChange={(id, g) => setGiven((all) => ({ ...all, [id]: g }))} />
            <div className="w-row"><Button onClick={() => p.setStage('fill')}>{fill.back}</Button>
              <Button type="primary" loading={p.save.busy} onClick={() => void p.store({ materials }).then((ok) => ok && p.setStage('readBack'))}>{t.toReadBack}</Button></div>
          </section>
        )
        return (
          <section className="sheet w-sheet stack">
            <div className="w-row"><h2>{fill.title}</h2>{x.questions.length > 0 && <Button size="small" onClick={() => p.setStage('situation')}>{situation.again}</Button>}</div>
            {a.wrong.length > 0 && (
              <div className="trouble" role="status">
                <h3>{t.wrongTitle}</h3>
                <ul className="list-plain">{a.wrong.map((w) => <li key={w.group}><b>{w.group}</b><span>{w.note || t.wrongNo}</span><Button size="small" onClick={() => p.change(w.group)}>{t.change}</Button></li>)}</ul>
              </div>
            )}
            <Trouble of={p.save.problem ?? p.submit.problem} name={label} />
            {/* a draft begins with what the account says of the person; it may arrive a moment after the form */}
            <FillForm key={`${a.draft?.id ?? ''} ${p.startAt ?? ''}`} plan={x} answers={p.answers} values={{ ...known.values, ...(a.draft?.form ?? {}) }} prefilled={a.draft && Object.keys(a.draft.form).length ? {} : known.from}
              errors={errorsOf(p.save.problem ?? p.submit.problem)} marked={a.changed} busy={p.save.busy} {...(p.startAt ? { start: p.startAt } : {})}
              save={(form) => p.store({ form })} done={() => p.setStage('materials')} />
          </section>
        )
      }}
    </Asked>
  )
}

/** what the card says, put where the guide wants it; the helper can change it, and the applicant will be shown it as the helper's */
function prefill(fields: readonly { id: string; prefill?: string | undefined }[], a: Assistance): { values: Values; from: Record<string, string> } {
  const card: Record<string, string | undefined> = { name: a.applicant.name, idNumber: cards.get(a.id) }
  const hit = fields.filter((f) => f.prefill && card[f.prefill])
  return { values: Object.fromEntries(hit.map((f) => [f.id, card[f.prefill!]!])), from: Object.fromEntries(hit.map((f) => [f.id, fill.from])) }
}
