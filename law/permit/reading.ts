import { legalDateOf } from '../kernel/dates.ts'
import { asks, holds, type Answers } from '../kernel/condition.ts'
import type { Act } from '../kernel/procedure.ts'
import type { TriedAct } from '../kernel/rule.ts'
import type { Field, ItemTerms, Material } from '../item/item.ts'
import type { Has, Payloads, PermitAct } from './payload.ts'
import type { PermitState } from './state.ts'

/** the payload of an act, by its type */
export function read<T extends PermitAct>(_type: T, act: Act | TriedAct): Payloads[T] {
  return act.payload as unknown as Payloads[T]
}

/** did this personal field come with the act? */
export function has(act: Act | TriedAct, field: string): boolean {
  return (act.payload as Has).has?.[field] === true
}

/** legal date of an act, or the day on which it takes effect */
export function dayOf(act: Act): string {
  return act.effectiveOn ?? legalDateOf(act.at)
}

/** materials that the guide asks for these answers */
export function materialsFor(item: ItemTerms, answers: Answers): Material[] {
  return item.materials.filter((m) => holds(m.when, answers))
}

/**
 * Fields that the form may ask for these answers. A condition over another field of the form (a roster only where there are
 * employees) is left to whoever has the form: such a field stays in, with its condition.
 */
export function fieldsFor(item: ItemTerms, answers: Answers): Field[] {
  const own = new Set(item.fields.map((f) => f.id))
  return item.fields.filter((f) => holds(f.when, answers) || asks(f.when).some((id) => own.has(id)))
}

/**
 * Is this material settled: checked and good, or nothing that the applicant has to bring (obtained by sharing, filled in on
 * the spot) and not found faulty.
 */
export function settled(state: PermitState, m: Material): boolean {
  const check = state.checks[m.id]
  if (check) return check.result === 'ok'
  const form = state.materials[m.id]
  return (m.source === 'have' && form === 'have') || (m.source === 'fill' && form === 'fill')
}

/** required materials for the answers that are not settled */
export function openMaterials(state: PermitState, item: ItemTerms): Material[] {
  return materialsFor(item, state.answers).filter((m) => m.required && !settled(state, m))
}

/** names for messages */
export function nameOf(item: ItemTerms, id: string): string {
  return item.materials.find((m) => m.id === id)?.name ?? item.fields.find((f) => f.id === id)?.label ?? id
}

/** named by the frozen guide revision: a material for these answers, or a field of the form, whose own answers law does not see (E-ITM-05) */
export function inGuide(item: ItemTerms, answers: Answers, id: string): boolean {
  return materialsFor(item, answers).some((m) => m.id === id) || item.fields.some((f) => f.id === id)
}

/** what to do about a material that is not settled, in words */
export function gapOf(name: string, result: string | undefined, tolerable: boolean): string {
  if (!result) return `“${name}”尚未核对`
  const gap = result === 'missing' ? '没有提交，请列入一次性告知' : '不符合法定形式，请当场更正或者列入一次性告知'
  return `“${name}”${gap}${tolerable ? '，也可以容缺受理' : ''}`
}

/** a fact that is a list of names; anything else is none */
export function listed(v: unknown): string[] {
  return Array.isArray(v) ? v.map(String) : []
}
