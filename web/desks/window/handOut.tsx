import { Checkbox, Input } from 'antd'
import type { InputRef } from 'antd'
import { ScanLine } from 'lucide-react'
import { useDeferredValue, useRef, useState, type FormEvent } from 'react'
import { acts, get, window as windowQueue } from '../../../contract/casework.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { CaseNumber } from '../../case/number.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Asked, KeyButton, Trouble, useAsk, useDo, useKeys, useRefresh, call } from '../../shell/staff/index.ts'
import { handOut as t } from '../../text/zh-CN/window.ts'
import { PrintLink } from './print.tsx'
import { shownDigest, SignPad, type Strokes } from './signPad.tsx'
import './window.css'

type Line = OutputOf<typeof windowQueue>['items'][number]
type Done = OutputOf<(typeof acts)[number]['endpoint']>
const deliver = acts.find((a) => a.type === 'deliver')!.endpoint

/** 统一出件: scan, look at the card, sign, hand over. One number brings everything that is ready in the same 一件事. */
export default function HandOut() {
  const [n, setN] = useState('')
  const field = useRef<InputRef>(null)
  const asked = useDeferredValue(n.replace(/\s/g, ''))
  const waiting = useAsk(windowQueue, { query: { desk: 'handOut', limit: 100 } }, { every: 10_000 })
  const found = useAsk(windowQueue, { query: { desk: 'handOut', limit: 20, q: asked } }, { enabled: asked.length > 0, keep: true })
  const [chosen, choose] = useState<Line[] | null>(null)
  const together = (line: Line) => (waiting.data?.items ?? [line]).filter((x) => x.id === line.id || (line.bundle && x.bundle === line.bundle))
  const take = (e: FormEvent) => {
    e.preventDefault()
    const line = found.data?.items[0]
    if (line) choose(together(line))
  }
  const again = () => { choose(null); setN(''); setTimeout(() => field.current?.focus()) }
  if (chosen) return <div className="w-page narrow"><h1>{t.title}</h1><Handing key={chosen[0]!.id} lines={chosen} leave={again} /></div>
  const lists = asked ? found : waiting
  return (
    <div className="w-page">
      <h1>{t.title}</h1>
      <form onSubmit={take} className="sheet w-sheet">
        <label htmlFor="scan">{t.label}</label>
        <Input id="scan" ref={field} size="large" className="number" autoFocus autoComplete="off" value={n} onChange={(e) => setN(e.target.value)} prefix={<Icon of={ScanLine} />} aria-describedby="scan-hint" />
        <p className="hint" id="scan-hint">{t.place}</p>
      </form>
      <section className="sheet w-sheet">
        <h2>{t.waiting}</h2>
        <Asked of={lists}>
          {(d) => (d.items.length ? (
            <ul className="w-lines list-plain">
              {d.items.map((line) => (
                <li key={line.id}><button type="button" onClick={() => choose(together(line))}>
                  <b>{line.name}</b><span>{line.applicant}</span><span className="second">{line.organName}</span><CaseNumber of={line.number} />
                </button></li>
              ))}
            </ul>
          ) : <p className="second" role="status">{asked ? t.none : t.empty}</p>)}
        </Asked>
      </section>
    </div>
  )
}

function Handing(p: { lines: Line[]; leave: () => void }) {
  const first = useAsk(get, { params: { id: p.lines[0]!.id } })
  const hand = useDo(deliver)
  const refresh = useRefresh()
  const [checked, setChecked] = useState(false)
  const [by, setBy] = useState('')
  const [strokes, setStrokes] = useState<Strokes>([])
  const [paper, setPaper] = useState(false)
  const [done, setDone] = useState<Done[]>([])
  const left = p.lines.filter((l) => !done.some((d) => d.id === l.id))
  const go = async () => {
    const signature = strokes.length || paper ? { strokes, shown: await shownDigest(p.lines.map((l) => [l.number, l.name])) } : undefined
    for (const line of left) {
      // the newest state: somebody may have delivered it electronically meanwhile
      const view = await call(get, { params: { id: line.id } }).catch(() => null)
      const one = await hand.run({ params: { id: line.id }, body: { payload: { method: 'counter', identityChecked: checked }, personal: { ...(by.trim() ? { receivedBy: by.trim() } : {}), ...(signature ? { signature } : {}) } } } as never, { ifMatch: view?.seq ?? line.seq })
      if (!one) return
      setDone((all) => [...all, one as Done])
    }
    await refresh(windowQueue, get)
  }
  useKeys({ Escape: p.leave, F8: () => void go() }, left.length > 0)
  useKeys({ Escape: p.leave, Enter: p.leave }, left.length === 0)
  if (!left.length) return (
    <section className="sheet w-sheet stack" aria-live="polite">
      <h2 className="w-great">{t.done(done.length)}</h2>
      <ul className="list-plain stack-tight">{done.map((d) => d.documents.filter((x) => x.template === 'E14').map((x) => <li key={x.id}><PrintLink case={d.id} of={x} word={t.print} /></li>))}</ul>
      <div><KeyButton k="Enter" type="primary" autoFocus onClick={p.leave}>{t.next}</KeyButton></div>
    </section>
  )
  return (
    <>
      <section className="sheet w-sheet stack">
        <h2>{p.lines[0]!.applicant}</h2>
        <ul className="list-plain stack-tight">{p.lines.map((l) => <li key={l.id}><b>{l.name}</b>　<span className="second">{l.organName}</span><br /><span className="small second"><CaseNumber of={l.number} /></span></li>)}</ul>
        {first.data && first.data.licences.length > 0 && <p>{t.result}　{first.data.licences.map((x) => x.name).join('、')}</p>}
      </section>
      <section className="sheet w-sheet stack">
        <h2>{t.identity}</h2>
        <Checkbox checked={checked} autoFocus onChange={(e) => setChecked(e.target.checked)}>{t.checked}</Checkbox>
        <div><label htmlFor="by">{t.by}</label><Input id="by" autoComplete="off" value={by} onChange={(e) => setBy(e.target.value)} /></div>
        <SignPad strokes={strokes} onChange={setStrokes} who={t.sign} paper={{ checked: paper, onChange: setPaper }} />
        <Trouble of={hand.problem} again={() => { hand.clear(); void first.refetch() }} />
        <div className="w-row">
          <KeyButton k="F8" type="primary" size="large" loading={hand.busy} onClick={() => void go()}>{t.go}</KeyButton>
          {left.length > 1 && <span className="second">{t.all(left.length)}</span>}
          <KeyButton k="Escape" onClick={p.leave}>{t.back}</KeyButton>
        </div>
      </section>
    </>
  )
}
