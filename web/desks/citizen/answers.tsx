import { anchor } from '../../kit/errors.tsx'
import { usePage } from '../../kit/page.tsx'

/** The answers to the situation questions, each with the page on which it is changed: on the list and on the summary. */
export function Answers(p: { of: { id: string; label: string; value: string; change: string }[] }) {
  const t = usePage().words.summary
  return (
    <dl className="facts answers">
      {p.of.map((a) => <div key={a.id} id={anchor(a.id)}><dt>{a.label}</dt><dd>{a.value}<a className="change" href={a.change} aria-label={t.changeOf(a.label)}>{t.change}</a></dd></div>)}
    </dl>
  )
}
