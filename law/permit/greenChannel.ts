import type { Clock } from '../kernel/clock.ts'
import { compareInstants, instantOf, legalDateOf } from '../kernel/dates.ts'
import type { Act, Context } from '../kernel/procedure.ts'
import { promisedInstant, type OfficeHours, type Promised } from '../kernel/promise.ts'
import type { ItemTerms } from '../item/item.ts'
import { waits } from './clocks.ts'
import { promiseAt } from './limits.ts'
import { dayOf, has, read } from './reading.ts'
import { guard } from './regime.ts'
import type { PermitState } from './state.ts'

/*
 * 绿色通道 (MOD-06): priority, steps in parallel, a shorter promise; never a step, an inspector, a hearing or a reason less.
 * No statute of its own: who, why, how far and until when are recorded.
 */

const may = ['priority', 'parallel', 'shorterPromise']
/** codes for the reason; words go with it as a particular */
export const greenReasons: Readonly<Record<string, string>> = {
  emergency: '突发事件应急', publicHealth: '疫情防控急需', disasterRelief: '抢险救灾', keyProject: '重点项目', vulnerable: '特殊困难群体', other: '其他',
}

export const justified = guard({
  id: 'permit/greenChannel#justified', code: 'MOD-06', topic: 'greenChannel',
  test: ({ act, now }) => {
    const p = read('greenChannel', act)
    return [
      ...(act.actor.person ? [] : [{ at: 'actor', message: '须有批准人' }]),
      ...(Object.hasOwn(greenReasons, p.reason ?? '') && has(act, 'explanation') ? [] : [{ at: 'reason', message: '须写明启用绿色通道的事由' }]),
      ...(p.scope?.length ? [] : [{ at: 'scope', message: '须写明范围' }]),
      ...(p.until && p.until >= legalDateOf(now) ? [] : [{ at: 'until', message: '须写明有效期，且不早于今天' }]),
    ]
  },
})
export const nothingSkipped = guard({
  id: 'permit/greenChannel#nothing-skipped', code: 'MOD-06', topic: 'greenChannel',
  test: ({ act }) =>
    (read('greenChannel', act).scope ?? []).filter((s) => !may.includes(s))
      .map((s) => ({ at: s, message: '绿色通道只能优先、并行办理和缩短承诺，不得省略法定步骤、核查人数、听证或者说明理由' })),
})
/** XK-20: where the number is limited nobody overtakes */
export const noOvertaking = guard({
  id: 'permit/greenChannel#no-overtaking', code: 'XK-20', topic: 'quota', regimes: ['permit'],
  test: ({ act, item }) =>
    item.quota !== undefined && read('greenChannel', act).scope?.includes('priority') ? { at: 'scope', message: '有数量限制的许可按受理先后准予，绿色通道不得改变次序' } : undefined,
})
/** a promise may become shorter, never longer than the one told */
export const onlyShorter = guard({
  id: 'permit/greenChannel#only-shorter', code: 'MOD-06', topic: 'greenChannel', facts: ['hours'],
  test: ({ state, act, item, now, facts, calendar }) => {
    const { promise } = read('greenChannel', act)
    const hours = (facts.hours ?? state.hours) as OfficeHours
    if (promise?.unit === 'officeMinutes' && !hours) return { at: 'promise', message: '没有大厅开放时间，不能按办公时间承诺' }
    if (!promise) return { at: 'promise', message: '须写明承诺时限' }
    const at = state.acceptedAt ?? now
    const c = calendar.provisional()
    const told = state.clocks.promise
    const before: Promised | undefined = waits(told) ? told : item.promise.unit === 'officeMinutes' && !hours ? undefined : promisedInstant(item.promise, at, hours, c)
    const asked = promisedInstant(promise, at, hours, c)
    return before && compareInstants(end(asked), end(before)) > 0 ? { at: 'promise', message: `承诺只能缩短；原承诺为${before.dueAt ?? before.due}` } : undefined
  },
})

function end(p: Promised): string {
  return p.dueAt ?? instantOf(p.due, '24:00')
}

export function green(state: PermitState, act: Act): PermitState {
  const p = read('greenChannel', act)
  return { ...state, greenChannel: { by: act.actor.person, code: act.actor.code, reason: p.reason, scope: p.scope, promise: p.promise, until: p.until, on: dayOf(act) } }
}

/** an accepted case is promised anew from its acceptance; one that is not yet accepted when it is */
export function greenClocks(after: PermitState, act: Act, ctx: Context<ItemTerms>): Clock[] {
  return after.acceptedAt && waits(after.clocks.promise) ? [promiseAt(after, act, ctx)] : []
}
