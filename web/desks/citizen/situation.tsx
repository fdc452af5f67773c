import { ArrowRight } from 'lucide-react'
import type { SituationView } from '../../../contract/views.ts'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Sheet } from '../../kit/sheet.tsx'
import { itemHref } from './say.tsx'

/**
 * One question a page. Before there is a draft it is a GET form: answers travel in the address, nothing is stored, the back
 * button works. In a draft each answer is posted and saved.
 */
export function Situation(p: SituationView) {
  const { words } = usePage()
  const t = words.situation
  const { [p.question.id]: _, ...others } = p.answers
  const { back } = p
  return (
    <div className="narrow">
      <Crumb href={back.href}>{back.to === 'guide' ? p.name : t.backTo[back.to]}</Crumb>
      <Sheet className="one-question">
        <ErrorSummary errors={p.errors} />
        {p.draft
          ? <PostForm action={`/drafts/${p.draft.id}/situation?ask=${p.question.id}`}><Hidden values={{ _rev: p.draft.rev, _at: p.question.id }} /><Ask {...p} /></PostForm>
          : <form method="get" action={`${itemHref(p)}/situation`}><Hidden values={others} /><Hidden values={{ _at: p.question.id }} /><Ask {...p} /></form>}
      </Sheet>
    </div>
  )
}

function Ask(p: SituationView) {
  const { words } = usePage()
  const t = words.situation
  const q = p.question
  return (
    <>
      <p className="steps-word">{p.name}　{t.at(p.at, p.of)}</p>
      <fieldset id={anchor(q.id)} tabIndex={-1} aria-describedby={q.help ? 'q-help' : undefined}>
        <legend><h1>{q.ask}</h1></legend>
        {q.help && <p className="hint" id="q-help">{q.help}</p>}
        <ErrorText errors={p.errors} at={q.id} />
        <div className="choices large-choices">
          {q.options.map((o) => <label key={o.value} className="choice"><input type="radio" name={q.id} value={o.value} defaultChecked={p.answers[q.id] === o.value} /><span>{o.label}</span></label>)}
        </div>
      </fieldset>
      <div className="actions"><Button look="primary" icon={ArrowRight}>{t.next}</Button></div>
      {p.at === 1 && <p className="small second">{p.draft ? t.whyDraft : t.why}</p>}
    </>
  )
}
