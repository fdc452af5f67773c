import { lintItem, type LintContext } from '../../../law/item/lint.ts'
import type { ItemDraft } from '../../../law/item/item.ts'
import { minutesOfDay } from '../../../law/kernel/promise.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import type { Queryable } from '../../kernel/db.ts'
import * as store from './store.ts'

/** 基本目录 and 证明事项清单, as the lint asks for them */
export interface Lists {
  basic: readonly { code: string; atMostOnce?: boolean }[]
  proofs: readonly { name: string }[]
}

export function catalogueOf(lists: Lists): NonNullable<LintContext['catalogue']> {
  const codes = new Map(lists.basic.map((b) => [b.code, !!b.atMostOnce]))
  const proofs = new Set(lists.proofs.map((p) => p.name))
  return { hasCode: (c) => codes.has(c), atMostOnce: (c) => codes.get(c) ?? false, mayAskProof: (n) => proofs.has(n) }
}

export async function readLists(db: Queryable, city: string): Promise<Lists> {
  return {
    basic: (await store.basicList(db, city)).map((b) => ({ code: b.code, atMostOnce: b.at_most_once })),
    proofs: (await store.proofNames(db, city)).map((name) => ({ name })),
  }
}

/** opening minutes of one working day, from a pack's hours */
export function minutesPerDay(hours: readonly { from: string; to: string }[]): number {
  return minutesOfDay({ days: 'workday', spans: [...hours], roundUpMinutes: 1 })
}

/**
 * A revision is judged on its first day, and on the last day on which one may apply under it (`today` when it has no end):
 * a basis that lapses in between must not go unseen. The same finding is said once.
 */
export function lintRevision(terms: ItemDraft, ctx: Omit<LintContext, 'day'>, today: string): Finding[] {
  const first = terms.effectiveFrom ?? today
  const last = terms.effectiveUntil ? dayBefore(terms.effectiveUntil) : today
  const days = last > first ? [first, last] : [first]
  const said = new Set<string>()
  return days.flatMap((day) => lintItem(terms, { ...ctx, day })).filter((f) => {
    const id = `${f.rule}|${f.at ?? ''}|${f.message}`
    return said.has(id) ? false : !!said.add(id)
  })
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
