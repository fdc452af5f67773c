import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { open, openBundle } from '../../../contract/casework.ts'
import { plan as planEndpoint } from '../../../contract/catalogue.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { findPerson } from '../../../contract/hall.ts'
import { Asked, Trouble, useAsk, useDo, useKeys } from '../../shell/staff/index.ts'
import { card, create as t, fill, find, intake, situation } from '../../text/zh-CN/window.ts'
import { CardField } from './cardField.tsx'
import { FillForm, GivenMaterials, givenAtFirst, type Given, type Values } from './fillForm.tsx'
import { errorsOf } from './findings.ts'
import { FindItem, type Chosen } from './findItem.tsx'
import { Situation, type Answers } from './situation.tsx'
import './window.css'

type Person = OutputOf<typeof findPerson> & { idNumber: string }

/** F2 收件: somebody stands at the window. Card, item, questions, form, materials; then the checklist of the new case. */
export default function Create() {
  const navigate = useNavigate()
  const look = useDo(findPerson)
  const [person, setPerson] = useState<Person | null>(null)
  const [chosen, choose] = useState<Chosen | null>(null)
  const [answers, setAnswers] = useState<Answers | null>(null)
  const [before, setBefore] = useState<Answers>({})
  useKeys({ Escape: () => void navigate({ to: '/window/intake' }) })
  const identify = async (idNumber: string) => {
    const found = await look.run({ body: { idNumber } })
    if (found) setPerson({ ...found, idNumber })
  }
  return (
    <div className="w-page">
      <h1>{t.title}</h1>
      <section className="sheet w-sheet stack">
        <h2>{t.person}</h2>
        {person
          ? <p className="w-row"><b className="w-lead">{person.name}</b>{person.phone && <span className="number second">{person.phone}</span>}{person.age60 && <span className="tag">{card.age60}</span>}<Button size="small" onClick={() => { setPerson(null); choose(null); setAnswers(null); setBefore({}) }}>{t.change}</Button></p>
          : <><CardField busy={look.busy} go={(n) => void identify(n)} /><Trouble of={look.problem} /></>}
      </section>
      {person && (
        <section className="sheet w-sheet stack">
          <h2>{find.title}</h2>
          {chosen ? <p className="w-row"><b className="w-lead">{chosen.name}</b><Button size="small" onClick={() => { choose(null); setAnswers(null); setBefore({}) }}>{t.choose}</Button></p> : <FindItem choose={choose} />}
          {chosen && !answers && <Situation of={chosen} answers={before} done={(x) => { setBefore(x); setAnswers(x) }} />}
          {chosen && answers && <Answered of={chosen} answers={answers} change={() => setAnswers(null)} />}
        </section>
      )}
      {person && chosen && answers && <Fill person={person} chosen={chosen} answers={answers} />}
    </div>
  )
}

/** what was said, and the way back to it */
function Answered(p: { of: Chosen; answers: Answers; change: () => void }) {
  const plan = useAsk(planEndpoint, { body: { kind: p.of.kind, key: p.of.key, answers: p.answers } })
  const said = plan.data?.questions.map((q) => q.options.find((o) => o.value === p.answers[q.id])?.label) ?? []
  return said.length ? <p className="w-row second"><span>{said.join('；')}</span><Button size="small" onClick={p.change}>{situation.again}</Button></p> : null
}

function Fill(p: { person: Person; chosen: Chosen; answers: Answers }) {
  const navigate = useNavigate()
  const plan = useAsk(planEndpoint, { body: { kind: p.chosen.kind, key: p.chosen.key, answers: p.answers } })
  const one = useDo(open)
  const several = useDo(openBundle)
  const [values, setValues] = useState<Values | null>(null)
  const [given, setGiven] = useState<Record<string, Given>>({})
  const problem = one.problem ?? several.problem
  const send = async (form: Values, materials: Record<string, Given>) => {
    const body = { channel: 'window' as const, answers: p.answers, form, materials, applicant: p.person.id }
    const done = p.chosen.kind === 'item' ? await one.run({ body: { item: p.chosen.key, ...body } }) : await several.run({ body: { bundle: p.chosen.key, ...body } })
    if (done) void navigate({ to: '/window/intake', search: { id: done.id } as never })
    else setValues(null)
  }
  return (
    <Asked of={plan} lines={8}>
      {(x) => {
        const materials = { ...givenAtFirst(x), ...given }
        const card: Record<string, string | undefined> = { name: p.person.name, idNumber: p.person.idNumber }
        const known = Object.fromEntries(x.fields.flatMap(({ field: f }) => (f.prefill && card[f.prefill] ? [[f.id, card[f.prefill]!]] : [])))
        const label = (at: string) => x.fields.find((f) => f.field.id === at)?.field.label ?? x.materials.find((m) => m.material.id === at)?.material.name
        return (
          <>
            <section className="sheet w-sheet stack">
              <h2>{fill.title}</h2>
              <Trouble of={problem} name={label} />
              {x.fields.length ? (
                <FillForm plan={x} answers={p.answers} values={{ ...known, ...(values ?? {}) }} errors={errorsOf(problem)} marked={[]} busy={false} prefilled={Object.fromEntries(Object.keys(known).map((k) => [k, fill.from]))}
                  save={(v) => { setValues(v); return Promise.resolve(true) }} done={() => document.getElementById('given')?.querySelector<HTMLElement>('input, button')?.focus()} />
              ) : <p>{t.noForm}</p>}
            </section>
            <section className="sheet w-sheet stack" id="given">
              <h2>{intake.materials}</h2>
              <GivenMaterials plan={x} given={materials} onChange={(id, g) => setGiven((all) => ({ ...all, [id]: g }))} />
              <div><Button type="primary" size="large" loading={one.busy || several.busy} disabled={x.fields.length > 0 && !values} onClick={() => void send(values ?? {}, materials)}>{t.submit}</Button></div>
            </section>
          </>
        )
      }}
    </Asked>
  )
}
