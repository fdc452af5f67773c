import { Paperclip, Phone, Send } from 'lucide-react'
import { sayBytes } from '../../../contract/say.ts'
import type { CorrectionView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { DerivationBox } from '../../case/derivation.tsx'
import { DueWords } from '../../case/promise.tsx'
import { DocumentRef } from '../../case/timeline.tsx'
import { FieldInput } from '../../form/field.tsx'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { Icon, IconWord } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Sheet } from '../../kit/sheet.tsx'

/** The one notice on one page: each gap with what is wrong, how to make it right, and the place to do it. */
export function Correction(p: CorrectionView) {
  const { words } = usePage()
  const t = words.correction
  const c = p.case
  return (
    <div className="narrow">
      <Crumb href={`/c/${c.id}`}>{c.name}</Crumb>
      <Sheet className="flow">
        <ErrorSummary errors={p.errors} basis={(e) => <Basis of={e.basis ?? []} />} />
        <p className="second">{t.lead(p.gaps.length)}</p>
        <h1 className="great"><DueWords of={p.due} suffix={t.fill} /></h1>
        <p>{t.once}</p>
        <p className="row"><DocumentRef of={p.notice} /><Basis of={p.basis} /></p>
        <DerivationBox of={p.due} />
        {p.closedWhy && <p className="notice">{p.closedWhy}</p>}
        <PostForm action={`/c/${c.id}/correction`} multipart className="section">
          <Hidden values={{ _etag: p.etag }} />
          {p.gaps.map((g, i) => <Gap key={g.id} of={g} n={i + 1} all={p} />)}
          <p className="second">{p.consequence}</p>
          {!p.closedWhy && <div className="actions"><Button look="primary" icon={Send}>{t.send}</Button></div>}
          <p className="section"><IconWord of={Phone}>{t.instead}</IconWord></p>
        </PostForm>
      </Sheet>
    </div>
  )
}

function Gap(p: { of: CorrectionView['gaps'][number]; n: number; all: CorrectionView }) {
  const { words } = usePage()
  const t = words.correction
  const g = p.of
  const wrong = p.all.errors.some((e) => e.at === g.id)
  return (
    <section className="gap" aria-labelledby={`gap-${p.n}`}>
      <p className="gap-n">{t.nth(p.n, p.all.gaps.length)}</p>
      <h2 id={`gap-${p.n}`}>{g.name}</h2>
      <dl><dt>{t.problem}</dt><dd>{g.problem}</dd><dt>{t.how}</dt><dd>{g.how}</dd></dl>
      {g.basis.length > 0 && <p><Basis of={g.basis} /></p>}
      {p.all.closedWhy ? null : g.field ? (
        <FieldInput of={g.field} value={g.value} errors={p.all.errors} />
      ) : (
        <div className={`upload ${wrong ? 'wrong' : ''}`.trim()}>
          <ErrorText errors={p.all.errors} at={g.id} />
          {g.files?.map((f) => <p key={f.sha256} className="file-row"><span className="with-icon"><Icon of={Paperclip} />{f.name}</span>{f.bytes > 0 && <span className="second small">{sayBytes(f.bytes)}</span>}</p>)}
          <label htmlFor={anchor(g.id)}>{t.upload}</label>
          <input className="input" type="file" id={anchor(g.id)} name={g.id} multiple accept="image/*,.pdf,.doc,.docx" />
        </div>
      )}
    </section>
  )
}
