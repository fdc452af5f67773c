import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, MessageCircleQuestion } from 'lucide-react'
import { useId, useState } from 'react'
import { appeals, decide, get } from '../../../contract/exams.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayExactly } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { appeals as t, outcome, supervisor } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import { Options } from './examQuestion.tsx'
import './exam.css'

type Appeal = OutputOf<typeof appeals>['items'][number]

/** 哪些试题有异议？ Each with the question, what was chosen, the reason, and its answer. */
export default function AppealsPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const asked = useAsk(appeals, { params: { id } })
  const [said, setSaid] = useState('')
  return (
    <div className="x-page">
      <p><Link to={paths.one} params={{ id }} className="x-back"><Icon of={ArrowLeft} />{supervisor.title}</Link></p>
      <Asked of={asked} lines={8}>
        {({ items }) => (
          <>
            <header className="x-head"><div><h1>{t.question}</h1><p className="lead">{t.answer(items.filter((a) => a.state === 'open').length, items.length)}</p></div></header>
            {said && <p className="x-said" role="status">{said}</p>}
            {items.length === 0 ? <Empty icon={MessageCircleQuestion}>{t.empty}</Empty> : items.map((a) => <One key={a.id} of={a} said={setSaid} />)}
          </>
        )}
      </Asked>
    </div>
  )
}

function One(p: { of: Appeal; said: (s: string) => void }) {
  const a = p.of
  return (
    <section className="x-sheet">
      <h2>{a.stem}</h2>
      {a.facts && <p className="second">{a.facts}</p>}
      <Options of={a.options} right={a.key} />
      <dl className="facts"><dt>{t.chosen}</dt><dd>{a.chosen.join('、') || outcome.none}</dd><dt>{t.reason}</dt><dd>{a.reason}<span className="second small">　{a.name}，{sayExactly(a.at)}</span></dd>
        {a.state !== 'open' && <><dt>{outcome.answers[a.state]}</dt><dd>{a.answer}</dd></>}</dl>
      {a.state === 'open' && <Decide of={a} said={p.said} />}
    </section>
  )
}

const verdicts = ['kept', 'key', 'void'] as const

function Decide(p: { of: Appeal; said: (s: string) => void }) {
  const a = p.of
  const id = useId()
  const [verdict, setVerdict] = useState<(typeof verdicts)[number]>('kept')
  const [key, setKey] = useState<string[]>(a.key)
  const [why, setWhy] = useState('')
  const doing = useDo(decide)
  const refresh = useRefresh()
  const go = async () => {
    const done = await doing.run({ params: { id: a.id }, body: { verdict, key: verdict === 'key' ? key : [], answer: why } })
    if (!done) return
    p.said(t.done(done.remarked, done.changed))
    await refresh(appeals, get)
  }
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void go() }}>
      <fieldset><legend className="legend">{t.verdict}</legend>
        <div className="choices">{verdicts.map((v) => <label key={v} className="choice"><input type="radio" name={`${id}v`} checked={verdict === v} onChange={() => setVerdict(v)} />{v === 'kept' ? t.kept : v === 'key' ? t.change : t.void}</label>)}</div>
      </fieldset>
      {verdict === 'key' && (
        <fieldset><legend className="legend">{t.newKey}</legend>
          <div className="choices">{a.options.map((o, i) => { const l = String.fromCharCode(65 + i); return <label key={l} className="choice"><input type="checkbox" checked={key.includes(l)} onChange={(e) => setKey(e.target.checked ? [...key, l].sort() : key.filter((x) => x !== l))} />{l}　{o}</label> })}</div>
        </fieldset>
      )}
      <div className="field"><label htmlFor={id}>{t.why}</label><textarea id={id} className="input" rows={2} value={why} maxLength={500} onChange={(e) => setWhy(e.target.value)} /></div>
      <Trouble of={doing.problem} />
      <p><button type="submit" className="button primary" aria-busy={doing.busy}>{t.go}</button></p>
    </form>
  )
}
