import { ListChecks, Printer } from 'lucide-react'
import { sayExactly } from '../../../contract/say.ts'
import type { ReceiptView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { CaseNumber } from '../../case/number.tsx'
import { DerivationBox } from '../../case/derivation.tsx'
import { DueWords, PromiseLine } from '../../case/promise.tsx'
import { DocumentRef, Timeline } from '../../case/timeline.tsx'
import { LinkButton } from '../../kit/forms.tsx'
import { Icon } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Qr } from '../../kit/qr.tsx'
import { Facts, Section, Sheet } from '../../kit/sheet.tsx'

/** The paper in the hand: the promise in the largest type, number and code, what happens next, how the time came about. */
export function Receipt(p: ReceiptView) {
  const { words } = usePage()
  const t = words.receipt
  const c = p.case
  return (
    <div className="narrow">
      <Sheet as="article">
        <div className="receipt-head">
          <div>
            <p className="second">{t.lead(c.name)}</p>
            <PromiseLine of={p.promise} suffix={t.by} as="h1" />
            <p className="second">{t.late}</p>
          </div>
          <div className="receipt-code"><Qr text={p.checkUrl} label={t.scan} size={116} /><span>{t.code}<b className="number">{c.queryCode}</b></span></div>
        </div>
        <div className="section"><DerivationBox of={p.promise} /></div>
        <hr className="tear" />
        <Facts of={[
          [t.number, <CaseNumber of={c.number} />],
          [t.applicant, <>{c.applicant}{c.helper && <span className="second">　{t.helper} {c.helper}</span>}</>],
          [t.acceptedAt, sayExactly(p.acceptedAt)],
          [t.organ, c.organ],
          p.statutory && [t.statutory, <DueWords of={p.statutory} />],
        ]} />
        <Section title={t.next}><Timeline of={p.next} label={t.next} /></Section>
        {p.members.length > 0 && (
          <Section title={t.members}>
            <ul className="members">{p.members.map((m) => <li key={m.name}><div>{m.name}<p className="second small">{m.organ}</p></div>{m.due && <DueWords of={m.due} />}</li>)}</ul>
          </Section>
        )}
        <Section title={t.received}><ul className="bullets">{p.received.map((r) => <li key={r.name}>{r.name}{r.copies && <span className="second">　{r.copies}</span>}</li>)}</ul></Section>
        <Section title={t.contact}>
          <p>{p.contact.name} <a href={`tel:${p.contact.phone}`}>{p.contact.phone}</a>　{t.complaint} <a href={`tel:${p.contact.complaint}`}>{p.contact.complaint}</a></p>
          <p><DocumentRef of={p.document} /></p>
          <p><Basis of={p.basis} /></p>
        </Section>
        <div className="actions">
          <LinkButton href={`/c/${c.id}`} look="primary" icon={ListChecks}>{t.progress}</LinkButton>
          <button type="button" className="button js-only" data-island="print"><Icon of={Printer} />{words.frame.print}</button>
        </div>
      </Sheet>
    </div>
  )
}
