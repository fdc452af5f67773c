import { PenLine } from 'lucide-react'
import { sayDate, sayMoney } from '../../../contract/say.ts'
import type { GuideView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { DerivationBox } from '../../case/derivation.tsx'
import { Materials } from '../../case/materials.tsx'
import { DueWords } from '../../case/promise.tsx'
import { Button, Hidden, LinkButton, PostForm } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Facts, Section, Sheet } from '../../kit/sheet.tsx'
import { itemHref } from './say.tsx'

/** The guide of an item or a bundle: left what to bring, right (sticky) when, how much, where, and the way in. */
export function Guide(p: GuideView) {
  const { words } = usePage()
  const t = words.guide
  const terms = p.item ?? p.bundle!
  const maxims = [p.item?.idOnly && t.idOnly, p.kind === 'bundle' && words.results.bundleNote].filter(Boolean)
  return (
    <>
      <div className="page-head">
        <h1>{terms.name}</h1>
        <p className="second">{p.kind === 'bundle' ? t.lead : t.organ}：{p.organ.name}{maxims.length > 0 && `　${maxims.join('　')}`}</p>
        {p.bundle && <p>{p.bundle.intro}</p>}
      </div>
      <div className="columns">
        <Sheet>
          <Section title={t.bring}><Materials of={p.materials} /></Section>
          {p.members.length > 0 && <Section title={t.members}><Members of={p.members} /></Section>}
          {p.item && <ItemText of={p} />}
          {p.partOf.length > 0 && <Section title={t.partOf}><ul className="list-plain">{p.partOf.map((b) => <li key={b.key}><a href={itemHref(b)}>{b.name}</a></li>)}</ul></Section>}
          <Revision of={p} />
        </Sheet>
        <Side {...p} />
      </div>
    </>
  )
}

function Side(p: GuideView) {
  const { words } = usePage()
  const t = words.guide
  return (
    <aside className="sheet side" aria-label={t.when}>
      <p className="second">{t.ifNow}</p>
      <p className="side-promise"><DueWords of={p.promised} suffix={words.receipt.by} /></p>
      {p.canApply ? <Start {...p} /> : <p className="error-text">{p.whyNot ?? t.cannot}</p>}
      <DerivationBox of={p.promised} />
      <Facts of={[
        [t.fee, p.feeText ?? sayMoney(p.feeFen)],
        p.item && [t.visits, t.visitsN(p.item.onsiteVisits)],
        [t.statutory, <>{p.statutory.text} <Basis of={p.statutory.basis} bare /></>],
        [t.where, <>{p.place.counter}<br />{p.place.address}</>],
        [t.hours, p.place.hours],
        [t.phone, <a href={`tel:${p.place.phone}`}>{p.place.phone}</a>],
      ]} />
    </aside>
  )
}

function Start(p: GuideView) {
  const { words } = usePage()
  const t = words.guide
  const terms = p.item ?? p.bundle!
  const line = { kind: p.kind, key: terms.key }
  if (terms.questions.length) return <div className="actions"><LinkButton href={`${itemHref(line)}/situation`} look="primary" icon={PenLine}>{t.start}</LinkButton><p className="small second">{t.startNote}</p></div>
  return (
    <PostForm action="/drafts" className="actions"><Hidden values={line} /><Button look="primary" icon={PenLine}>{t.start}</Button><p className="small second">{t.startDirect}</p></PostForm>
  )
}

/** Members of a bundle with their organs and promises. */
export function Members(p: { of: GuideView['members'] }) {
  const { words } = usePage()
  return (
    <ul className="members">
      {p.of.map((m) => (
        <li key={m.key}><div><a href={itemHref(m)}>{m.name}</a><p className="second small">{m.organ}{m.maybe && `　${words.guide.maybe}：${m.maybe}`}</p></div>{m.promise && <span>{m.promise}</span>}</li>
      ))}
    </ul>
  )
}

function ItemText(p: { of: GuideView }) {
  const { words } = usePage()
  const t = words.guide
  const item = p.of.item!
  return (
    <>
      <Section title={t.conditions}><ul className="bullets">{item.acceptConditions.map((x) => <li key={x}>{x}</li>)}</ul></Section>
      <Section title={t.steps}><ol className="numbered">{item.procedure.map((x) => <li key={x}>{x}</li>)}</ol></Section>
      {item.reviewStandard.length > 0 && <Section title={t.standard}><ul className="bullets">{item.reviewStandard.map((x) => <li key={x}>{x}</li>)}</ul></Section>}
      <Section title={t.result}><p>{item.result.name}</p></Section>
      {item.faq && item.faq.length > 0 && <Section title={t.faq}><dl className="faq">{item.faq.map((x) => <div key={x.q}><dt>{x.q}</dt><dd>{x.a}</dd></div>)}</dl></Section>}
      <Section title={t.basis}>
        <p><Basis of={item.legalBasis} bare /></p>
        {item.delegation && <p className="small second">{t.delegated}：{item.delegation.document} <Basis of={item.delegation.basis} bare /></p>}
      </Section>
      {item.unverified && item.unverified.length > 0 && <Section title={t.unverified}><ul className="bullets small">{item.unverified.map((x) => <li key={x}>{x}</li>)}</ul></Section>}
    </>
  )
}

function Revision(p: { of: GuideView }) {
  const { words } = usePage()
  const terms = p.of.item ?? p.of.bundle!
  return (
    <div className="section small second stack-tight">
      <p>{words.guide.revision(terms.revision, sayDate(terms.effectiveFrom))}</p>
      {p.of.item && <p>{words.guide.complaint} <a href={`tel:${p.of.item.complaintPhone}`}>{p.of.item.complaintPhone}</a></p>}
    </div>
  )
}
