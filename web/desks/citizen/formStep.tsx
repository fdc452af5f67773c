import { ArrowRight, DoorOpen } from 'lucide-react'
import { sayInstant } from '../../../contract/say.ts'
import type { FormStepView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { FieldGroup } from '../../form/group.tsx'
import { StepsWord } from '../../form/steps.tsx'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { ErrorSummary } from '../../kit/errors.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Sheet } from '../../kit/sheet.tsx'

/** One group of questions on its page; saved at every press. */
export function FormStep(p: FormStepView) {
  const { words } = usePage()
  const d = p.draft
  const at = d.steps.findIndex((s) => s.key === p.step)
  const before = d.steps[at - 1]
  return (
    <div className="narrow">
      {before && !p.fromSummary && <Crumb href={`/drafts/${d.id}/${before.key}`}>{words.form.backStep}：{before.title}</Crumb>}
      <Sheet className="one-question">
        <ErrorSummary errors={p.errors} basis={(e) => <Basis of={e.basis ?? []} />} />
        <p className="second small">{d.name}</p>
        <StepsWord draft={d} step={p.step} />
        <h1>{p.title}</h1>
        <PostForm action={`/drafts/${d.id}/${p.step}`}>
          <Hidden values={{ _rev: d.rev }} />
          {p.conflict && <Conflict of={p.conflict} />}
          <FieldGroup fields={p.fields} answers={p.answers} values={p.values} errors={p.errors} prefilled={p.prefilled} />
          <StepActions fromSummary={p.fromSummary} />
        </PostForm>
      </Sheet>
    </div>
  )
}

/** Continue and leave, on every step. */
export function StepActions(p: { fromSummary?: boolean }) {
  const { words } = usePage()
  return (
    <div className="actions">
      <Button look="primary" icon={ArrowRight} name="_then" value={p.fromSummary ? 'summary' : 'next'}>{p.fromSummary ? words.form.toSummary : words.form.next}</Button>
      <Button icon={DoorOpen} name="_then" value="leave">{words.form.leave}</Button>
    </div>
  )
}

function Conflict(p: { of: NonNullable<FormStepView['conflict']> }) {
  const { mode, words } = usePage()
  const t = words.form
  return (
    <div className="conflict">
      <h2>{t.conflictTitle}</h2>
      <p>{t.conflict(p.of.by, sayInstant(p.of.at, mode.now))}</p>
      {p.of.fields.map((f) => (
        <fieldset key={f.id} className="field">
          <legend className="legend">{f.label}</legend>
          <div className="choices">
            <label className="choice"><input type="radio" name={`_mine.${f.id}`} value="mine" defaultChecked /><span>{t.mine}：{f.mine}</span></label>
            <label className="choice"><input type="radio" name={`_mine.${f.id}`} value="theirs" /><span>{t.theirs(p.of.by)}：{f.theirs}</span></label>
          </div>
        </fieldset>
      ))}
    </div>
  )
}
