import type { Citation } from '../kernel/citation.ts'
import type { ClockUnit } from '../kernel/clock.ts'
import { inForce, type Fault, type Rule, type Trial } from '../kernel/rule.ts'
import type { ItemTerms, Regime } from '../item/item.ts'
import type { DocumentCode } from './documents.ts'
import type { PermitState } from './state.ts'

/*
 * One skeleton of states, five bodies of law (settled.md 9). A rule of law/permit says *what* is forbidden; which article
 * forbids it is looked up in the regime, so that a registration never cites 行政许可法.
 */

/** what an article is about; each regime says where it stands in its own statutes ([] = a rule of this platform, no article) */
export type Topic =
  | 'apply' | 'guide' | 'situation' | 'sharing' | 'truth' | 'agent' | 'receive' | 'notNeeded' | 'notCompetent' | 'onTheSpotFix'
  | 'oneTimeNotice' | 'silence' | 'correctionPeriod' | 'accept' | 'dated' | 'review' | 'decideOnTheSpot' | 'inspection'
  | 'assignInspectors' | 'limit' | 'joint' | 'extend' | 'special' | 'decide' | 'reasons' | 'quota' | 'falseMaterials'
  | 'terminate' | 'withdraw' | 'issue' | 'deliver' | 'tolerant' | 'assisted' | 'greenChannel' | 'calendar' | 'filing'

export interface Limit { n: number; unit: ClockUnit; basis: Citation[] }

/** A regime as it stood in one period. */
export interface RegimeVersion {
  from: string
  until?: string
  /** articles by topic; a topic that is absent has none */
  basis: Partial<Record<Topic, Citation[]>>
  limits: {
    /** time to tell what is missing; n = 0: on the spot */
    notice: Limit
    /** where the item itself gives none that is shorter */
    decision?: Limit
    /** unified, joint or concentrated handling */
    joint?: Limit
    extension?: Limit
    jointExtension?: Limit
    issue?: Limit
    assignInspectors?: Limit
  }
  /** what silence about missing materials means */
  silence: 'deemedAccepted' | 'nothing'
  /** procedures whose time does not count; none = the clock never stops */
  special: readonly string[]
}

/** The words people read. No word of one regime may name another's law. */
export interface RegimeWords {
  /** the thing decided: 行政许可、登记 … */
  subject: string
  grant: string
  granted: string
  refuse: string
  refused: string
  /** 许可证件、营业执照 … */
  licence: string
  /** 行政许可专用章 … */
  seal: string
}

export interface RegimeTerms {
  key: Regime
  /** 中文 */
  name: string
  words: RegimeWords
  versions: readonly RegimeVersion[]
  headings: Partial<Record<DocumentCode, string>>
}

/** The regime as it stands on a day. Refuses a day on which no version is in force (settled.md 10: procedure rules are never guessed). */
export function versionOn(r: RegimeTerms, day: string): RegimeVersion {
  const v = r.versions.find((x) => inForce(x, day))
  if (!v) throw new Error(`${r.name}：${day} 没有有效的程序规定`)
  return v
}

/** articles of a topic on a day; [] where no version is in force or the regime has none */
export function basisOf(r: RegimeTerms, topic: Topic, day: string): Citation[] {
  return r.versions.find((x) => inForce(x, day))?.basis[topic] ?? []
}

/** A rule written once for all regimes. `topic` finds its articles; `basis` overrides it where the article is the same for all. */
export interface Guard {
  id: string
  code: string
  topic: Topic
  basis?: Citation[]
  /** absent: as long as the regime itself */
  from?: string
  until?: string
  /** absent: in every regime */
  regimes?: readonly Regime[]
  facts?: readonly string[]
  test(trial: PermitTrial, regime: RegimeVersion, terms: RegimeTerms): undefined | Fault | Fault[]
}

export type PermitTrial = Trial<PermitState, ItemTerms>
export type PermitRule = Rule<PermitState, ItemTerms>

export function guard(g: Guard): Guard {
  return g
}

/** one dated Rule for every version of the regime in which the guard is in force */
export function bind(g: Guard, terms: RegimeTerms): PermitRule[] {
  if (g.regimes && !g.regimes.includes(terms.key)) return []
  const out: PermitRule[] = []
  for (const v of terms.versions) {
    const from = g.from && g.from > v.from ? g.from : v.from
    const until = [g.until, v.until].filter((x) => x !== undefined).sort()[0]
    if (until !== undefined && until <= from) continue
    out.push({
      id: g.id, code: g.code, basis: g.basis ?? v.basis[g.topic] ?? [], from, ...(until ? { until } : {}),
      ...(g.facts ? { facts: g.facts } : {}), test: (trial) => g.test(trial, v, terms),
    })
  }
  return out
}
