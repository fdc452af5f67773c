import type { Citation } from '../kernel/citation.ts'
import type { Answers } from '../kernel/condition.ts'
import type { BaseState } from '../kernel/procedure.ts'
import type { PromiseTerm } from '../item/item.ts'
import type { Channel, CheckResult, GreenScope, MaterialForm, NoticeItem, TerminationGround } from './payload.ts'

export type StateKey =
  | 'new' | 'received' | 'correction' | 'notNeeded' | 'notCompetent' | 'accepted' | 'review' | 'special'
  | 'granted' | 'refused' | 'terminated' | 'withdrawn' | 'abandoned' | 'issued' | 'delivered'
  // filing only (673号令)
  | 'guideCorrection' | 'filed' | 'outOfScope'

/** State of one case (办件), folded from its acts. Dates are legal dates. */
export interface PermitState extends BaseState {
  state: StateKey
  channel?: Channel
  answers: Answers
  /** forms in which materials are on the table */
  materials: Record<string, MaterialForm>
  assistance?: string
  bundle?: string
  /** handled jointly, unified or concentrated (许可法 26): 45 days */
  joint: boolean
  /** persons who filled in or helped; none of them may examine or decide (MOD-05) */
  helpers: string[]
  applicant?: string
  /** 收件日: handed over, signed for, or reached the platform (XK-05) */
  receivedOn?: string
  receivedAt?: string
  /** opening hours known at receipt, for promises that start by lapse of time */
  hours?: unknown
  /** results of checking, the latest of each material */
  checks: Record<string, CheckResult>
  /** form fields found wrong at the counter and not put right yet (XK-01) */
  wrongFields: string[]
  /** ids corrected on the spot, in order; no notice comes of it (XK-01) */
  fixed: string[]
  notice?: { on: string; items: NoticeItem[]; supplied: string[]; periodDays: number }
  tolerated?: { missing: string[]; supplied: string[]; supplyBy: string }
  acceptance?: 'ordinary' | 'corrected' | 'tolerant' | 'deemed'
  /** 受理日 */
  acceptedOn?: string
  acceptedAt?: string
  greenChannel?: { by?: string; code: string; reason: string; scope: GreenScope[]; promise: PromiseTerm; until: string; on: string }
  takenUpBy?: string
  inspectors: string[]
  inspections: { on: string; inspectors: string[]; conform: boolean }[]
  /** the special procedure that runs now */
  special?: { kind: string; from: string; days: number }
  specials: { kind: string; from: string; days: number; resultOn: string }[]
  /** `previousDue`: last day before it was extended, as it was told */
  extended?: { on: string; days: number; by?: string; previousDue?: string }
  decision?: { kind: 'granted' | 'tacit' | 'refused' | 'terminated' | 'filed'; on: string; at: string; by?: string; articles?: Citation[]; ground?: TerminationGround; validFrom?: string; validUntil?: string }
  licence?: string
  deliveredOn?: string
}

export const empty: PermitState = {
  state: 'new', clocks: {}, seq: 0, answers: {}, materials: {}, joint: false, helpers: [], checks: {}, wrongFields: [], fixed: [],
  inspectors: [], inspections: [], specials: [],
}
