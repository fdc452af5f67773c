import { legalDateOf, WD } from '../kernel/dates.ts'
import { cite } from '../kernel/citation.ts'
import type { Act } from '../kernel/procedure.ts'
import { accepted } from './acceptance.ts'
import { earliestDue } from './limits.ts'
import { has, materialsFor, nameOf, openMaterials, read } from './reading.ts'
import { guard, type Guard } from './regime.ts'
import type { PermitState } from './state.ts'

/*
 * 容缺受理 (MOD-02; 河南省优化营商环境条例 35). Binding from 2021-01-01; before, the same rules are our own promise and cite no
 * article (settled.md 10).
 */
const article = [cite('河南省优化营商环境条例', 35, '第一款')]
const dated = (g: Omit<Guard, 'topic' | 'basis' | 'from' | 'until'>): Guard[] => [
  guard({ ...g, topic: 'tolerant', basis: [], until: '2021-01-01' }),
  guard({ ...g, topic: 'tolerant', basis: article, from: '2021-01-01' }),
]

/** only items published as tolerant, only materials published as tolerable, and all others in order */
export const onlyTolerable = dated({
  id: 'permit/tolerant#only-tolerable', code: 'MOD-02',
  test: ({ state, act, item }) => {
    const missing = read('acceptTolerant', act).missing ?? []
    if (!item.tolerant) return { message: `“${item.name}”不适用容缺受理` }
    if (!missing.length) return { message: '没有缺少的材料，应当直接受理' }
    const wrong = missing.filter((id) => !materialsFor(item, state.answers).some((m) => m.id === id && m.tolerable))
      .map((id) => ({ at: id, message: `“${nameOf(item, id)}”是主要材料，不能容缺，应当一次性告知补正` }))
    const left = openMaterials(state, item).filter((m) => !missing.includes(m.id))
      .map((m) => ({ at: m.id, message: state.checks[m.id] ? `“${m.name}”也有缺失，须一并处理` : `“${m.name}”尚未核对` }))
    return [...wrong, ...left]
  },
})

/** the applicant signs what will be supplied and when */
export const commitmentSigned = dated({
  id: 'permit/tolerant#commitment-signed', code: 'MOD-02',
  test: ({ act }) => (has(act, 'commitment') ? undefined : { at: 'commitment', message: '容缺受理须由申请人签署补交承诺' }),
})

/** the clock starts now and does not stop, so the materials must be in before the last day of the decision */
export const supplyBeforeDecision = dated({
  id: 'permit/tolerant#supply-before-decision', code: 'MOD-02', facts: ['hours', 'promised'],
  test: (trial) => {
    const { supplyBy } = read('acceptTolerant', trial.act)
    const today = legalDateOf(trial.now)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(supplyBy ?? '')) return { at: 'supplyBy', message: '须写明补交期限' }
    const calendar = trial.calendar.provisional()
    if (supplyBy <= today || !calendar.isWorkday(supplyBy)) return { at: 'supplyBy', message: '补交期限须是今后的工作日' }
    const due = earliestDue(trial)
    return supplyBy < due ? undefined : { at: 'supplyBy', message: `补交期限须早于办理期限（${due}）` }
  },
})

/** after tolerant acceptance only what was left open is supplied */
export const toleratedListed = dated({
  id: 'permit/tolerant#as-listed', code: 'MOD-02',
  test: ({ state, act, item }) => {
    const items = read('supplyTolerated', act).items ?? []
    const open = state.tolerated?.missing.filter((id) => !state.tolerated!.supplied.includes(id)) ?? []
    if (!items.length) return { message: '请指明补交了哪些材料' }
    return items.filter((id) => !open.includes(id)).map((id) => ({ at: id, message: `“${nameOf(item, id)}”不在容缺的材料中` }))
  },
})

/** nothing is granted before all tolerated materials are in */
export const toleratedIn = dated({
  id: 'permit/tolerant#all-in', code: 'MOD-02',
  test: ({ state, item }) =>
    (state.tolerated?.missing ?? []).filter((id) => !state.tolerated!.supplied.includes(id))
      .map((id) => ({ at: id, message: `容缺的“${nameOf(item, id)}”尚未补交，不能作出准予的决定` })),
})

export function tolerated(state: PermitState, act: Act): PermitState {
  const { missing, supplyBy } = read('acceptTolerant', act)
  return { ...accepted('tolerant')(state, act), tolerated: { missing, supplied: [], supplyBy } }
}

export function toleratedSupplied(state: PermitState, act: Act): PermitState {
  const p = read('supplyTolerated', act)
  const checks = { ...state.checks }
  for (const id of p.items) checks[id] = { result: 'ok', form: p.materials?.[id] ?? 'electronic' }
  return { ...state, checks, tolerated: { ...state.tolerated!, supplied: [...new Set([...state.tolerated!.supplied, ...p.items])] } }
}

/** latest lawful supply day for a decision due on that day: the working day before it */
export function latestSupply(acceptedOn: string, decisionDays: number, calendar: Parameters<typeof WD>[2]): string {
  return WD(acceptedOn, decisionDays - 1, calendar)
}

export function allIn(state: PermitState): boolean {
  return !state.tolerated || state.tolerated.missing.every((id) => state.tolerated!.supplied.includes(id))
}
