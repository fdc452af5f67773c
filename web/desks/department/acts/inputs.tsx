import { Checkbox, Input, InputNumber, Radio } from 'antd'
import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { Icon } from '../../../kit/icon.tsx'

interface Common { label: string; hint?: string | undefined; errors?: string[] }

/** A label, a hint, what is wrong with it, and the control; the control gets their ids. */
function Field(p: Common & { children: (ids: { id: string; 'aria-describedby'?: string; status?: 'error' }) => React.ReactNode }) {
  const id = useId()
  const wrong = !!p.errors?.length
  const described = [p.hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ')
  return (
    <div className="d-field">
      <label htmlFor={id}>{p.label}</label>
      {p.hint && <p className="second small" id={`${id}-hint`}>{p.hint}</p>}
      <Wrong id={id} errors={p.errors} />
      {p.children({ id, ...(described ? { 'aria-describedby': described } : {}), ...(wrong ? { status: 'error' } : {}) })}
    </div>
  )
}

function Wrong(p: { id: string; errors: string[] | undefined }) {
  if (!p.errors?.length) return null
  return <p className="d-wrong" id={`${p.id}-wrong`}><Icon of={CircleAlert} />{p.errors.join('；')}</p>
}

export function Line(p: Common & { value: string; max?: number; change: (v: string) => void }) {
  return <Field {...p}>{(a) => <Input {...a} value={p.value} maxLength={p.max ?? 200} onChange={(e) => p.change(e.target.value)} />}</Field>
}

export function Lines(p: Common & { value: string; max: number; rows?: number; change: (v: string) => void }) {
  return <Field {...p}>{(a) => <Input.TextArea {...a} value={p.value} maxLength={p.max} rows={p.rows ?? 3} className="d-lines" onChange={(e) => p.change(e.target.value)} />}</Field>
}

export function Count(p: Common & { value: number | null; max: number; change: (v: number | null) => void }) {
  return <Field {...p}>{(a) => <InputNumber {...a} value={p.value} min={1} max={p.max} precision={0} onChange={(v) => p.change(v)} />}</Field>
}

/** a legal day, YYYY-MM-DD; the browser's own picker, which every keyboard and reader knows */
export function Day(p: Common & { value: string; min?: string; change: (v: string) => void }) {
  return <Field {...p}>{(a) => <Input {...a} className="d-day" type="date" value={p.value} {...(p.min ? { min: p.min } : {})} onChange={(e) => p.change(e.target.value)} />}</Field>
}

export function Time(p: Common & { value: string; change: (v: string) => void }) {
  return <Field {...p}>{(a) => <Input {...a} className="d-day" type="time" value={p.value} onChange={(e) => p.change(e.target.value)} />}</Field>
}

export interface Option { value: string; label: React.ReactNode }

/** one of several, all seen at once */
export function OneOf(p: Common & { value: string; options: Option[]; change: (v: string) => void }) {
  const id = useId()
  return (
    <fieldset className="d-field">
      <legend>{p.label}</legend>
      {p.hint && <p className="second small">{p.hint}</p>}
      <Wrong id={id} errors={p.errors} />
      <Radio.Group className="d-options" aria-label={p.label} value={p.value} onChange={(e) => p.change(e.target.value)} options={p.options as never} />
    </fieldset>
  )
}

export function SomeOf(p: Common & { value: string[]; options: Option[]; change: (v: string[]) => void }) {
  const id = useId()
  return (
    <fieldset className="d-field">
      <legend>{p.label}</legend>
      {p.hint && <p className="second small">{p.hint}</p>}
      <Wrong id={id} errors={p.errors} />
      <Checkbox.Group className="d-options" value={p.value} onChange={(v) => p.change(v as string[])} options={p.options as never} />
    </fieldset>
  )
}

export function Tick(p: { label: string; value: boolean; errors?: string[]; change: (v: boolean) => void }) {
  const id = useId()
  return <div className="d-field"><Wrong id={id} errors={p.errors} /><Checkbox checked={p.value} onChange={(e) => p.change(e.target.checked)}>{p.label}</Checkbox></div>
}
