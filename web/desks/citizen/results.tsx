import { SearchX } from 'lucide-react'
import { sayMoney } from '../../../contract/say.ts'
import type { ResultsView, Why } from '../../../contract/views.ts'
import { Icon } from '../../kit/icon.tsx'
import { LinkButton } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Sheet } from '../../kit/sheet.tsx'
import { Examples, SayIt, itemHref } from './say.tsx'

/** What was found, best first, each with the reason why it matches. */
export function Results(p: ResultsView) {
  const { words } = usePage()
  const t = words.results
  return (
    <>
      <div className="page-head">
        <h1>{t.title(p.q)}</h1>
        <SayIt q={p.q} small />
        {p.understood && <p className="second">{t.understood}{p.understood.join('；')}</p>}
      </div>
      {p.hits.length === 0 ? <Nothing {...p} /> : (
        <Sheet>
          <h2 className="away">{t.found(p.hits.length)}</h2>
          <ol className="hits">{p.hits.map((h) => <HitRow key={h.kind + h.key} of={h} />)}</ol>
        </Sheet>
      )}
      {p.hits.length > 0 && p.suggestions.length > 0 && <Suggestions of={p.suggestions} />}
    </>
  )
}

function HitRow(p: { of: ResultsView['hits'][number] }) {
  const { words } = usePage()
  const t = words.results
  const h = p.of
  const name = <Marked text={h.name} words={h.why.flatMap((w) => w.words ?? [])} />
  return (
    <li className={h.available ? undefined : 'unavailable'}>
      <h3 className="hit-name">{h.available ? <a href={itemHref(h)}>{name}</a> : name}{h.kind === 'bundle' && <span className="tag">{t.bundle}</span>}</h3>
      <div className="hit-side">
        {h.promise && <p><span className="second">{t.promise} </span><b>{h.promise}</b></p>}
        {h.feeFen !== undefined && <p className="second">{sayMoney(h.feeFen)}</p>}
      </div>
      <p className="second">{h.organ}{h.kind === 'bundle' && `，${t.bundleNote}`}{h.from && `，${t.from(h.from)}`}</p>
      {h.why.length > 0 && <p className="hit-why"><span><span className="second">{t.why}</span>{h.why.map((w) => w.text).join('；')}</span></p>}
      {!h.available && <p className="second">{t.notYet}</p>}
    </li>
  )
}

/** the name with the words that matched underlined */
function Marked(p: { text: string; words: Why['words'] }) {
  const found = [...new Set(p.words ?? [])].filter((w) => w && p.text.includes(w)).sort((a, b) => b.length - a.length)
  if (!found.length) return <>{p.text}</>
  const pieces = p.text.split(new RegExp(`(${found.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`))
  return <>{pieces.map((x, i) => (i % 2 ? <mark key={i}>{x}</mark> : x))}</>
}

function Nothing(p: ResultsView) {
  const { words } = usePage()
  const t = words.results
  return (
    <Sheet className="stack">
      <h2><Icon of={SearchX} />{t.none}</h2>
      <p>{t.noneLead}</p>
      {p.suggestions.length > 0 && <Suggestions of={p.suggestions} />}
      <Examples of={p.examples} />
      <div className="actions"><LinkButton href="/help">{t.byHuman}</LinkButton></div>
    </Sheet>
  )
}

function Suggestions(p: { of: string[] }) {
  const { words } = usePage()
  return <ul className="examples"><li className="second">{words.results.tryWords}</li>{p.of.map((x) => <li key={x}><a href={`/s?q=${encodeURIComponent(x)}`}>{x}</a></li>)}</ul>
}
