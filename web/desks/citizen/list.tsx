import { PenLine, Printer } from 'lucide-react'
import { sayMoney } from '../../../contract/say.ts'
import type { ListView } from '../../../contract/views.ts'
import { DerivationBox } from '../../case/derivation.tsx'
import { Materials } from '../../case/materials.tsx'
import { DueWords } from '../../case/promise.tsx'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { Icon } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Answers } from './answers.tsx'
import { Crumb, Facts, Section, Sheet } from '../../kit/sheet.tsx'
import { itemHref } from './say.tsx'

/** The exact list for these answers: what is decided, what is not needed, what to bring, until when. */
export function List(p: ListView) {
  const { words } = usePage()
  const t = words.list
  const answers = Object.fromEntries(p.answers.map((a) => [a.question.id, a.value]))
  const bring = p.materials.filter((m) => m.material.source === 'bring').length
  return (
    <>
      <Crumb href={itemHref(p)}>{p.name}</Crumb>
      <div className="page-head"><h1>{t.title}</h1><p className="second">{t.lead(p.name)}</p></div>
      <div className="columns">
        <Sheet>
          <Section title={t.materials}>
            {p.before !== undefined && p.before > bring && <p className="lead">{t.less(p.before, bring)}</p>}
            <Materials of={p.materials} />
          </Section>
          {p.members.length > 0 && <Section title={t.decided(p.members.length)}>
            <ul className="members">{p.members.map((m) => <li key={m.key}><div><a href={itemHref(m)}>{m.name}</a><p className="second small">{m.organ}{m.why && `　${m.why}`}</p></div>{m.promise && <span>{m.promise}</span>}</li>)}</ul>
          </Section>}
          {p.notNeeded.length > 0 && <Section title={t.notNeeded}><ul className="members">{p.notNeeded.map((x) => <li key={x.name}><div>{x.name}<p className="second small">{x.why}</p></div></li>)}</ul></Section>}
          {p.answers.length > 0 && (
            <Section title={t.answers}>
              <Answers of={p.answers.map(({ question: q, value }) => ({
                id: q.id, label: q.ask, value: q.options.find((o) => o.value === value)?.label ?? value, change: `${itemHref(p)}/situation?${new URLSearchParams({ ...answers, _again: q.id, _from: 'list' })}`,
              }))} />
            </Section>
          )}
        </Sheet>
        <aside className="sheet side" aria-label={words.guide.when}>
          <p className="second">{words.guide.ifNow}</p>
          <p className="side-promise"><DueWords of={p.promised} suffix={words.receipt.by} /></p>
          {p.canApply ? (
            <PostForm action="/drafts" className="actions">
              <Hidden values={{ kind: p.kind, key: p.key, ...Object.fromEntries(Object.entries(answers).map(([k, v]) => [`answer.${k}`, v])) }} />
              <Button look="primary" icon={PenLine}>{t.start}</Button>
            </PostForm>
          ) : <p className="error-text">{p.whyNot ?? words.guide.cannot}</p>}
          <DerivationBox of={p.promised} />
          <Facts of={[[words.guide.fee, sayMoney(p.feeFen)]]} />
          <p className="small second">{t.sameEverywhere}</p>
          <button type="button" className="button quiet js-only no-print" data-island="print"><Icon of={Printer} />{t.printList}</button>
        </aside>
      </div>
    </>
  )
}
