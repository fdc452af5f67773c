import { ArrowRight } from 'lucide-react'
import type { SituationView } from '../../../contract/views.ts'
import { Button, Hidden } from '../../kit/forms.tsx'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Sheet } from '../../kit/sheet.tsx'
import { itemHref } from './say.tsx'

/** One question a page. A GET form: answers travel in the address, nothing is stored, the back button works. */
export function Situation(p: SituationView) {
  const { words } = usePage()
  const t = words.situation
  const q = p.question
  const { [q.id]: chosen, ...before } = p.answers
  const previous = Object.entries(before).slice(0, -1)
  const back = p.at > 1 ? `${itemHref(p)}/situation?${new URLSearchParams(previous)}` : itemHref(p)
  return (
    <div className="narrow">
      <Crumb href={back}>{p.at > 1 ? t.back : p.name}</Crumb>
      <Sheet className="one-question">
        <ErrorSummary errors={p.errors} />
        <form method="get" action={`${itemHref(p)}/situation`}>
          <Hidden values={before} /><Hidden values={{ _at: q.id }} />
          <p className="steps-word">{p.name}　{t.at(p.at, p.of)}</p>
          <fieldset id={anchor(q.id)} tabIndex={-1} aria-describedby={q.help ? 'q-help' : undefined}>
            <legend><h1>{q.ask}</h1></legend>
            {q.help && <p className="hint" id="q-help">{q.help}</p>}
            <ErrorText errors={p.errors} at={q.id} />
            <div className="choices large-choices">
              {q.options.map((o) => <label key={o.value} className="choice"><input type="radio" name={q.id} value={o.value} defaultChecked={chosen === o.value} /><span>{o.label}</span></label>)}
            </div>
          </fieldset>
          <div className="actions"><Button look="primary" icon={ArrowRight}>{t.next}</Button></div>
          {p.at === 1 && <p className="small second">{t.why}</p>}
        </form>
      </Sheet>
    </div>
  )
}
