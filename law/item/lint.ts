import type { Finding } from '../kernel/rule.ts'
import { asks, holds } from '../kernel/condition.ts'
import { notAbolished } from './abolished.ts'
import { atMostOnce, staffedPath } from './access.ts'
import { inForceOnTheDay, notOlderThanBasis } from './basis.ts'
import { chargeBasis } from './charges.ts'
import { noApproval } from './filing.ts'
import { answersOf, appliedFor, codesFit, conditionsAsked, inCatalogue, mandatoryFields } from './guide.ts'
import type { BundleTerms, ItemDraft, ItemTerms, Question } from './item.ts'
import { onTheSpotSameDay, promiseWithinStatute, tacitApproval } from './limits.ts'
import { judge, type ItemRule, type LintContext } from './lintRule.ts'
import { idOnlyMaterials, listedProofs, noSecondAsking } from './materials.ts'
import { noCatchAll } from './wording.ts'

export type { ItemRule, LintContext } from './lintRule.ts'

/** every rule over the terms of an item, in the order of the rulebook; the index of law reads this too */
export const rules: readonly ItemRule[] = [
  appliedFor, inCatalogue, mandatoryFields, noCatchAll, promiseWithinStatute, onTheSpotSameDay, tacitApproval, codesFit, conditionsAsked,
  idOnlyMaterials, listedProofs, noSecondAsking, staffedPath, atMostOnce, noApproval, chargeBasis, inForceOnTheDay, notOlderThanBasis, notAbolished,
]

/**
 * Everything that is wrong with these terms on `ctx.day`, at once; empty when they may be published. Complete terms and
 * drafts are judged alike: what a draft lacks is E-ITM-03.
 */
export function lintItem(terms: ItemDraft, ctx: LintContext): Finding[] {
  return rules.flatMap((r) => judge(r, terms, ctx))
}

/**
 * A bundle against its members as they are published that day: members exist, its conditions name questions that the
 * bundle asks, a question that two ask has the same options, `after` names members and makes no circle.
 */
export function lintBundle(bundle: BundleTerms, members: ReadonlyMap<string, ItemTerms>): Finding[] {
  const out: Finding[] = []
  const fault = (at: string, message: string): void => void out.push({ rule: 'item/lint#bundle', code: 'MOD-03', message, basis: [], at })
  const own = new Set(bundle.questions.map((q) => q.id))
  const asked = new Map(bundle.questions.map((q) => [q.id, q]))
  for (const m of bundle.members) {
    const item = members.get(m.item)
    if (!item) fault(m.item, `成员事项“${m.item}”没有已发布的版本`)
    for (const id of asks(m.when)) if (!own.has(id)) fault(m.item, `成员事项的条件用到“${id}”，但这件事没有问过`)
    for (const [id, value] of answersOf(m.when)) {
      const q = asked.get(id)
      if (q && !q.options.some((o) => o.value === String(value))) fault(m.item, `问题“${q.ask}”没有“${value}”这个选项`)
    }
    for (const a of m.after ?? []) if (!bundle.members.some((x) => x.item === a)) fault(m.item, `先办的“${a}”不在这件事里`)
    // a question of the same id is asked once, so it must mean the same: no option of the one may be none of the other's,
    // unless the answer leaves this member out
    for (const q of item?.questions ?? []) {
      const first = asked.get(q.id) ?? asked.set(q.id, q).get(q.id)!
      const lacks = (a: Question, b: Question) => a.options.filter((o) => !b.options.some((x) => x.value === o.value))
      if (lacks(q, first).length || lacks(first, q).some((o) => holds(m.when, { [q.id]: o.value }))) fault(m.item, `问题“${q.id}”与这件事里的同名问题选项不同`)
    }
  }
  if (circular(bundle)) fault('members', '成员事项互相等待，办不成')
  return out
}

function circular(bundle: BundleTerms): boolean {
  const left = new Map(bundle.members.map((m) => [m.item, (m.after ?? []).filter((a) => bundle.members.some((x) => x.item === a))]))
  while (left.size) {
    const free = [...left].filter(([, after]) => after.every((a) => !left.has(a)))
    if (!free.length) return true
    for (const [key] of free) left.delete(key)
  }
  return false
}
