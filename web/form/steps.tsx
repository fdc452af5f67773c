import type { DraftHead } from '../../contract/views.ts'
import { sayInstant } from '../../contract/say.ts'
import { usePage } from '../kit/page.tsx'

/** 第 3 步，共 6 步: where one is, in words and as a line. */
export function StepsWord(p: { draft: DraftHead; step: string }) {
  const { mode, words } = usePage()
  const steps = p.draft.steps
  const at = steps.findIndex((s) => s.key === p.step) + 1
  return (
    <div>
      <p className="steps-word"><span>{words.form.step(at, steps.length)}</span> <span>{p.draft.savedAt ? words.form.saved(sayInstant(p.draft.savedAt, mode.now)) : words.form.notSaved}</span></p>
      <ol className="steps" aria-hidden="true">{steps.map((s) => <li key={s.key} className={`step-${s.state}`} />)}</ol>
    </div>
  )
}
