import { HeartHandshake, MapPin, Phone } from 'lucide-react'
import type { HomeView } from '../../../contract/views.ts'
import { IconWord } from '../../kit/icon.tsx'
import { LinkButton } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Examples, SayIt, itemHref } from './say.tsx'

/** A name with something in brackets goes on at the bracket where it needs a second line. */
function Name(p: { of: string }) {
  return <span className="parts">{p.of.split(/(?=（)/).map((x) => <span key={x}>{x}</span>)}</span>
}

/** The window: say what you want; life events in its panes; the hall beside it. */
export function Home(p: HomeView) {
  const { words } = usePage()
  const t = words.home
  return (
    <>
      {p.waiting.length > 0 && (
        <section aria-label={t.waiting}>
          <ul className="waiting">{p.waiting.map((w) => <li key={w.caseId + w.href}><a href={w.href}>{w.what}</a><span className="second">{w.name}</span></li>)}</ul>
        </section>
      )}
      <div className="window">
        <section className="window-top">
          <h1 className="great">{t.title}</h1>
          <p className="lead">{t.lead}</p>
          <SayIt />
          <Examples of={p.examples} />
        </section>
        <section aria-label={t.events}>
          <h2 className="away">{t.events}</h2>
          <ul className="lattice">
            {p.events.map((e) => (
              <li key={e.title}><h3>{e.title}</h3><ul>{e.entries.map((x) => <li key={x.key}><a href={itemHref(x)}><Name of={x.name} /></a></li>)}</ul></li>
            ))}
          </ul>
        </section>
      </div>
      <div className="sill" aria-hidden="true" />
      <div className="beside">
        <section>
          <h2><IconWord of={HeartHandshake}>{words.help.title}</IconWord></h2>
          <p>{t.helpLead}</p>
          <div className="actions"><LinkButton href="/help">{t.help}</LinkButton></div>
        </section>
        <section>
          <h2><IconWord of={MapPin}>{t.hall}</IconWord></h2>
          <p>{p.hall.name}，{p.hall.address}</p>
          <p>{p.hall.hours}　<b>{p.hall.openNow ? t.openNow : t.closed(p.hall.opens ?? '')}</b></p>
          <p><a className="with-icon" href={`tel:${p.hall.phone}`}><IconWord of={Phone}>{t.phone} {p.hall.phone}</IconWord></a></p>
        </section>
      </div>
    </>
  )
}
