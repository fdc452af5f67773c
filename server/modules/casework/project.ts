import type { Clock } from '../../../law/kernel/clock.ts'
import { instantFromMs, instantMs, instantOf, NDX } from '../../../law/kernel/dates.ts'
import { yellowFrom, yellowPercent } from '../../../law/kernel/lamp.ts'
import type { Calendar } from '../../../law/kernel/calendar.ts'
import type { PermitState } from '../../../law/permit/index.ts'
import type { CaseRow, ClockRow } from './write.ts'

/** state → who has to do the next thing */
const holders: Partial<Record<PermitState['state'], CaseRow['holder']>> = {
  received: 'window', correction: 'applicant', guideCorrection: 'applicant', accepted: 'organ', review: 'organ', special: 'organ',
  granted: 'organ', filed: 'counter', issued: 'counter', refused: 'counter',
}

/** The part of the case's row that follows from its acts; nothing else may write it, and replay must give it again. */
export function project(row: CaseRow, state: PermitState, calendar: Calendar): CaseRow {
  const holder = holders[state.state] ?? 'nobody'
  const running = Object.values(state.clocks).filter((c) => c.status === 'running')
  const next = running.sort((a, b) => (a.due !== b.due ? (a.due < b.due ? -1 : 1) : a.id < b.id ? -1 : 1))[0]
  const promise = running.find((c) => c.id === 'promise')
  return {
    ...row,
    received_at: state.receivedAt ?? row.received_at,
    state: state.state,
    holder,
    accepted_on: state.acceptedOn ?? null,
    decided_on: state.decision?.on ?? null,
    due: next?.due ?? null,
    due_clock: next?.id ?? null,
    yellow_at: next ? yellowAt(next, state.acceptedAt, calendar) : null,
    promise_at: promise?.dueAt ?? null,
    paused: Object.values(state.clocks).some((c) => c.status === 'paused'),
    green: state.greenChannel !== undefined,
    closed: holder === 'nobody',
    seq: state.seq,
    taken_by: state.takenUpBy ?? null,
  }
}

/** MOD-10: a day's clock is yellow from the beginning of a day, a promise with a time of day from when 30 % of it is left */
function yellowAt(clock: Clock, acceptedAt: string | undefined, calendar: Calendar): string {
  if (!clock.dueAt || !acceptedAt) return instantOf(yellowFrom(clock, calendar), '00:00')
  const [from, to] = [instantMs(acceptedAt), instantMs(clock.dueAt)]
  return instantFromMs(Math.ceil(to - ((to - from) * yellowPercent) / 100))
}

/** rows of the clocks that ring: at the end of the last day, or at the promised instant */
export function clockRows(caseId: string, clocks: readonly Clock[]): ClockRow[] {
  return clocks.map((c) => ({
    case_id: caseId, clock: c.id, name: c.name, kind: c.kind, due: c.due, due_at: c.dueAt ?? null,
    rings_at: c.dueAt ?? instantOf(NDX(c.due, 1), '00:00'), status: c.status,
  }))
}
