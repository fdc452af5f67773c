import type { Clock } from '../kernel/clock.ts'
import type { Act } from '../kernel/procedure.ts'
import { met } from './clocks.ts'
import { resultClocks } from './limits.ts'
import { dayOf, has, read } from './reading.ts'
import { guard } from './regime.ts'
import type { PermitState } from './state.ts'

/* 颁发、送达 (许可法 39, 44; XK-13) */

export const licenceNamed = guard({
  id: 'permit/delivery#licence-named', code: 'XK-13', topic: 'issue',
  test: ({ act, item }) => {
    if (!item.result.licenceType) return { message: '本事项的结果不是证照，直接送达即可' }
    return String(read('issue', act).licence ?? '').trim() ? undefined : { at: 'licence', message: '须写明颁发的证照' }
  },
})
/** what was granted is delivered with its licence */
export const licenceFirst = guard({
  id: 'permit/delivery#licence-first', code: 'XK-13', topic: 'issue',
  test: ({ state, item }) => (state.state === 'granted' && item.result.licenceType && !state.licence ? { message: '证照尚未制发，不能送达' } : undefined),
})
/** over the counter: identity checked and signed for; electronically it is the system that delivers */
export const handedOver = guard({
  id: 'permit/delivery#handed-over', code: 'G-04', topic: 'deliver',
  test: ({ act }) => {
    const { method, identityChecked } = read('deliver', act)
    if (method === 'electronic' || method === 'courier') return undefined
    return [
      ...(identityChecked === true ? [] : [{ at: 'identityChecked', message: '窗口送达须核对领取人身份' }]),
      ...(has(act, 'signature') ? [] : [{ at: 'signature', message: '窗口送达须由领取人签收' }]),
    ]
  },
})
export const byTheRightHand = guard({
  id: 'permit/delivery#by-the-right-hand', code: 'G-04', topic: 'deliver',
  test: ({ act }) => {
    const { method } = read('deliver', act)
    return act.actor.code === 'SYS' && method !== 'electronic' && method !== 'selfService' ? { at: 'method', message: '窗口和邮寄送达由窗口工作人员办理' } : undefined
  },
})

export function issued(state: PermitState, act: Act): PermitState {
  return { ...state, state: 'issued', licence: read('issue', act).licence }
}

export function issueClocks(after: PermitState, act: Act): Clock[] {
  return met(after, act, ...resultClocks)
}

export function delivered(state: PermitState, act: Act): PermitState {
  return { ...state, state: 'delivered', deliveredOn: dayOf(act) }
}

export function deliveryClocks(after: PermitState, act: Act): Clock[] {
  return met(after, act, 'issue')
}
