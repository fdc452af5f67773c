import type { Clock } from '../kernel/clock.ts'
import { legalDateOf, WDN } from '../kernel/dates.ts'
import { lateOf } from '../kernel/deadline.ts'
import type { Act, Context } from '../kernel/procedure.ts'
import type { ItemTerms } from '../item/item.ts'
import { met, paused, resumed, start } from './clocks.ts'
import { dayOf, read } from './reading.ts'
import { guard, type RegimeVersion } from './regime.ts'
import type { PermitState } from './state.ts'

/* 特别程序: the clock stops only on a listed ground and only when told in writing (许可法 45; XK-10) */

export const listedKind = guard({
  id: 'permit/special#listed-kind', code: 'XK-10', topic: 'special',
  test: ({ act }, regime, terms) => {
    const { kind } = read('suspend', act)
    if (regime.special.includes(kind)) return undefined
    return { at: 'kind', message: regime.special.length ? `“${kind}”不停止计算办理期限；只有${regime.special.join('、')}所需时间不计算在内` : `${terms.name}的办理期限没有可以停止计算的程序` }
  },
})
export const toldInWriting = guard({
  id: 'permit/special#told-in-writing', code: 'XK-10', topic: 'special',
  test: ({ act }) => {
    const p = read('suspend', act)
    if (p.notified !== true) return { at: 'notified', message: '没有将所需时间书面告知申请人，办理期限不停止计算' }
    return Number.isSafeInteger(p.days) && p.days >= 1 ? undefined : { at: 'days', message: '须告知所需时间（工作日）' }
  },
})
export const beforeDue = guard({
  id: 'permit/special#before-due', code: 'XK-10', topic: 'special',
  test: ({ state, now }) => {
    const c = state.clocks.decision
    return c?.status === 'running' && lateOf(c, now) ? { message: `办理期限已于${c.due}届满，不能再停止计算` } : undefined
  },
})
/** the result came on a day of the special procedure, not before it began and not in the future */
export const resultDay = guard({
  id: 'permit/special#result-day', code: 'XK-10', topic: 'special',
  test: ({ state, act, now }) => {
    const { resultOn } = read('resume', act)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(resultOn ?? '')) return { at: 'resultOn', message: '须写明取得结果的日期' }
    if (state.special && resultOn < state.special.from) return { at: 'resultOn', message: `结果日期不能早于告知日期${state.special.from}` }
    return resultOn > legalDateOf(now) ? { at: 'resultOn', message: '结果日期不能晚于今天' } : undefined
  },
})

export function suspended(state: PermitState, act: Act): PermitState {
  const { kind, days } = read('suspend', act)
  return { ...state, state: 'special', special: { kind, from: dayOf(act), days } }
}

export function suspensionClocks(after: PermitState, act: Act, ctx: Context<ItemTerms>, regime: RegimeVersion): Clock[] {
  const { kind, days } = read('suspend', act)
  const limit = { n: days, unit: 'workday' as const, basis: regime.basis.special ?? [] }
  return [...paused(after, act, kind, 'P07'), start('specialProcedure', 'permit/special#listed-kind', `书面告知${kind}`, dayOf(act), limit, ctx, 'promised')]
}

/** back to review; `special` is kept in `specials` */
export function resumedFrom(state: PermitState, act: Act): PermitState {
  const { special, ...rest } = state
  const { resultOn } = read('resume', act)
  return { ...rest, state: 'review', specials: [...state.specials, { ...special!, resultOn }] }
}

export function resumptionClocks(after: PermitState, act: Act, ctx: Context<ItemTerms>): Clock[] {
  return [...resumed(after, read('resume', act).resultOn, ctx), ...met(after, act, 'specialProcedure')]
}

/** working days that a special procedure took out of the count: notice day through result day, both included (XK-10) */
export function daysOut(from: string, resultOn: string, calendar: Context<ItemTerms>['calendar']): number {
  return WDN(from, resultOn, calendar) + (calendar.isWorkday(from) ? 1 : 0)
}
