import type { FormError } from '../../contract/views.ts'
import type { Field } from '../../law/item/item.ts'
import { ErrorText, anchor } from '../kit/errors.tsx'
import { usePage } from '../kit/page.tsx'

export interface FieldProps {
  of: Field
  value: unknown
  errors: FormError[]
  /** where the value came from, in words */
  from?: string
  /** staff desk: told of each change; absent on server-rendered pages, where the form itself carries the value */
  onChange?: (id: string, value: unknown) => void
}

/** One field of an item revision, with its label, help, error and input. Field name = field id. */
export function FieldInput(p: FieldProps) {
  const { words } = usePage()
  const f = p.of
  const wrong = p.errors.some((e) => e.at === f.id)
  const grouped = f.kind === 'choice' && (f.options?.length ?? 0) <= 6 || f.kind === 'choices' || f.kind === 'yesNo'
  const hint = f.help ?? hintOf(f, words.form)
  const described = [hint ? `${anchor(f.id)}-hint` : '', wrong ? `${anchor(f.id)}-error` : ''].filter(Boolean).join(' ') || undefined
  const title = <>{f.label}{!f.required && <span className="optional">{words.form.optional}</span>}</>
  const about = <>{hint && <p className="hint" id={`${anchor(f.id)}-hint`}>{hint}</p>}<ErrorText errors={p.errors} at={f.id} /></>
  const from = p.from && !wrong ? <p className="prefilled">{words.form.prefilled(p.from)}</p> : null
  return (
    <div className={`field ${wrong ? 'wrong' : ''}`.trim()} id={grouped ? anchor(f.id) : undefined} tabIndex={grouped ? -1 : undefined}>
      {grouped ? (
        <fieldset aria-describedby={described}><legend>{title}</legend>{about}<Choices {...p} />{from}</fieldset>
      ) : (
        <><label htmlFor={anchor(f.id)}>{title}</label>{about}<Text {...p} described={described} wrong={wrong} />{from}</>
      )}
    </div>
  )
}

function hintOf(f: Field, t: ReturnType<typeof usePage>['words']['form']): string | undefined {
  if (f.kind === 'idNumber') return t.idHint
  if (f.kind === 'uscc') return t.usccHint
  return undefined
}

const complete: Partial<Record<NonNullable<Field['prefill']>, string>> = { name: 'name', phone: 'tel', address: 'street-address' }

function Text(p: FieldProps & { described?: string; wrong: boolean }) {
  const { words } = usePage()
  const f = p.of
  const value = p.value === undefined || p.value === null ? '' : String(p.value)
  const shared = {
    id: anchor(f.id), name: f.id, defaultValue: value, 'aria-describedby': p.described, 'aria-invalid': p.wrong || undefined, 'aria-required': f.required || undefined,
    maxLength: f.maxLength, autoComplete: f.prefill && complete[f.prefill] || undefined,
    onChange: p.onChange && ((e: { currentTarget: { value: string } }) => p.onChange!(f.id, e.currentTarget.value)),
  }
  switch (f.kind) {
    case 'longText': return <textarea className="input" rows={4} {...shared} />
    case 'choice': return (
      <select className="input mid" {...shared}>
        <option value="">{words.form.pick}</option>
        {f.options?.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}
      </select>
    )
    case 'date': return <input type="date" className="input short" {...shared} />
    case 'number': return <input inputMode="decimal" className="input short" {...shared} />
    case 'money': return <div className="unit"><input inputMode="decimal" className="input short" {...shared} />{!f.label.includes(words.form.yuan) && <span>{words.form.yuan}</span>}</div>
    case 'phone': return <input type="tel" className="input short" {...shared} />
    case 'idNumber': case 'uscc': return <input className="input mid number" autoCapitalize="characters" spellCheck={false} {...shared} />
    default: return <input className="input" {...shared} />
  }
}

function Choices(p: FieldProps) {
  const { words } = usePage()
  const f = p.of
  const several = f.kind === 'choices'
  const options = f.kind === 'yesNo' ? [{ value: 'true', label: words.form.yes }, { value: 'false', label: words.form.no }] : f.options ?? []
  const chosen = (several ? (Array.isArray(p.value) ? p.value : [p.value]) : [p.value]).map((v) => (v === undefined || v === null ? undefined : String(v)))
  const tell = (value: string, on: boolean) => {
    if (!several) return p.onChange?.(f.id, value)
    const rest = chosen.filter((v): v is string => v !== undefined && v !== value)
    p.onChange?.(f.id, on ? [...rest, value] : rest)
  }
  return (
    <div className={`choices ${f.kind === 'yesNo' ? 'two' : ''}`.trim()}>
      {options.map((o) => (
        <label key={o.value} className="choice">
          <input type={several ? 'checkbox' : 'radio'} name={f.id} value={o.value} defaultChecked={chosen.includes(o.value)}
            onChange={p.onChange && ((e) => tell(o.value, e.currentTarget.checked))} />
          <span>{o.label}</span>
        </label>
      ))}
    </div>
  )
}
