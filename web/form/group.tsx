import type { FormError } from '../../contract/views.ts'
import type { Field } from '../../law/item/item.ts'
import { asks, holds, type Answers } from '../../law/kernel/condition.ts'
import { usePage } from '../kit/page.tsx'
import { FieldInput } from './field.tsx'

/**
 * The fields of one group. A condition over earlier answers is decided here, at once. A condition over a field of the same
 * group is shown as depending: without script it stays visible and says what it depends on (the server drops what does not
 * apply), with script the island `when` shows and hides it. A staff desk passes onChange and re-renders instead.
 */
export function FieldGroup(p: {
  fields: Field[]; answers: Answers; values: Record<string, unknown>; errors: FormError[]; prefilled?: Record<string, string>
  onChange?: (id: string, value: unknown) => void
}) {
  const { words } = usePage()
  const known = { ...p.answers, ...p.values }
  return (
    <>
      {p.fields.map((f) => {
        const visible = holds(f.when, known)
        const here = asks(f.when).map((id) => p.fields.find((x) => x.id === id)).find(Boolean)
        const input = <FieldInput key={f.id} of={f} value={p.values[f.id]} errors={p.errors} from={p.prefilled?.[f.id]} onChange={p.onChange} />
        if (visible && (!here || p.onChange)) return input
        if (!here || p.onChange) return null
        return (
          <div key={f.id} className="field depends" data-island="when" data-when={JSON.stringify(f.when)} data-known={JSON.stringify(p.answers)} data-off={visible ? undefined : ''}>
            <p className="hint depends-word">{words.form.dependsOn(here.label)}</p>
            {input}
          </div>
        )
      })}
    </>
  )
}
