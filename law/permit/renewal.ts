import { MOX, NDX, type LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'
import { cite } from '../kernel/citation.ts'

/* 延续、变更、更正 (许可法 49, 50; XK-17, XK-23) */

export interface Renewal {
  /** 30 natural days before expiry: the applicant's own period (design) */
  lastRegularDay: LegalDate
  late: boolean
  /** open: still to be decided; deemed: renewed by silence; lapsed: filed late and expired, decided by hand */
  state: 'open' | 'deemed' | 'decided' | 'lapsed'
  /** first day of the new term */
  newTermFrom: LegalDate
}

/**
 * Renewal of a permit that expires on a day. In time and undecided when the permit expires: deemed renewed (50); late: never
 * by silence, with a warning. The day of expiry still belongs to the old term.
 */
export function renewal(r: { expires: LegalDate; filedOn: LegalDate; on: LegalDate; decidedOn?: LegalDate }): Renewal {
  const lastRegularDay = NDX(r.expires, -30)
  const late = r.filedOn > lastRegularDay
  const decided = r.decidedOn !== undefined && r.decidedOn <= r.expires
  const state = decided ? 'decided' : r.on <= r.expires ? 'open' : late ? (r.decidedOn ? 'decided' : 'lapsed') : 'deemed'
  return { lastRegularDay, late, state, newTermFrom: NDX(r.expires, 1) }
}

/** last day of a term of so many months that begins on a day */
export function termUntil(from: LegalDate, months: number): LegalDate {
  return NDX(MOX(from, months), -1)
}

/** what a correction of a licence may touch: how a thing is written, never what was permitted (XK-23) */
export const correctable = ['name', 'address', 'legalRepresentative', 'typo'] as const

/** E-XK-23: anything else is a change (49) and goes its own way; the old paper becomes void */
export function correctionFaults(changed: readonly string[]): Finding[] {
  return changed.filter((f) => !(correctable as readonly string[]).includes(f)).map((f) => ({
    rule: 'permit/renewal#correction', code: 'E-XK-23', at: f, message: '更正证件只能改正名称、文字，不得改变许可的内容、范围和期限；需要改变的，按变更办理',
    basis: [cite('行政许可法', 49), cite('市场监督管理行政许可程序暂行规定', 29)],
  }))
}
