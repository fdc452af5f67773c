import { formOf } from './read.ts'
import { formFindings } from '../../../law/item/form.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import type { Situation } from '../../../law/permit/questions.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Attempt, Locked } from './act.ts'
import type { Deps } from './deps.ts'
import { findingsOfMember, keyOf, ownForm } from './share.ts'

/*
 * What was typed is personal and law never sees it (settled.md 1), so the form is judged here, against the guide's own
 * revision, wherever it comes in: at opening, by whichever door, and when it is put right later.
 */

type Values = Record<string, unknown>

/** wrong values in a submission, every member's under the bundle's merged keys; `complete`: what is missing too (nobody stands beside it) */
export function faultsAtOpening(items: readonly ItemTerms[], answers: Values, form: Values, bundle: boolean, complete: boolean): Finding[] {
  const found = items.flatMap((item) =>
    bundle ? findingsOfMember(item, formFindings(item, answers as never, ownForm(item, form), complete)) : formFindings(item, answers as never, form, complete))
  return [...new Map(found.map((f) => [f.at, f])).values()]
}

/**
 * The answers that law judges and the act keeps for ever: those that count, and nobody's own words. What was given to an open
 * question is none of its options; it stays in only so that law can say so, and nothing is recorded then.
 */
export function judgedAnswers({ answers, open }: Situation, given: Values): Values {
  return { ...answers, ...Object.fromEntries(open.filter((q) => Object.hasOwn(given, q.id)).map((q) => [q.id, given[q.id]])) }
}

/** E-ITM-05: what the guide does not ask for is not taken in either; nobody's data is kept without a need (个人信息保护法 6) */
export function unasked(items: readonly ItemTerms[], form: Values, bundle: boolean): Finding[] {
  const known = new Set(items.flatMap((item) => item.fields.map((f) => (bundle ? keyOf(item, f) : f.id))))
  return Object.keys(form).filter((id) => !known.has(id)).map((at) =>
    ({ rule: 'permit/acceptance#materials-listed', code: 'E-ITM-05', at, message: '办事指南没有要求填写这一项，请去掉后重新提交', basis: [] }))
}

/** under which name each act brings form values, and which rule says that they must be named */
const doors: Record<string, { values: string; named: string; rule: string; code: string }> = {
  fixOnTheSpot: { values: 'changes', named: 'fields', rule: 'permit/acceptance#fix-signed', code: 'XK-01' },
  supply: { values: 'form', named: 'items', rule: 'permit/correction#as-listed', code: 'XK-03' },
  change: { values: 'form', named: 'fields', rule: 'permit/filing#change-named', code: 'MOD-07' },
}

/** What is wrong with the form values that an act brings: changed but not named, named but not given, or not what the field takes. */
export async function faultsOfAct(deps: Deps, tx: Tx, locked: Locked, attempt: Attempt): Promise<Finding[]> {
  const door = doors[attempt.type]
  if (!door) return []
  const values = (attempt.personal[door.values] ?? {}) as Values
  const named = ((attempt.payload[door.named] ?? []) as string[])
  const item = await deps.catalogue.revision(locked.row.item, locked.row.revision)
  const say = (at: string, message: string): Finding => ({ rule: door.rule, code: door.code, at, message, basis: [] })
  const label = (id: string) => item.fields.find((f) => f.id === id)?.label ?? id
  const silent = Object.keys(values).filter((id) => !named.includes(id)).map((id) => say(id, `“${label(id)}”也有改动，须一并指明`))
  const empty = attempt.type === 'fixOnTheSpot' ? [] : named.filter((id) => item.fields.some((f) => f.id === id) && (values[id] === undefined || values[id] === ''))
    .map((id) => say(id, `“${label(id)}”没有填写内容`))
  if (!Object.keys(values).length) return [...silent, ...empty]
  const whole = { ...(await formOf(tx, deps.city, locked.row.id)), ...values } as Values
  const answers = (locked.acts[0]?.payload['answers'] ?? {}) as Values
  return [...silent, ...empty, ...formFindings(item, answers as never, whole, false).filter((f) => f.at !== undefined && f.at in values)]
}
