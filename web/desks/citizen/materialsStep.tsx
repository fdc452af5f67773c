import { Paperclip } from 'lucide-react'
import { sayBytes } from '../../../contract/say.ts'
import type { MaterialsStepView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { Materials } from '../../case/materials.tsx'
import { StepsWord } from '../../form/steps.tsx'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Hidden, PostForm } from '../../kit/forms.tsx'
import { Icon } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Sheet } from '../../kit/sheet.tsx'
import { StepActions } from './formStep.tsx'

/** The materials of the exact list, each with what was uploaded; what we already have asks for nothing. */
export function MaterialsStep(p: MaterialsStepView) {
  const { words } = usePage()
  const d = p.draft
  const before = d.steps[d.steps.findIndex((s) => s.key === 'materials') - 1]
  return (
    <div className="narrow">
      {before && !p.fromSummary && <Crumb href={`/drafts/${d.id}/${before.key}`}>{words.form.backStep}：{before.title}</Crumb>}
      <Sheet className="one-question">
        <ErrorSummary errors={p.errors} basis={(e) => <Basis of={e.basis ?? []} />} />
        <p className="second small">{d.name}</p>
        <StepsWord draft={d} step="materials" />
        <h1>{words.form.materialsTitle}</h1>
        <p className="hint">{p.materials.some((m) => m.material.source === 'bring') ? words.form.materialsHint : words.form.materialsNone}</p>
        <PostForm action={`/drafts/${d.id}/materials`} multipart>
          <Hidden values={{ _rev: d.rev }} />
          <Materials heading="h2" of={p.materials} extra={(x) => (x.material.source === 'bring' ? <Upload of={p.materials.find((m) => m.material.id === x.material.id)!} errors={p.errors} /> : null)} />
          <StepActions fromSummary={p.fromSummary} />
        </PostForm>
      </Sheet>
    </div>
  )
}

function Upload(p: { of: MaterialsStepView['materials'][number]; errors: MaterialsStepView['errors'] }) {
  const { words } = usePage()
  const t = words.form
  const m = p.of.material
  const wrong = p.errors.some((e) => e.at === m.id)
  return (
    <div className={`upload ${wrong ? 'wrong' : ''}`.trim()}>
      <ErrorText errors={p.errors} at={m.id} />
      {p.of.files.length > 0 && (
        <ul className="list-plain">
          {p.of.files.map((f) => (
            <li key={f.sha256} className="file-row">
              <span className="with-icon"><Icon of={Paperclip} />{f.name}</span>{f.bytes > 0 && <span className="second small">{sayBytes(f.bytes)}</span>}
              <button className="linklike" name="_remove" value={`${m.id}:${f.sha256}`} aria-label={t.removeFile(f.name)}>{t.remove}</button>
            </li>
          ))}
        </ul>
      )}
      <label htmlFor={anchor(m.id)}>{t.choose(m.name)}</label>
      <input className="input" type="file" id={anchor(m.id)} name={m.id} multiple accept="image/*,.pdf,.doc,.docx" aria-describedby={wrong ? `${anchor(m.id)}-error` : undefined} />
    </div>
  )
}
