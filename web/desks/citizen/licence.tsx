import { Download } from 'lucide-react'
import { sayInstant } from '../../../contract/say.ts'
import type { LicenceView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { LicenceSheet } from '../../case/licence.tsx'
import { DottedNumber } from '../../case/number.tsx'
import { LinkButton } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Facts, Section, Sheet } from '../../kit/sheet.tsx'

/** A licence: to look at, to show, to download; and who looked at it. */
export function Licence(p: LicenceView) {
  const { mode, words } = usePage()
  const t = words.licence
  return (
    <div className="paper-page">
      <Crumb href="/me/licences">{words.mine.licences}</Crumb>
      {p.licence.state !== 'valid' && <p className="notice" role="status"><b>{t.state[p.licence.state]}</b></p>}
      <LicenceSheet of={p.licence} particulars={p.particulars} checkUrl={p.checkUrl} />
      <div className="actions">{p.pdf && <LinkButton href={p.pdf} look="primary" icon={Download} download>{t.pdf}</LinkButton>}<span className="second">{t.show}</span></div>
      <Sheet className="section no-print">
        <Facts of={[[t.identifier, <span className="number"><DottedNumber of={p.identifier} /></span>], p.caseHref && [words.mine.cases, <a href={p.caseHref}>{t.from}</a>], [words.frame.seeBasis, <>{t.equal} <Basis of={p.basis} bare /></>]]} />
        <Section title={t.uses}>
          {p.uses.length === 0 ? <p className="second">{t.noUses}</p> : <ul className="members">{p.uses.map((u) => <li key={u.at + u.who}><div>{u.who}<p className="second small">{u.purpose}</p></div><time dateTime={u.at}>{sayInstant(u.at, mode.now)}</time></li>)}</ul>}
        </Section>
      </Sheet>
    </div>
  )
}
