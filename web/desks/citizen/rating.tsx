import { Send } from 'lucide-react'
import { sayInstant } from '../../../contract/say.ts'
import type { RatingView } from '../../../contract/views.ts'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button, PostForm } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Section, Sheet } from '../../kit/sheet.tsx'

/** Five words, not stars (HCP-01); everything but the first answer may stay empty, and single sides of it are asked only of who opens them: what sends stays in reach. */
export function Rating(p: RatingView) {
  const { mode, words } = usePage()
  const t = words.rating
  return (
    <div className="narrow">
      <Crumb href={`/c/${p.case.id}`}>{p.case.name}</Crumb>
      <Sheet className="one-question">
        <ErrorSummary errors={p.errors} />
        <p className="second">{t.lead}</p>
        <PostForm action={`/c/${p.case.id}/rating`}>
          <fieldset id={anchor('level')} tabIndex={-1}>
            <legend><h1>{t.title}</h1></legend>
            <ErrorText errors={p.errors} at="level" />
            <Levels name="level" value={p.values.level} large />
          </fieldset>
          <details className="fold section aspects" open={Object.keys(p.values.aspects ?? {}).length > 0}>
            <summary>{t.aspects}</summary>
            <div className="fold-body">
            {p.aspects.map((a) => <fieldset key={a.key}><legend className="legend">{a.label}</legend><Levels name={`aspect.${a.key}`} value={p.values.aspects?.[a.key]} /></fieldset>)}
            </div>
          </details>
          <Section title={t.tags}>
            <fieldset><legend className="away">{t.tags}</legend>
              <div className="choices">{p.tags.map((x) => <label key={x} className="choice"><input type="checkbox" name="tag" value={x} defaultChecked={p.values.tags?.includes(x)} /><span>{x}</span></label>)}</div>
            </fieldset>
          </Section>
          <div className="field section"><label htmlFor="f-text">{t.text}<span className="optional">{words.form.optional}</span></label><textarea className="input" id="f-text" name="text" rows={4} maxLength={500} defaultValue={p.values.text} /></div>
          <p className="second small section">{t.bad}</p>
          {p.previousAt && <p className="second small">{t.previous(sayInstant(p.previousAt, mode.now))}</p>}
          <div className="actions"><Button look="primary" icon={Send}>{t.send}</Button></div>
        </PostForm>
      </Sheet>
    </div>
  )
}

function Levels(p: { name: string; value?: number; large?: boolean }) {
  const { words } = usePage()
  return (
    <div className={`choices ${p.large ? 'levels' : ''}`.trim()}>
      {[1, 2, 3, 4, 5].map((n) => <label key={n} className="choice"><input type="radio" name={p.name} value={n} defaultChecked={p.value === n} /><span>{words.rating.level[n]}</span></label>)}
    </div>
  )
}
