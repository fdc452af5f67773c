import type { Citation } from '../kernel/citation.ts'
import { MOX, NDX, WD, type LegalDate } from '../kernel/dates.ts'
import type { BaseState, Procedure } from '../kernel/procedure.ts'
import { rule, type Rule } from '../kernel/rule.ts'
import type { TrainingSettings } from './trainingSettings.ts'

/* 服务型行政执法示范点 (KH-04 in the small: applied for, checked on the spot, shown to the public, named, looked at every year). */

export interface PointState extends BaseState {
  state: 'new' | 'applied' | 'checked' | 'notice' | 'named' | 'refused' | 'withdrawn' | 'expired'
  namedOn?: LegalDate
  validTo?: LegalDate
  /** day of the last yearly look at it */
  recheckedOn?: LegalDate
}

type Terms = Pick<TrainingSettings, 'pointScore' | 'pointNotice' | 'pointYears'>
type PointRule = Rule<PointState, Terms>
export const pointSince = '2019-01-01'
/** the national rules on demonstration were read second-hand only, the steps are the city's own: no article is cited */
const basis: Citation[] = []
const pointRule = (id: string, test: PointRule['test']): PointRule => rule({ id: `credential/demonstrationPoint#${id}`, code: 'KH-04', basis: [], from: pointSince, test })

/** said of an on-site check: score, and whether something rules it out whatever the score */
interface Checked { score: number; veto: boolean }
const passed = (p: Checked, terms: Terms): boolean => !p.veto && p.score >= terms.pointScore

export const noticeOver = pointRule('notice-over', (t) => {
  const due = t.state.clocks.notice?.due
  return due && t.now.slice(0, 10) > due ? undefined : { message: `公示到${due ?? '期满'}为止，期满后才能命名` }
})
export const reasoned = pointRule('reasoned', (t) => ((t.act.payload.has as { reason?: boolean } | undefined)?.reason ? undefined : { message: '撤销命名要写明原因', at: 'reason' }))
export const onceAYear = pointRule('once-a-year', (t) => (t.state.recheckedOn?.slice(0, 4) === t.now.slice(0, 4) ? { message: '本年度已经复核过' } : undefined))

export const pointRules: readonly PointRule[] = [noticeOver, reasoned, onceAYear]

export const demonstrationPoint: Procedure<PointState, Terms> = {
  id: 'credential/demonstrationPoint',
  name: '服务型行政执法示范点',
  states: { new: '未申报', applied: '已申报', checked: '核验合格', notice: '公示中', named: '已命名', refused: '不予命名', withdrawn: '已撤销', expired: '命名到期' },
  final: ['refused', 'withdrawn', 'expired'],
  initial: () => ({ state: 'new', clocks: {}, seq: 0 }),
  acts: {
    apply: { name: '申报示范点', by: ['ADM', 'HEAD'], from: 'new', basis: () => basis, personal: ['text'], rules: [], apply: (s) => ({ ...s, state: 'applied' }) },
    check: {
      name: '现场核验', by: ['SUP'], from: ['applied'], basis: () => basis, personal: ['text'], rules: [],
      apply: (s, a, terms) => ({ ...s, state: passed(a.payload as unknown as Checked, terms) ? 'checked' : 'refused' }),
    },
    publish: {
      name: '公示', by: ['SUP'], from: ['checked'], basis: () => basis, rules: [], apply: (s) => ({ ...s, state: 'notice' }),
      clocks: (_, a, ctx) => {
        const start = a.at.slice(0, 10)
        const n = ctx.item.pointNotice
        return [{ id: 'notice', name: '公示期', rule: 'credential/demonstrationPoint#notice-over', basis: [], event: '公示', start, n, unit: 'workday', excluded: [], due: WD(start, n, ctx.calendar.provisional()), calendarVersion: ctx.calendar.version, status: 'running', kind: 'statutory' }]
      },
    },
    name: {
      name: '命名', by: ['SUP'], from: ['notice'], basis: () => basis, rules: [noticeOver],
      apply: (s, a, terms) => {
        if (a.payload.objection === 'upheld') return { ...s, state: 'refused' }
        const on = a.at.slice(0, 10)
        return { ...s, state: 'named', namedOn: on, validTo: MOX(on, 12 * terms.pointYears) }
      },
    },
    recheck: { name: '年度复核', by: ['SUP'], from: ['named'], basis: () => basis, personal: ['text'], rules: [onceAYear], apply: (s, a) => ({ ...s, state: a.payload.passed ? 'named' : 'withdrawn', recheckedOn: a.at.slice(0, 10) }) },
    withdraw: { name: '撤销命名', by: ['SUP'], from: ['named'], basis: () => basis, personal: ['reason'], rules: [reasoned], apply: (s) => ({ ...s, state: 'withdrawn' }) },
    expire: { name: '命名到期', by: ['SYS'], from: ['named'], lapses: true, basis: () => basis, rules: [], apply: (s) => ({ ...s, state: 'expired' }) },
  },
  lapse(s, { now }) {
    if (s.state !== 'named' || !s.validTo || now.slice(0, 10) <= s.validTo) return undefined
    return { type: 'expire', at: `${NDX(s.validTo, 1)}T00:00:00.000+08:00`, effectiveOn: NDX(s.validTo, 1), actor: { code: 'SYS' }, payload: {} }
  },
}

/** day until which the next yearly look at a named point should be done; red after it */
export function recheckDue(s: Pick<PointState, 'state' | 'namedOn' | 'recheckedOn'>): LegalDate | undefined {
  return s.state === 'named' && s.namedOn ? MOX(s.recheckedOn ?? s.namedOn, 12) : undefined
}
