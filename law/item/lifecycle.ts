import { cite } from '../kernel/citation.ts'
import type { Finding } from '../kernel/rule.ts'

/* 事项的生命周期 (ITM-07): what may follow what, and whether one may apply on a day. */

export const itemStates = { draft: '草稿', reviewed: '已审核', published: '已发布', suspended: '暂停', abolished: '已取消' } as const
export type ItemState = keyof typeof itemStates

const next: Readonly<Record<ItemState, readonly ItemState[]>> = {
  draft: ['reviewed', 'published'], reviewed: ['published', 'draft'], published: ['suspended', 'abolished'],
  suspended: ['published', 'abolished'], abolished: [],
}

export function mayBecome(from: ItemState, to: ItemState): boolean {
  return next[from].includes(to)
}

export interface RevisionStanding {
  name: string
  state: ItemState
  /** first day of a suspension or abolition */
  since?: string
  effectiveFrom: string
  /** exclusive */
  effectiveUntil?: string
}

/**
 * May somebody apply under this revision on this day? Undefined when yes. A case opened before keeps its revision: this is
 * asked only when a case is opened.
 */
export function barred(r: RevisionStanding, day: string): Finding | undefined {
  const no = (message: string): Finding =>
    ({ rule: 'item/lifecycle#barred', code: 'ITM-07', message, basis: [cite('优化营商环境条例', 40, '第二款')] })
  if (r.state === 'draft' || r.state === 'reviewed') return no(`“${r.name}”还没有发布，不能申请`)
  if (r.state === 'abolished' && (!r.since || day >= r.since)) return no(`“${r.name}”已取消，不能再申请`)
  if (r.state === 'suspended' && (!r.since || day >= r.since)) return no(`“${r.name}”暂停办理`)
  if (day < r.effectiveFrom) return no(`“${r.name}”自${r.effectiveFrom}起可以申请`)
  if (r.effectiveUntil && day >= r.effectiveUntil) return no(`“${r.name}”的这个版本已于${r.effectiveUntil}停用`)
  return undefined
}
