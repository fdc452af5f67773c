import { ListChecks, Printer } from 'lucide-react'
import { sayExactly, sayInstant } from '../../../contract/say.ts'
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
  const { mode, words } = usePage()
  const t = words.receipt
  const c = p.case
  return (
    <div className="narrow" id="live" data-island="live" data-etag={p.etag} data-closed={c.accepted === false ? undefined : ''}>
      <Sheet as="article">
        <div className="receipt-head">
          <div>
            <Head {...p} />
          </div>
          <div className="receipt-code"><Qr text={p.checkUrl} label={t.scan} size={116} /><span>{c.queryCode ? <>{t.code}<b className="number">{c.queryCode}</b></> : t.scan}</span></div>
        </div>
        {p.fixed && <p className="notice">{t.fixed(p.fixed.names.join('、'), sayInstant(p.fixed.at, mode.now))}</p>}
        {(p.promise ?? p.answerBy) && <div className="section"><DerivationBox of={(p.promise ?? p.answerBy)!} /></div>}
        <hr className="tear" />
        <Facts of={[
          [c.accepted === false ? t.receivedNumber : t.number, <CaseNumber of={c.number} />],
          [t.applicant, <>{c.applicant}{c.helper && <span className="second">　{t.helper} {c.helper}</span>}</>],
          p.receivedAt && [t.receivedAt, sayExactly(p.receivedAt)],
          p.acceptedAt && [t.acceptedAt, sayExactly(p.acceptedAt)],
          [c.accepted === false ? t.receivedOrgan : t.organ, c.organ],
          p.promise && [p.promise.name, sayExactly(p.promise.dueAt ?? p.promise.due)],
          p.statutory && [p.statutory.name, sayExactly(p.statutory.dueAt ?? p.statutory.due)],
        ]} />
        <Section title={t.next}><Timeline of={p.next} label={t.next} /></Section>
        {p.members.length > 0 && (
          <Section title={t.members}>
            <ul className="members">{p.members.map((m) => <li key={m.name}><div>{m.name}<p className="second small">{m.organ}</p></div>{m.due && <DueWords of={m.due} />}</li>)}</ul>
          </Section>
        )}
        {p.received.length > 0 && <Section title={t.received}><ul className="bullets">{p.received.map((r) => <li key={r.name}>{r.name}{r.copies && <span className="second">　{r.copies}</span>}</li>)}</ul></Section>}
        <Section title={t.contact}>
          <p>{p.contact.name} <a href={`tel:${p.contact.phone}`}>{p.contact.phone}</a>　{t.complaint} <a href={`tel:${p.contact.complaint}`}>{p.contact.complaint}</a></p>
          <p><DocumentRef of={p.document} /></p>
          <p><Basis of={p.basis} /></p>
        </Section>
        {p.log && <Logged of={p.log} />}
        <div className="actions">
          <LinkButton href={`/c/${c.id}`} look="primary" icon={ListChecks}>{t.progress}</LinkButton>
          <button type="button" className="button js-only" data-island="print"><Icon of={Printer} />{words.frame.print}</button>
        </div>
      </Sheet>
    </div>
  )
}

/** its place in the public log, and the log's signed word to keep */
function Logged({ of }: { of: NonNullable<ReceiptView['log']> }) {
  const { words } = usePage()
  const t = words.proof
  return (
    <Section title={t.title}>
      <p><a href={of.href}>{of.index === undefined ? t.soon : t.recorded(of.index)}</a></p>
      {of.receipt && (
        <details className="fold">
          <summary>{t.receiptTitle}</summary>
          <div className="fold-body stack"><p>{t.receiptLead}</p><p className="hash number">{of.receipt}</p>{of.url && <Qr text={of.url} label={t.receiptTitle} size={180} />}</div>
        </details>
      )}
    </Section>
  )
}

/** before acceptance nothing is promised: then the largest type says until when the window answers */
function Head(p: ReceiptView) {
  const { words } = usePage()
  const t = words.receipt
  if (p.promise) return <><p className="second">{t.lead(p.case.name)}</p><PromiseLine of={p.promise} suffix={t.by} as="h1" /><p className="second">{t.late}</p></>
  const lead = <p className="second">{t.leadReceived(p.case.name)}</p>
  if (p.answerBy) return <>{lead}<PromiseLine of={p.answerBy} suffix={t.answer} as="h1" /><p className="second">{t.answerNote}{p.silence && t.silence}</p></>
  return <>{lead}<h1 className="great">{p.done ?? p.case.state}</h1></>
}
