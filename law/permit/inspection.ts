import { cite } from '../kernel/citation.ts'
import type { Act } from '../kernel/procedure.ts'
import { dayOf, listed, read } from './reading.ts'
import { guard, type PermitTrial } from './regime.ts'
import { standsApart } from './assisted.ts'
import type { PermitState } from './state.ts'

/* 现场核查: two or more persons (许可法 34 第三款, 55; XK-11) */

function people(act: PermitTrial['act']): string[] {
  const list = (act.payload as { inspectors?: unknown }).inspectors
  return Array.isArray(list) ? list.map(String) : []
}

/** E-XK-11: one person alone is no inspection; the same person twice is one */
export const twoInspectors = guard({
  id: 'permit/inspection#two-inspectors', code: 'E-XK-11', topic: 'inspection',
  test: ({ act }) => (new Set(people(act)).size >= 2 ? undefined : { at: 'inspectors', message: '需要核实申请材料实质内容的，应当指派两名以上工作人员进行核查' }),
})
/** who records the inspection took part in it */
export const recorderTookPart = guard({
  id: 'permit/inspection#recorder-took-part', code: 'E-XK-11', topic: 'inspection',
  test: ({ act }) => (act.actor.person && !people(act).includes(act.actor.person) ? { at: 'inspectors', message: '核查记录由参加核查的人员制作' } : undefined),
})
export const asAssigned = guard({
  id: 'permit/inspection#as-assigned', code: 'E-XK-11', topic: 'inspection',
  test: ({ state, act }) =>
    state.inspectors.length ? people(act).filter((p) => !state.inspectors.includes(p)).map((p) => ({ at: p, message: '核查人员不是指派的人员，请先重新指派' })) : undefined,
})
/** who inspects works there (fact `notStaff`: those of the named who examine or decide nothing at this organ) */
export const ownStaff = guard({
  id: 'permit/inspection#own-staff', code: 'E-XK-11', topic: 'inspection', facts: ['notStaff'],
  test: ({ facts }) => listed(facts.notStaff).map((p) => ({ at: p, message: '核查人员须是本机关的工作人员' })),
})
/**
 * E-CF-13: an officer whose credential is held, revoked, cancelled or run out inspects nothing. Fact `inspectorCredentials`: those of the named
 * who have a credential in the registry, each with why it is not good; whoever has none works there by his post alone and is not asked.
 */
export const inspectorsCredentialed = guard({
  id: 'permit/inspection#credentialed', code: 'E-CF-13', topic: 'inspection', from: '2016-06-01', facts: ['inspectorCredentials'], basis: [cite('河南省行政执法条例', 21, '第一款')],
  test: ({ facts }) => ((facts.inspectorCredentials ?? []) as InspectorCredential[]).filter((c) => !c.valid).map((c) => ({ at: c.person, message: `核查人员的${c.why ?? '执法证件无效，不能执法'}` })),
})
/** what the registry of credentials says of one inspector; `seq`: acts on the credential that this was read from */
export interface InspectorCredential { person: string; valid: boolean; why?: string; seq: number }

/** E-SOD-02: neither who helped to fill in, nor the applicant, inspects */
export const inspectorsApart = guard({
  id: 'permit/inspection#inspectors-apart', code: 'E-SOD-02', topic: 'assisted', facts: ['helper', 'applicant'],
  test: (trial) => people(trial.act).flatMap((p) => standsApart(trial, p) ?? []),
})
/** 现场核查项目 without a conforming inspection cannot be granted */
export const inspectedAndConform = guard({
  id: 'permit/inspection#conform', code: 'E-XK-11', topic: 'inspection',
  test: ({ state, item }) => {
    if (!item.inspection) return undefined
    const last = state.inspections.at(-1)
    if (!last) return { message: '本事项须由两名以上工作人员现场核查后才能作出准予的决定' }
    return last.conform ? undefined : { message: `${last.on}现场核查不符合条件，不能作出准予的决定` }
  },
})

export function assigned(state: PermitState, act: Act): PermitState {
  return { ...state, inspectors: [...new Set(read('assignInspectors', act).inspectors)] }
}

/** whoever had taken it up has left it: to a successor, or back to the organ; assigned inspections go the same way */
export function handedOver({ takenUpBy, ...state }: PermitState, act: Act): PermitState {
  const { from, to } = read('handOver', act)
  const taker = takenUpBy === from ? to : takenUpBy
  const inspectors = state.inspectors.flatMap((p) => (p !== from ? [p] : to ? [to] : []))
  return { ...state, ...(taker ? { takenUpBy: taker } : {}), inspectors: [...new Set(inspectors)] }
}

export function inspected(state: PermitState, act: Act): PermitState {
  const { inspectors, conform } = read('inspect', act)
  return { ...state, inspections: [...state.inspections, { on: dayOf(act), inspectors: [...new Set(inspectors)], conform }] }
}
