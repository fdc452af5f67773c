import { Button, Segmented } from 'antd'
import { PenTool } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type FormEvent } from 'react'
import type { FormError } from '../../../contract/views.ts'
import { formFindings } from '../../../law/item/form.ts'
import type { Field } from '../../../law/item/item.ts'
import { holds } from '../../../law/kernel/condition.ts'
import { FieldInput } from '../../form/field.tsx'
import { Icon } from '../../kit/icon.tsx'
import { fill as t } from '../../text/zh-CN/window.ts'
import type { Answers, Plan } from './situation.tsx'

export type Values = Answers
export type Given = 'original' | 'copy' | 'electronic' | 'have' | 'fill' | 'none'

/** groups of a plan's merged fields, in order, those that these answers make necessary */
export function groupsOf(plan: Plan, answers: Answers, values: Values): { title: string; fields: Field[] }[] {
  const groups = new Map<string, Field[]>()
  for (const { field } of plan.fields) {
    if (!holds(field.when, { ...answers, ...values })) continue
    groups.set(field.group, [...(groups.get(field.group) ?? []), field as Field])
  }
  return [...groups].map(([title, fields]) => ({ title, fields }))
}

/** what is wrong with these fields, at each: asked of the same rule as when it is sent, before the citizen has read everything */
const wrongIn = (fields: readonly Field[], answers: Answers, values: Values): FormError[] =>
  formFindings({ key: '', fields: [...fields] }, answers, values, true).map(({ at, message, rule }) => ({ message, rule, ...(at ? { at } : {}) }))

/** what was handed over, before anybody looked: the original of what is brought */
export const givenAtFirst = (plan: Plan): Record<string, Given> =>
  Object.fromEntries(plan.materials.map(({ material: m }) => [m.id, m.source === 'bring' ? 'original' : m.source]))

/** The form group by group. `marked`: fields that the helper wrote or changed, to be seen as such. Values go up at each step. */
export function FillForm(p: {
  plan: Plan; answers: Answers; values: Values; errors: FormError[]; marked: readonly string[]; busy: boolean; start?: string
  save: (values: Values) => Promise<boolean>; done: () => void; prefilled?: Record<string, string>
}) {
  const [values, set] = useState<Values>(p.values)
  const groups = groupsOf(p.plan, p.answers, values)
  const [at, setAt] = useState(() => Math.max(0, groups.findIndex((g) => g.title === p.start)))
  const group = groups[Math.min(at, groups.length - 1)]
  const box = useRef<HTMLFormElement>(null)
  const [gaps, setGaps] = useState<FormError[]>([])
  const errors = gaps.length ? gaps : p.errors
  const wrong = p.errors[0]?.at
  useEffect(() => {
    const n = groups.findIndex((g) => g.fields.some((f) => f.id === wrong))
    if (wrong && n >= 0) setAt(n)
    // only when the findings change: the person may have gone on meanwhile
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [p.errors])
  useLayoutEffect(() => { box.current?.querySelector<HTMLElement>('.wrong input, input:not([type=hidden]), textarea, select')?.focus() }, [at, gaps])
  if (!group) return null
  const send = async (e: FormEvent) => {
    e.preventDefault()
    const here = wrongIn(group.fields, p.answers, values)
    setGaps(here)
    if (here.length) return
    if (!(await p.save(values))) return
    if (at + 1 < groups.length) return setAt(at + 1)
    // the last group is done: what was left out on the way is asked for now
    const first = groups.findIndex((g) => wrongIn(g.fields, p.answers, values).length)
    if (first < 0) return p.done()
    setGaps(wrongIn(groups[first]!.fields, p.answers, values))
    setAt(first)
  }
  return (
    <form onSubmit={(e) => void send(e)} ref={box} className="fill-form" noValidate>
      <nav className="fill-groups" aria-label={t.title}>
        {groups.map((g, i) => <button key={g.title} type="button" aria-current={i === at ? 'step' : undefined} onClick={() => setAt(i)}>{g.title}</button>)}
      </nav>
      <div className="fill-body">
        <p className="second small">{t.group(at + 1, groups.length)}</p>
        <h3>{group.title}</h3>
        <div className="fill-fields" key={`${group.title} ${p.errors.length}`}>
          {group.fields.map((f) => (
            <div key={f.id} className={`fill-field ${p.marked.includes(f.id) ? 'by-helper' : ''}`.trim()}>
              {p.marked.includes(f.id) && <span className="by-helper-word small"><Icon of={PenTool} />{t.byHelper}</span>}
              <FieldInput of={f} value={values[f.id]} errors={errors} {...(p.prefilled?.[f.id] ? { from: p.prefilled[f.id]! } : {})} onChange={(id, v) => set((all) => ({ ...all, [id]: v as Values[string] }))} />
            </div>
          ))}
        </div>
      </div>
      <div className="w-row fill-foot">
        {at > 0 && <Button onClick={() => setAt(at - 1)}>{t.back}</Button>}
        <Button type="primary" htmlType="submit" loading={p.busy}>{at + 1 < groups.length ? t.next : t.last}</Button>
      </div>
    </form>
  )
}

/** What the person has in hand: for each material that must be brought, which form of it. */
export function GivenMaterials(p: { plan: Plan; given: Record<string, Given>; onChange: (id: string, g: Given) => void }) {
  return (
    <ul className="given list-plain">
      {p.plan.materials.map(({ material: m }) => (
        <li key={m.id}>
          <span>{m.name}{m.hint && <span className="second small">　{m.hint}</span>}</span>
          {m.source === 'bring'
            ? <Segmented aria-label={m.name} size="small" value={p.given[m.id] ?? 'none'} onChange={(v) => p.onChange(m.id, v as Given)} options={(['original', 'copy', ...(m.electronic ? ['electronic'] : []), 'none'] as Given[]).map((v) => ({ value: v, label: t.given[v]! }))} />
            : <span className="second">{t.given[m.source]}</span>}
        </li>
      ))}
    </ul>
  )
}
