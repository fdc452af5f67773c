import type { Citation } from '../kernel/citation.ts'
import { inForce, type Fault, type Finding } from '../kernel/rule.ts'
import { findStatute } from '../statutes/index.ts'
import type { ItemDraft } from './item.ts'

/** What the lint is told besides the terms. A source that is absent is not asked: its rules find nothing. */
export interface LintContext {
  /** legal date for which the terms are judged, YYYY-MM-DD */
  day: string
  /** 基本目录 and 证明事项清单 of the city (ITM-02, STD-01, MOD-09) */
  catalogue?: {
    hasCode(basicCode: string): boolean
    /** on the list 最多跑一次 */
    atMostOnce(basicCode: string): boolean
    /** on the list of proofs that may be asked for */
    mayAskProof(name: string): boolean
  }
  /** opening minutes of the hall on one working day; a promise in minutes is compared with days by it */
  officeMinutesPerDay?: number
  /** day on which a guide was published or recorded, where that is known (imports) */
  writtenOn?: string
}

/** A dated rule over the terms of an item. Pure; the same on the desk, at publishing and in the test of packs. */
export interface ItemRule {
  /** path: `item/wording#no-catch-all` */
  id: string
  code: string
  basis: readonly Citation[]
  from: string
  until?: string
  test(terms: ItemDraft, ctx: LintContext): undefined | Fault | Fault[]
}

export function itemRule(r: ItemRule): ItemRule {
  return r
}

/**
 * Findings of one rule on one day. The basis shown is what was in force that day, and 行政许可法 is never held against an
 * item that is no permit (settled.md 9).
 */
export function judge(r: ItemRule, terms: ItemDraft, ctx: LintContext): Finding[] {
  if (!inForce(r, ctx.day)) return []
  const out = r.test(terms, ctx)
  const faults = out === undefined ? [] : Array.isArray(out) ? out : [out]
  if (!faults.length) return []
  const basis = r.basis.filter((c) => applies(c, terms, ctx))
  return faults.map((f) => ({ rule: r.id, code: r.code, message: f.message, basis, ...(f.at ? { at: f.at } : {}) }))
}

function applies(c: Citation, terms: ItemDraft, ctx: LintContext): boolean {
  if (c.law === '行政许可法' && terms.regime && terms.regime !== 'permit') return false
  const known = findStatute(c.law)
  return !known || known.versions.some((v) => inForce(v, ctx.day))
}
