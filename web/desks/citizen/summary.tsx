import { Send } from 'lucide-react'
import { sayMoney } from '../../../contract/say.ts'
import type { SummaryView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { DueWords } from '../../case/promise.tsx'
import { StepsWord } from '../../form/steps.tsx'
import { ErrorSummary, anchor } from '../../kit/errors.tsx'
import { Button, Hidden, LinkButton, PostForm } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Sheet } from '../../kit/sheet.tsx'
import { Answers } from './answers.tsx'

/** Everything once more before it is sent; each answer can be changed and comes back here. */
export function Summary(p: SummaryView) {
  const { words } = usePage()
  const t = words.summary
  const d = p.draft
  return (
    <div className="narrow">
      <Sheet className="one-question">
        <ErrorSummary errors={p.errors} basis={(e) => <Basis of={e.basis ?? []} />} />
        <p className="second small">{d.name}</p>
        <StepsWord draft={d} step="summary" />
        <h1>{t.title}</h1>
        <p className="second">{t.lead}</p>
        {p.situation.length > 0 && (
          <section className="section summary-group">
            <div className="summary-head"><h2>{t.situation}</h2></div>
            <Answers of={p.situation} />
          </section>
        )}
        {p.groups.map((g) => (
          <section key={g.step} className="section summary-group">
            <Head title={g.title} href={`/drafts/${d.id}/${g.step}?from=summary`} />
            <dl className="facts">
              {g.answers.map((a) => (
                <div key={a.id} id={anchor(a.id)}>
                  <dt>{a.label}</dt>
                  <dd>{a.value || <span className="second">{t.empty}</span>}{a.changedBy && <span className="answer-by">{t.by(a.changedBy)}</span>}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className="section summary-group">
          <Head title={t.materials} href={`/drafts/${d.id}/materials?from=summary`} />
          <dl className="facts">{p.materials.map((m) => <div key={m.name}><dt>{m.name}</dt><dd>{t.material[m.state]}{m.note && <span className="answer-by">{m.note}</span>}</dd></div>)}</dl>
        </section>
        <PostForm action={`/drafts/${d.id}/submit`}>
          <Hidden values={{ _rev: d.rev, _shown: p.shown }} />
          <div className="declare">
            <p>{t.declareNote}</p>
            <ol className="numbered">{p.declaration.map((x) => <li key={x}>{x}</li>)}</ol>
            <label className="tick" id={anchor('declare')}><input type="checkbox" name="declare" value="yes" /><strong>{t.declare}</strong></label>
            <p><Basis of={p.basis} /></p>
          </div>
          <p className="section">{t.then}：<b><DueWords of={p.promised} suffix={words.receipt.by} /></b>，{sayMoney(p.feeFen)}</p>
          <div className="actions">
            <Button look="primary" icon={Send}>{t.submit}</Button>
            <LinkButton href="/me/cases">{words.form.leave}</LinkButton>
          </div>
        </PostForm>
      </Sheet>
    </div>
  )
}

function Head(p: { title: string; href: string }) {
  const { words } = usePage()
  return <div className="summary-head"><h2>{p.title}</h2><a href={p.href} aria-label={words.summary.changeOf(p.title)}>{words.summary.change}</a></div>
}
