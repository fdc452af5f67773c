import { PenTool, Phone } from 'lucide-react'
import type { FixView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { FieldInput } from '../../form/field.tsx'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { Icon, IconWord } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Sheet } from '../../kit/sheet.tsx'

/** 当场更正 on one page: each field with what is wrong with it, the place to put it right, and the signature below. */
export function Fix(p: FixView) {
  const { words } = usePage()
  const t = words.fix
  const c = p.case
  return (
    <div className="narrow">
      <Crumb href={`/c/${c.id}`}>{c.name}</Crumb>
      <Sheet className="flow">
        <ErrorSummary errors={p.errors} basis={(e) => <Basis of={e.basis ?? []} />} />
        <h1 className="great">{p.named ? t.lead(p.fields.length) : t.leadSheet(p.sheets.join('、'))}</h1>
        <p>{t.how}</p>
        <p><Basis of={p.basis} /></p>
        <PostForm action={`/c/${c.id}/fix`} className="section">
          <Hidden values={{ _etag: p.etag }} />
          {p.fields.map((f) => (
            <section key={f.field.id} className="gap" aria-label={f.field.label}>
              {(f.why || (p.named && f.was)) && <dl>{f.why && <><dt>{t.why}</dt><dd><b>{f.why}</b></dd></>}{p.named && f.was && <><dt>{t.was}</dt><dd>{f.was}</dd></>}</dl>}
              <FieldInput of={f.field} value={p.values[f.field.id]} errors={p.errors} />
            </section>
          ))}
          <Signing {...p} />
          <div className="actions"><Button look="primary" icon={PenTool}>{t.go}</Button></div>
          <p className="section"><IconWord of={Phone}>{t.instead}</IconWord></p>
        </PostForm>
      </Sheet>
    </div>
  )
}

/** drawn where script runs; otherwise, or where a hand cannot draw, the own name */
function Signing(p: FixView) {
  const { words } = usePage()
  const t = words.fix
  const wrong = p.errors.some((e) => e.at === 'signedBy')
  return (
    <section className="section" aria-labelledby="sign-title">
      <h2 id="sign-title"><Icon of={PenTool} /> {t.sign}</h2>
      <div className="js-only" data-island="sign">
        <p className="legend" id="sign-label">{t.draw}</p>
        <canvas className="pad" aria-labelledby="sign-label" role="img" />
        <input type="hidden" name="_strokes" />
        <p><button type="button" className="linklike" data-clear>{t.clear}</button></p>
        <p className="hint">{t.drawHint}</p>
      </div>
      <div className={`field ${wrong ? 'wrong' : ''}`.trim()}>
        <label htmlFor={anchor('signedBy')}>{t.signName}</label>
        <p className="hint" id="signedBy-hint">{t.signHint(p.case.applicant)}</p>
        <ErrorText errors={p.errors} at="signedBy" />
        <input className="input mid" id={anchor('signedBy')} name="signedBy" autoComplete="name" maxLength={40} defaultValue={p.signedBy ?? ''} aria-describedby="signedBy-hint" aria-invalid={wrong || undefined} />
      </div>
    </section>
  )
}
