import { Check, KeyRound, X } from 'lucide-react'
import type { HelpView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { LinkButton } from '../../kit/forms.tsx'
import { IconWord } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Section, Sheet } from '../../kit/sheet.tsx'

/** 帮我办: where the help desk is, by which number, what a helper may and may not do. */
export function Help(p: HelpView) {
  const { words } = usePage()
  const t = words.help
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t.title}</h1><p className="lead">{t.lead}</p></div>
      <Sheet>
        <Section title={t.desks}>
          <ul className="members">
            {p.desks.map((d) => <li key={d.name}><div><b>{d.name}</b><p>{d.address}</p><p className="second">{d.hours}</p></div><span><a className="lead" href={`tel:${d.phone}`}>{d.phone}</a></span></li>)}
          </ul>
          <p className="second">{t.phone}</p>
        </Section>
        <div className="two-up section">
          <section className="stack-tight"><h2><IconWord of={Check}>{t.may}</IconWord></h2><ul className="bullets">{p.may.map((x) => <li key={x}>{x}</li>)}</ul></section>
          <section className="stack-tight"><h2><IconWord of={X}>{t.mayNot}</IconWord></h2><ul className="bullets">{p.mayNot.map((x) => <li key={x}>{x}</li>)}</ul></section>
        </div>
        <p className="section"><Basis of={p.basis} /></p>
        {p.readBack && <Section title={t.code}><div className="actions"><LinkButton href="/readback" icon={KeyRound}>{t.enterCode}</LinkButton></div></Section>}
      </Sheet>
    </div>
  )
}
