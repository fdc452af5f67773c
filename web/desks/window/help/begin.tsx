import { Button, Checkbox } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { assist } from '../../../../contract/hall.ts'
import { Trouble, useDo, useSession } from '../../../shell/staff/index.ts'
import { card, help as t, sign } from '../../../text/zh-CN/window.ts'
import { CardField } from '../cardField.tsx'
import { shownDigest, SignPad, type Strokes } from '../signPad.tsx'
import { cards } from './cards.ts'
import '../window.css'

/** 便民服务台, the beginning: the card on the counter, what the person mandates, the signature under it. */
export default function Begin() {
  const session = useSession()
  const navigate = useNavigate()
  const begin = useDo(assist)
  const [idNumber, setId] = useState('')
  const [scope, setScope] = useState<string[]>(t.scopes.slice(0, 2))
  const [strokes, setStrokes] = useState<Strokes>([])
  const [paper, setPaper] = useState(false)
  const [asked, setAsked] = useState(false)

  const go = async () => {
    setAsked(true)
    if (!scope.length || (!strokes.length && !paper)) return
    const shown = await shownDigest({ helper: session.person.name, scope })
    const done = await begin.run({ body: { idNumber, scope, ...(strokes.length ? { mandate: { strokes, shown } } : {}) } })
    if (!done) return
    cards.set(done.id, idNumber)
    void navigate({ to: '/window/help/$id', params: { id: done.id } as never })
  }
  return (
    <div className="w-page narrow">
      <h1>{t.title}</h1>
      <p className="second">{t.startLead}</p>
      <section className="sheet w-sheet stack">
        <h2>{card.title}</h2>
        {idNumber
          ? <p className="w-row"><b className="number w-lead">{idNumber}</b><Button size="small" onClick={() => { setId(''); begin.clear() }}>{card.read}</Button></p>
          : <CardField busy={false} go={setId} label={card.go} />}
      </section>
      {idNumber && (
        <section className="sheet w-sheet stack">
          <h2>{t.scope}</h2>
          <Checkbox.Group value={scope} onChange={(v) => setScope(v)} options={t.scopes} />
          {asked && !scope.length && <p className="error-text" role="alert">{t.scopeNone}</p>}
          <SignPad strokes={strokes} onChange={setStrokes} who={t.applicant} paper={{ checked: paper, onChange: setPaper }} />
          {asked && !strokes.length && !paper && <p className="error-text" role="alert">{sign.here}</p>}
          <Trouble of={begin.problem} />
          <div><Button type="primary" size="large" loading={begin.busy} onClick={() => void go()}>{t.begin}</Button></div>
        </section>
      )}
    </div>
  )
}
