import { BadgeCheck, Download } from 'lucide-react'
import type { DecisionView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { DocumentSheet } from '../../case/document.tsx'
import { Documents } from '../../case/timeline.tsx'
import { LinkButton } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Section, Sheet } from '../../kit/sheet.tsx'

/** A decision as it was issued; a refusal with its reasons, its article and the two remedies. */
export function Decision(p: DecisionView) {
  const { words } = usePage()
  const t = words.decision
  return (
    <div className="paper-page">
      <Crumb href={`/c/${p.case.id}`}>{p.case.name}</Crumb>
      <DocumentSheet organ={p.organ} title={p.document.title} number={p.document.number} addressee={p.addressee} paragraphs={p.paragraphs}
        date={p.signedAt} sealedBy={p.sealedBy} checkUrl={p.checkUrl}>
        {p.reasons && p.reasons.length > 0 && <><h2>{t.reasons}</h2><ol>{p.reasons.map((x) => <li key={x}>{x}</li>)}</ol></>}
        {p.basis.length > 0 && <><h2>{t.basis}</h2><p className="plain"><Basis of={p.basis} bare /></p></>}
        {p.remedies && p.remedies.length > 0 && <><h2>{t.remedies}</h2>{p.remedies.map((x) => <p key={x}>{x}</p>)}</>}
      </DocumentSheet>
      <div className="actions">
        {p.licenceHref && <LinkButton href={p.licenceHref} look="primary" icon={BadgeCheck}>{t.licence}</LinkButton>}
        {p.document.pdf && <LinkButton href={p.document.pdf} look={p.licenceHref ? 'second' : 'primary'} icon={Download} download>{t.pdf}</LinkButton>}
      </div>
      {p.documents.length > 1 && <Sheet className="no-print section"><Section title={t.others}><Documents of={p.documents} /></Section></Sheet>}
    </div>
  )
}
