import { BadgeCheck, FileText, PencilLine, Receipt as ReceiptIcon, RefreshCw, Star, Undo2, type LucideIcon } from 'lucide-react'
import { sayDate, sayInstant } from '../../../contract/say.ts'
import type { ProgressView } from '../../../contract/views.ts'
import { CaseNumber } from '../../case/number.tsx'
import { DerivationBox } from '../../case/derivation.tsx'
import { DueWords, PromiseLine } from '../../case/promise.tsx'
import { Documents, Timeline } from '../../case/timeline.tsx'
import { Button, Hidden, LinkButton, PostForm } from '../../kit/forms.tsx'
import { Icon, IconWord } from '../../kit/icon.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Facts, Section, Sheet } from '../../kit/sheet.tsx'

type Action = ProgressView['actions'][number]
const icons: Record<Action['key'], LucideIcon> = { correction: PencilLine, fix: PencilLine, decision: FileText, licence: BadgeCheck, rating: Star, receipt: ReceiptIcon, withdraw: Undo2 }
const asked: Action['key'][] = ['correction', 'fix', 'licence', 'decision', 'rating']

/** Where a case is, live: #live is replaced by the island when the ETag changes, and by a reload without script. */
export function Progress(p: ProgressView) {
  const { mode, words } = usePage()
  const t = words.progress
  const c = p.case
  return (
    <div className="narrow">
      <Crumb href="/me/cases">{words.mine.cases}</Crumb>
      <div id="live" data-island="live" data-etag={p.etag} data-closed={c.closed ? '' : undefined}>
        <Sheet as="article" className="flow">
          <p className="now-line"><span>{c.name}</span>{c.state !== titleOf(p) && <b>{c.state}</b>}{p.lamp && <Lamp {...p.lamp} />}</p>
          <Head {...p} />
          <p className="lead">{p.nowText}</p>
          {p.extension && <p>{t.extended(sayDate(p.extension.on, mode.now), p.extension.days, p.extension.previousDue && sayDate(p.extension.previousDue, mode.now), sayDate(p.extension.limit.due, mode.now))}{p.promise && (p.extension.promisePassed ? t.promisePassed : t.promiseStays)}</p>}
          <Todo {...p} />
          {(p.promise ?? p.answerBy) && !c.closed && !p.outcome && <DerivationBox of={(p.promise ?? p.answerBy)!} />}
          {p.members.length > 0 && <Section title={t.members}><MemberList of={p.members} /></Section>}
          <Section title={words.timeline.title}><Timeline of={p.timeline} label={words.timeline.title} /></Section>
          {p.documents.length > 0 && <Section title={t.documents}><Documents of={p.documents} /></Section>}
          <div className="section">
            <Facts of={[
              [c.accepted === false ? words.receipt.receivedNumber : words.receipt.number, <CaseNumber of={c.number} />],
              c.queryCode && [t.queryCode, <span className="number">{c.queryCode}</span>],
              [c.accepted === false ? words.receipt.receivedOrgan : words.receipt.organ, c.organ],
              c.helper && [words.receipt.helper, c.helper],
              p.statutory && [p.statutory.name, <DueWords of={p.statutory} />],
            ]} />
          </div>
          <More {...p} />
          {!c.closed && <p className="live-word section js-only" role="status"><Icon of={RefreshCw} /><span data-live-word>{t.live}</span></p>}
        </Sheet>
      </div>
    </div>
  )
}

/** what the largest line says when it is not a time: then the state is not said a second time above it */
const titleOf = (p: ProgressView): string | undefined => (p.outcome ? p.outcome.text : p.promise || p.answerBy ? undefined : p.case.state)

function Head(p: ProgressView) {
  const { mode, words } = usePage()
  const t = words.progress
  if (p.outcome) return <><h1 className="great">{p.outcome.text}</h1><p className="second">{p.outcome.kept ? t.kept : t.missed}　{sayInstant(p.outcome.at, mode.now)}</p></>
  if (p.promise) return <PromiseLine of={p.promise} suffix={words.receipt.by} as="h1" />
  if (p.answerBy) return <PromiseLine of={p.answerBy} suffix={words.receipt.answer} as="h1" />
  return <h1>{p.case.state}</h1>
}

function Todo(p: ProgressView) {
  const { words } = usePage()
  const mine = p.actions.filter((a) => asked.includes(a.key))
  if (!mine.length) return p.case.closed ? null : <p className="second">{words.progress.noTodo}</p>
  const [first, ...rest] = mine
  // only a correction is owed; all else is an offer
  const title = first!.key === 'correction' || first!.key === 'fix' ? words.progress.todo : words.progress.canDo
  return (
    <section className="todo" aria-label={title}>
      <h2>{title}</h2>
      <div className="actions">
        <LinkButton href={first!.href} look="primary" icon={icons[first!.key]}>{words.progress.actions[first!.key]}</LinkButton>
        {first!.by && <span><DueWords of={first!.by} suffix={words.progress.doneBy} /></span>}
        {rest.map((a) => <LinkButton key={a.key} href={a.href} icon={icons[a.key]}>{words.progress.actions[a.key]}</LinkButton>)}
      </div>
    </section>
  )
}

function MemberList(p: { of: ProgressView['members'] }) {
  const { words } = usePage()
  return (
    <ul className="members">
      {p.of.map((m) => (
        <li key={m.name}>
          <div>{m.decisionHref ? <a href={m.decisionHref}>{m.name}</a> : m.name}<p className="second small">{m.organ}{m.waitsFor && `　${words.progress.waits(m.waitsFor)}`}</p></div>
          <span>{m.state}　{m.lamp && <Lamp {...m.lamp} />}</span>
        </li>
      ))}
    </ul>
  )
}

/** what can be done but is not asked: the receipt again, or withdrawing */
function More(p: ProgressView) {
  const { words } = usePage()
  const t = words.progress
  const receipt = p.actions.find((a) => a.key === 'receipt')
  const withdraw = p.actions.find((a) => a.key === 'withdraw')
  if (!receipt && !withdraw) return null
  return (
    <div className="actions">
      {receipt && <LinkButton href={receipt.href} look="quiet" icon={ReceiptIcon}>{p.case.accepted === false ? t.receivedReceipt : t.actions.receipt}</LinkButton>}
      {withdraw && (
        <details className="fold">
          <summary><IconWord of={Undo2}>{t.actions.withdraw}</IconWord></summary>
          <PostForm action={withdraw.href} className="fold-body" nth="withdraw">
            <Hidden values={{ _etag: p.etag }} />
            <p>{t.withdrawNote}</p>
            <div className="actions"><Button look="destroy">{t.withdrawYes}</Button></div>
          </PostForm>
        </details>
      )}
    </div>
  )
}
