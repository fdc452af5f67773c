import { CircleCheck, CircleHelp, SearchCheck, SearchX } from 'lucide-react'
import { sayExactly } from '../../../contract/say.ts'
import type { CheckView } from '../../../contract/views.ts'
import { CaseNumber, DottedNumber } from '../../case/number.tsx'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button } from '../../kit/forms.tsx'
import { Icon } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Facts, Section, Sheet } from '../../kit/sheet.tsx'

/** Anyone: is this licence, receipt or document real, and is it in force now? */
export function Check(p: CheckView) {
  const { words } = usePage()
  const t = words.check
  return (
    <div className="narrow">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="second">{t.lead}</p>
        <ErrorSummary errors={p.errors} />
        <form action="/check" method="get" className="section" role="search">
          <label className="legend" htmlFor={anchor('n')}>{t.field}</label>
          <ErrorText errors={p.errors} at="n" />
          <div className="say small-say flush"><input className="input number" id={anchor('n')} name="n" defaultValue={p.n} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={80} /><Button look="primary" icon={SearchCheck}>{t.go}</Button></div>
        </form>
      </div>
      <div aria-live="polite">
        {p.found && <Found {...p} />}
        {p.none && <Sheet className="found none stack"><h2><Icon of={SearchX} />{t.none}</h2><p>{t.noneLead}</p></Sheet>}
      </div>
      {!p.found && <Sheet className="section"><Section title={t.examples}><p>{t.examplesText}</p></Section></Sheet>}
    </div>
  )
}

function Found(p: CheckView) {
  const { words } = usePage()
  const t = words.check
  const f = p.found!
  const good = f.kind !== 'licence' || f.state === 'valid'
  const heading = f.kind === 'licence' ? (good ? t.real : t.realNot) : f.kind === 'case' ? t.caseFound : t.realDoc
  return (
    <Sheet className={`found stack ${good ? '' : 'not-valid'}`.trim()}>
      <h2><Icon of={good ? CircleCheck : CircleHelp} />{heading}</h2>
      {f.kind === 'licence' && <Facts of={[
        [f.type, <span className="number"><DottedNumber of={f.number} /></span>], [words.licence.holder, f.holder], [words.licence.organ, f.organ], [words.licence.issuedOn, sayExactly(f.issuedOn)],
        [words.licence.validUntil, f.validUntil ? sayExactly(f.validUntil) : words.licence.forever], [t.state, <b>{f.stateText}</b>],
      ]} />}
      {f.kind === 'case' && <Facts of={[
        [words.receipt.number, <CaseNumber of={f.number} />], [words.receipt.organ, f.organ], [t.about, f.name], [t.state, <b>{f.state}</b>],
        f.acceptedAt && [words.receipt.acceptedAt, sayExactly(f.acceptedAt)], f.dueText && [t.due, f.dueText],
      ]} />}
      {f.kind === 'document' && <Facts of={[[words.decision.number, <span className="number">{f.number}</span>], [words.licence.organ, f.organ], [t.date, sayExactly(f.date)], [t.about, f.about]]} />}
      <p className="small second">{t.masked}</p>
      {p.proof && <p className="hash"><a href={`/proof/${p.proof.hash}`}>{t.proof(p.proof.index)}</a>，<span className="nowrap">{sayExactly(p.proof.at)}</span><br />{t.hash} <span className="number">{p.proof.hash}</span></p>}
    </Sheet>
  )
}
