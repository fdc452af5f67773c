import { inForce, type Finding } from '../kernel/rule.ts'
import { printed, type AuditContext, type AuditRule, type Hit, type RosterVerdict, type Tag } from './auditRule.ts'
import type { OfficerRow, Roster, SupervisorRow } from './row.ts'
import { rosterIndex } from './rosterIndex.ts'
import type { Setting, SettingSheet, ValuesOf } from './settings.ts'
import { readBody, readPerson, type BodyRead, type OfficerRead, type SupervisorRead } from './written.ts'

/* 证件清理 (one campaign over one frozen roster): pure, so that the same roster, day and rules always give the same answer (RA-02). */

/** settings that every profile has */
export type BaseSheet = SettingSheet & {
  asOf: Setting<string>
  /** what stands before the year of a 15-digit identity number */
  century: Setting<string>
  /** words for a body in force */
  activeBody: Setting<readonly string[]>
  /** codes in the order in which the first is the primary reason; those left out follow in the order of the rules */
  order: Setting<readonly string[]>
  /** codes of rules that this campaign does not use */
  without: Setting<readonly string[]>
}

/** A campaign's own list of rules, with its settings, its verdicts and what is printed of them. */
export interface Profile<D extends BaseSheet = BaseSheet> {
  key: string
  name: string
  settings: D
  /** strongest first, with the word that is printed; the last is said of a row on which nothing was found */
  verdicts: readonly { verdict: RosterVerdict; action: string }[]
  officers: readonly AuditRule<OfficerRead, ValuesOf<D>>[]
  supervisors: readonly AuditRule<SupervisorRead, ValuesOf<D>>[]
  bodies: readonly AuditRule<BodyRead, ValuesOf<D>>[]
  /** columns without which a list cannot be judged */
  needs: { officers: readonly (keyof OfficerRow)[]; supervisors: readonly (keyof SupervisorRow)[]; bodies: readonly (keyof BodyRead)[] }
}

/** one thing found on one row, with what a person needs to dispute it */
export interface RosterFinding extends Finding {
  name: string
  verdict: RosterVerdict
  tag: Tag
  source?: string
  value?: string
}

export interface Correction {
  code: string
  field: string
  expected: string | null
  conflictWithRow?: number
}

/** What the campaign says of one row: a proposal, which a person confirms (RA-01). */
export interface Opinion {
  row: number
  line: number
  verdict: RosterVerdict
  action: string
  /** printed code of the first reason in the profile's order; null where there is none */
  primary: string | null
  reasons: string[]
  corrections: Correction[]
  findings: RosterFinding[]
}

export interface Audit {
  officers: Opinion[]
  supervisors: Opinion[]
  /** in the order of the list; `row` is the place in it */
  bodies: Opinion[]
}

/** judges a whole roster; refuses nothing: what cannot be read is a verdict too */
export function audit<D extends BaseSheet>(profile: Profile<D>, roster: Roster, settings: ValuesOf<D>): Audit {
  const base = settings as unknown as ValuesOf<BaseSheet>
  const officers = roster.officers.map((o) => readPerson(o, base.century))
  const supervisors = roster.supervisors.map((o) => readPerson(o, base.century))
  const bodies = roster.bodies.map(readBody)
  const index = rosterIndex({ officers, supervisors, bodies }, base.activeBody, base.asOf)
  const ctx: AuditContext<ValuesOf<D>> = { asOf: base.asOf, settings, index, staying: new Set(), officersOf: () => [] }
  const ofOfficers = judgeList(profile, profile.officers, officers, ctx)
  const byBody = new Map<string, Opinion[]>()
  for (const [i, o] of officers.entries()) {
    const those = byBody.get(o.bodyUscc)
    if (those) those.push(ofOfficers[i]!)
    else byBody.set(o.bodyUscc, [ofOfficers[i]!])
  }
  return {
    officers: ofOfficers,
    supervisors: judgeList(profile, profile.supervisors, supervisors, ctx),
    bodies: judgeList(profile, profile.bodies, bodies, { ...ctx, officersOf: (uscc) => byBody.get(uscc) ?? [] }),
  }
}

function judgeList<R extends { row?: number; line: number }, D extends BaseSheet>(profile: Profile<D>, all: readonly AuditRule<R, ValuesOf<D>>[], rows: readonly R[], ctx: AuditContext<ValuesOf<D>>): Opinion[] {
  const { without, order } = ctx.settings as unknown as ValuesOf<BaseSheet>
  // those in force on the day of the audit, and not left out by this campaign
  const rules = all.filter((r) => inForce(r, ctx.asOf) && !without.includes(printed(r.code)))
  const place = new Map([...new Set([...order, ...rules.map((r) => printed(r.code))])].map((code, i) => [code, i]))
  const strength = new Map(profile.verdicts.map((v, i) => [v.verdict, i]))
  const [first, second] = [rules.filter((r) => !r.whenKept), rules.filter((r) => r.whenKept)]
  const rowOf = (row: R, i: number) => row.row ?? i + 1
  const found = rows.map((row) => hitsOf(first, row, ctx))
  const kept = second.length ? { ...ctx, staying: new Set(rows.map(rowOf).filter((_, i) => !found[i]!.length)) } : ctx
  const keep = profile.verdicts.at(-1)!
  return rows.map((row, i) => {
    const hits = found[i]!.length || !second.length ? found[i]! : hitsOf(second, row, kept)
    if (!hits.length) return { row: rowOf(row, i), line: row.line, verdict: keep.verdict, action: keep.action, primary: null, reasons: nothing, corrections: nothing, findings: nothing }
    const { verdict, action } = profile.verdicts[Math.min(...hits.map((h) => strength.get(h.finding.verdict)!))]!
    const reasons = hits.filter((h) => h.finding.verdict !== 'CORRECT').sort((a, b) => place.get(a.code)! - place.get(b.code)!)
    return {
      row: rowOf(row, i), line: row.line, verdict, action,
      primary: reasons.find((h) => h.finding.verdict === verdict)?.code ?? null,
      reasons: [...new Set(reasons.map((h) => h.code))],
      corrections: hits.filter((h) => h.finding.verdict === 'CORRECT').map(correction),
      findings: hits.map((h) => h.finding),
    }
  })
}

interface Found { code: string; hit: Hit; finding: RosterFinding }

const none: readonly Found[] = []
/** what most rows share; frozen, since twelve thousand of them would each have three lists of their own */
const nothing = Object.freeze([]) as unknown as never[]

/** what the rules find on a row, in their order; most rows have nothing, and make no list */
function hitsOf<R, S>(rules: readonly AuditRule<R, S>[], row: R, ctx: AuditContext<S>): readonly Found[] {
  let found: Found[] | undefined
  for (const r of rules) {
    const out = r.test(row, ctx)
    if (out === undefined) continue
    for (const hit of Array.isArray(out) ? out : [out]) (found ??= []).push(told(r, hit))
  }
  return found ?? none
}

function told<R, S>(r: AuditRule<R, S>, hit: Hit): Found {
  return {
    code: printed(r.code), hit,
    finding: {
      rule: r.id, code: r.code, name: r.name, message: hit.message, basis: [...r.basis], tag: r.tag, verdict: hit.verdict ?? r.verdict,
      ...(hit.field ? { at: hit.field } : {}), ...(hit.value === undefined ? {} : { value: hit.value }), ...(r.source ? { source: r.source } : {}),
    },
  }
}

function correction({ code, hit }: Found): Correction {
  return { code, field: hit.field ?? '', expected: hit.expected ?? null, ...(hit.conflictWithRow === undefined ? {} : { conflictWithRow: hit.conflictWithRow }) }
}
