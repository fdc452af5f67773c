import { instantOf, legalDateOf, NDX } from '../kernel/dates.ts'
import type { Clock } from '../kernel/clock.ts'
import { lateOf } from '../kernel/deadline.ts'
import type { Act, Context } from '../kernel/procedure.ts'
import type { ItemTerms } from '../item/item.ts'
import { agencyClocks, waits, type ClockId } from './clocks.ts'
import { versionOn, type RegimeTerms } from './regime.ts'
import type { PermitState } from './state.ts'

/*
 * What the law itself does by lapse of time (XK-02, XK-04, MOD-02; G-03), at 24:00 of the last day. Against the applicant
 * nothing lapses on a day that is only 暂定.
 */
export function lapse(terms: RegimeTerms) {
  return (state: PermitState, ctx: Context<ItemTerms>): Omit<Act, 'seq'> | undefined => {
    const today = legalDateOf(ctx.now)
    const over = (id: ClockId, burden: boolean): Clock | undefined => {
      const c = state.clocks[id]
      return c?.status === 'running' && today > c.due && !(burden && c.provisional) ? c : undefined
    }
    const done: Omit<Act, 'seq'>[] = []
    const add = (type: string, c: Clock | undefined, effectiveOn?: string) => {
      if (c) done.push({ type, at: instantOf(c.due, '24:00'), effectiveOn: effectiveOn ?? NDX(c.due, 1), actor: { code: 'SYS' }, payload: {} })
    }
    const running = state.state === 'accepted' || state.state === 'review' || state.state === 'special'
    if (state.state === 'received' && terms.key !== 'filing') {
      const c = over('correctionNotice', false)
      if (c && versionOn(terms, c.due).silence === 'deemedAccepted') add('deemAccept', c, state.receivedOn)
    }
    if (state.state === 'correction') add('abandon', over('correctionPeriod', true))
    if (running && state.tolerated) add('lapseTolerance', over('tolerantSupply', true))
    if (running && ctx.item.tacitApprovalBasis) add('tacitGrant', over('decision', false))
    return done.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]
  }
}

/**
 * Is the agency late (G-03)? The state stays what it is: an ordinary permit is never granted by silence; it is overdue, the
 * lamp is red, supervision is told.
 */
export function overdue(state: PermitState, ctx: Pick<Context<ItemTerms>, 'now'>): boolean {
  return overdueClocks(state, ctx.now).length > 0
}

/** the agency's clocks that are past due and still wait */
export function overdueClocks(state: PermitState, now: string): Clock[] {
  const ids: readonly string[] = [...agencyClocks, 'issue', 'assignInspectors', 'firstResponse', 'correctionNotice']
  return Object.values(state.clocks).filter((c) => ids.includes(c.id) && waits(c) && lateOf(c, now))
}
