import { say, type Citation } from './citation.ts'
import { inForce } from './rule.ts'

/** One thing in the house of law that rests on articles: what `yichuang law 行政许可法 32` prints. */
export interface Provision {
  /** path of the rule, clock or act: `permit/correction#one-time-notice` */
  id: string
  kind: 'rule' | 'clock' | 'act'
  code?: string
  /** 中文, of a clock or an act */
  name?: string
  basis: readonly Citation[]
  from: string
  until?: string
  /** regime in whose words and articles it stands */
  regime?: string
}

/** rules of a room as provisions */
export function fromRules(rules: readonly { id: string; code: string; basis: readonly Citation[]; from: string; until?: string }[]): Provision[] {
  return rules.map(({ id, code, basis, from, until }) => ({ id, kind: 'rule' as const, code, basis, from, ...(until ? { until } : {}) }))
}

/** those that rest on this statute, this article (any 款、项 of it), on this day; absent = any */
export function resting(provisions: readonly Provision[], on: { law: string; article?: number; day?: string }): Provision[] {
  return provisions.filter((p) => (!on.day || inForce(p, on.day)) && p.basis.some((c) => c.law === on.law && (on.article === undefined || c.article === on.article)))
}

/** 《行政许可法》第三十二条第一款第四项、《行政许可法》第八十二条 */
export function sayAll(basis: readonly Citation[]): string {
  return basis.map(say).join('、')
}
